/// The description of the routes, OpenAPI 3.1. The limits in it are those of `HTTPLimits`.
enum OpenAPI {
  /// Of a server that takes records at the routes `intakes`.
  static func document(intakes: [String]) -> String {
    #"""
    {
      "openapi": "3.1.0",
      "info": {
        "title": "pitwall",
        "version": "1.0.0",
        "summary": "Questions about the group's own data, answered from it.",
        "description": "Unknown members of a body are ignored. Every error is {\"error\":{\"code\",\"message\"}}."
      },
      "servers": [{"url": "/"}],
      "paths": {
        "/": {
          "get": {
            "operationId": "page",
            "summary": "The web page",
            "security": [],
            "responses": {
              "200": {"description": "The page.", "content": {"text/html": {"schema": {"type": "string"}}}}
            }
          }
        },
        "/health": {
          "get": {
            "operationId": "health",
            "summary": "Whether questions can be answered",
            "security": [],
            "responses": {
              "200": {
                "description": "They can.",
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "properties": {"status": {"const": "ok"}},
                      "required": ["status"]
                    }
                  }
                }
              },
              "503": {"$ref": "#/components/responses/E503"}
            }
          }
        },
        "/metrics": {
          "get": {
            "operationId": "metrics",
            "summary": "Counters and times, for Prometheus",
            "security": [],
            "responses": {
              "200": {
                "description": "Exposition format 0.0.4.",
                "content": {"text/plain": {"schema": {"type": "string"}}}
              }
            }
          }
        },
        "/openapi.json": {
          "get": {
            "operationId": "openapi",
            "summary": "This document",
            "security": [],
            "responses": {
              "200": {
                "description": "OpenAPI 3.1.",
                "content": {"application/json": {"schema": {"type": "object"}}}
              }
            }
          }
        },
        "/v1/chat": {
          "post": {
            "operationId": "chat",
            "summary": "Ask a question",
            "description": "Role: read, where the server has keys.",
            "security": [{"key": []}, {}],
            "requestBody": {
              "required": true,
              "description": "The question.",
              "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ChatRequest"}}}
            },
            "responses": {
              "200": {
                "description": "The answer; with \"stream\":true or Accept: text/event-stream, server-sent events in this order, as far as they apply: interpretation, sql, table, sources, text (pieces), done. The data of an event is the JSON value of the answer's member that it is about; of text, a piece of `answer`; of done, the whole answer. An answer that fails on the way ends with an event error.",
                "content": {
                  "application/json": {"schema": {"$ref": "#/components/schemas/Answer"}},
                  "text/event-stream": {"schema": {"type": "string"}}
                }
              },
              "400": {"$ref": "#/components/responses/E400"},
              "401": {"$ref": "#/components/responses/E401"},
              "403": {"$ref": "#/components/responses/E403"},
              "413": {"$ref": "#/components/responses/E413"},
              "415": {"$ref": "#/components/responses/E415"},
              "422": {"$ref": "#/components/responses/E422"},
              "429": {"$ref": "#/components/responses/E429"},
              "503": {"$ref": "#/components/responses/E503"}
            }
          }
        },
        "/v1/search": {
          "post": {
            "operationId": "search",
            "summary": "Find chunks",
            "description": "Role: read, where the server has keys.",
            "security": [{"key": []}, {}],
            "requestBody": {
              "required": true,
              "description": "What to find.",
              "content": {"application/json": {"schema": {"$ref": "#/components/schemas/SearchRequest"}}}
            },
            "responses": {
              "200": {
                "description": "Ranked chunks, best first.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/SearchResults"}}}
              },
              "400": {"$ref": "#/components/responses/E400"},
              "401": {"$ref": "#/components/responses/E401"},
              "403": {"$ref": "#/components/responses/E403"},
              "413": {"$ref": "#/components/responses/E413"},
              "415": {"$ref": "#/components/responses/E415"},
              "422": {"$ref": "#/components/responses/E422"},
              "429": {"$ref": "#/components/responses/E429"},
              "503": {"$ref": "#/components/responses/E503"}
            }
          }
        },
        "/v1/chat/completions": {
          "post": {
            "operationId": "complete",
            "summary": "Ask in the shape of OpenAI's chat completions",
            "description": "Role: read, where the server has keys.",
            "security": [{"key": []}, {}],
            "requestBody": {
              "required": true,
              "description": "The last message of the role user is the question.",
              "content": {"application/json": {"schema": {"$ref": "#/components/schemas/CompletionRequest"}}}
            },
            "responses": {
              "200": {
                "description": "The completion, or its chunks and [DONE] as server-sent events.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Completion"}}}
              },
              "400": {"$ref": "#/components/responses/E400"},
              "401": {"$ref": "#/components/responses/E401"},
              "403": {"$ref": "#/components/responses/E403"},
              "413": {"$ref": "#/components/responses/E413"},
              "415": {"$ref": "#/components/responses/E415"},
              "422": {"$ref": "#/components/responses/E422"},
              "429": {"$ref": "#/components/responses/E429"},
              "503": {"$ref": "#/components/responses/E503"}
            }
          }
        },
        "/v1/models": {
          "get": {
            "operationId": "models",
            "summary": "The models",
            "description": "Role: read, where the server has keys.",
            "security": [{"key": []}, {}],
            "responses": {
              "200": {
                "description": "One.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ModelList"}}}
              },
              "401": {"$ref": "#/components/responses/E401"},
              "403": {"$ref": "#/components/responses/E403"},
              "503": {"$ref": "#/components/responses/E503"}
            }
          }
        },
        "/v1/status": {
          "get": {
            "operationId": "status",
            "summary": "The open generation",
            "description": "Role: read, where the server has keys.",
            "security": [{"key": []}, {}],
            "responses": {
              "200": {
                "description": "The state.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Status"}}}
              },
              "401": {"$ref": "#/components/responses/E401"},
              "403": {"$ref": "#/components/responses/E403"},
              "503": {"$ref": "#/components/responses/E503"}
            }
          }
        },
        "/v1/quarantine": {
          "get": {
            "operationId": "quarantine",
            "summary": "Rejected rows",
            "description": "Role: read, where the server has keys.",
            "security": [{"key": []}, {}],
            "parameters": [
              {
                "name": "source",
                "in": "query",
                "required": false,
                "description": "Only rows of this source.",
                "schema": {"type": "string"}
              },
              {
                "name": "rule",
                "in": "query",
                "required": false,
                "description": "Only rows that broke this rule.",
                "schema": {"type": "string"}
              },
              {
                "name": "limit",
                "in": "query",
                "required": false,
                "description": "Rows of the page.",
                "schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}
              },
              {
                "name": "offset",
                "in": "query",
                "required": false,
                "description": "Rows passed over.",
                "schema": {"type": "integer", "minimum": 0, "default": 0}
              }
            ],
            "responses": {
              "200": {
                "description": "A page of rows.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/QuarantinePage"}}}
              },
              "401": {"$ref": "#/components/responses/E401"},
              "403": {"$ref": "#/components/responses/E403"},
              "422": {"$ref": "#/components/responses/E422"},
              "503": {"$ref": "#/components/responses/E503"}
            }
          }
        },
        "/v1/customers/{id}": {
          "get": {
            "operationId": "customer",
            "summary": "One real customer: all that the locations know, and why their records are linked",
            "description": "Role: read, where the server has keys; personal data only from the role ingest on.",
            "security": [{"key": []}, {}],
            "parameters": [
              {
                "name": "id",
                "in": "path",
                "required": true,
                "description": "The identity, as `pitwall export identities` writes it.",
                "schema": {"type": "string", "maxLength": 200}
              }
            ],
            "responses": {
              "200": {
                "description": "The customer.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Customer"}}}
              },
              "401": {"$ref": "#/components/responses/E401"},
              "403": {"$ref": "#/components/responses/E403"},
              "404": {"$ref": "#/components/responses/E404"},
              "422": {"$ref": "#/components/responses/E422"},
              "503": {"$ref": "#/components/responses/E503"}
            }
          }
        },
        \#(intakes.map(intake).joined())
        "/v1/rebuild": {
          "post": {
            "operationId": "rebuild",
            "summary": "Build the next generation",
            "description": "Role: admin, where the server has keys.",
            "security": [{"key": []}, {}],
            "responses": {
              "202": {
                "description": "The job; one that waits already is taken.",
                "content": {
                  "application/json": {
                    "schema": {"type": "object", "properties": {"job": {"type": "string"}}, "required": ["job"]}
                  }
                }
              },
              "401": {"$ref": "#/components/responses/E401"},
              "403": {"$ref": "#/components/responses/E403"},
              "503": {"$ref": "#/components/responses/E503"}
            }
          }
        },
        "/v1/jobs/{id}": {
          "get": {
            "operationId": "job",
            "summary": "What became of a job",
            "description": "Role: read, where the server has keys.",
            "security": [{"key": []}, {}],
            "parameters": [
              {
                "name": "id",
                "in": "path",
                "required": true,
                "description": "As POST /v1/rebuild gave it.",
                "schema": {"type": "string"}
              }
            ],
            "responses": {
              "200": {
                "description": "The job.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Job"}}}
              },
              "401": {"$ref": "#/components/responses/E401"},
              "403": {"$ref": "#/components/responses/E403"},
              "404": {"$ref": "#/components/responses/E404"},
              "503": {"$ref": "#/components/responses/E503"}
            }
          }
        }
      },
      "components": {
        "securitySchemes": {
          "key": {
            "type": "http",
            "scheme": "bearer",
            "description": "A key of the file that the server was started with; without a file every route is open."
          }
        },
        "schemas": {
          "Error": {
            "type": "object",
            "properties": {
              "error": {
                "type": "object",
                "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
                "required": ["code", "message"]
              }
            },
            "required": ["error"]
          },
          "ChatRequest": {
            "type": "object",
            "properties": {
              "message": {"type": "string", "description": "The question, 4,000 bytes at most."},
              "conversation_id": {
                "type": ["string", "null"],
                "maxLength": 200,
                "description": "The id of an earlier answer, to ask on."
              },
              "as_of": {
                "type": ["string", "null"],
                "format": "date",
                "description": "The day that relative time is counted from."
              },
              "stream": {"type": ["boolean", "null"], "default": false}
            },
            "required": ["message"]
          },
          "Column": {
            "type": "object",
            "properties": {
              "name": {"type": "string"},
              "label": {"type": "string"},
              "type": {
                "type": "string",
                "enum": [
                  "text",
                  "integer",
                  "decimal",
                  "real",
                  "percent",
                  "date",
                  "timestamp",
                  "month",
                  "quarter",
                  "year",
                  "week",
                  "boolean"
                ]
              },
              "unit": {"type": ["string", "null"]}
            },
            "required": ["name", "label", "type", "unit"]
          },
          "Table": {
            "type": "object",
            "properties": {
              "columns": {"type": "array", "items": {"$ref": "#/components/schemas/Column"}},
              "rows": {
                "type": "array",
                "items": {"type": "array", "items": {"type": ["string", "number", "boolean", "null"]}}
              }
            },
            "required": ["columns", "rows"]
          },
          "SQL": {
            "type": "object",
            "properties": {
              "text": {"type": "string"},
              "parameters": {"type": "array", "items": {"type": ["string", "number", "null"]}}
            },
            "required": ["text", "parameters"]
          },
          "Source": {
            "type": "object",
            "properties": {
              "id": {"type": "string"},
              "title": {"type": "string"},
              "kind": {"type": "string"},
              "snippet": {"type": "string"},
              "score": {"type": "number"}
            },
            "required": ["id", "title", "kind", "snippet", "score"]
          },
          "Chart": {
            "type": "object",
            "properties": {
              "type": {"type": "string", "enum": ["line", "bar"]},
              "x": {"type": "string"},
              "y": {"type": "array", "items": {"type": "string"}}
            },
            "required": ["type", "x", "y"]
          },
          "Option": {
            "type": "object",
            "properties": {"label": {"type": "string"}, "question": {"type": "string"}},
            "required": ["label", "question"]
          },
          "Answer": {
            "type": "object",
            "properties": {
              "conversation_id": {"type": "string"},
              "kind": {"type": "string", "enum": ["answer", "clarification", "no_answer"]},
              "answer": {"type": "string", "description": "Markdown."},
              "interpretation": {"type": "string"},
              "table": {"anyOf": [{"$ref": "#/components/schemas/Table"}, {"type": "null"}]},
              "row_count": {"type": "integer"},
              "truncated": {"type": "boolean"},
              "sql": {"anyOf": [{"$ref": "#/components/schemas/SQL"}, {"type": "null"}]},
              "sources": {"type": "array", "items": {"$ref": "#/components/schemas/Source"}},
              "chart": {"anyOf": [{"$ref": "#/components/schemas/Chart"}, {"type": "null"}]},
              "confidence": {"type": "number", "minimum": 0, "maximum": 1},
              "as_of": {"type": "string"},
              "generation": {"type": "string"},
              "suggestions": {"type": "array", "items": {"type": "string"}},
              "options": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Option"},
                "description": "Only in a clarification."
              },
              "reason": {
                "type": ["string", "null"],
                "enum": ["not_in_data", "out_of_scope", "not_understood", "not_allowed", null],
                "description": "Only in a refusal."
              },
              "llm": {
                "type": ["object", "null"],
                "properties": {
                  "model": {"type": "string"},
                  "used": {"type": "boolean"},
                  "note": {"type": ["string", "null"]}
                },
                "required": ["model", "used", "note"]
              },
              "timings_ms": {"type": "object", "additionalProperties": {"type": "number"}}
            },
            "required": [
              "conversation_id",
              "kind",
              "answer",
              "interpretation",
              "table",
              "row_count",
              "truncated",
              "sql",
              "sources",
              "chart",
              "confidence",
              "as_of",
              "generation",
              "suggestions",
              "llm",
              "timings_ms"
            ]
          },
          "SearchRequest": {
            "type": "object",
            "properties": {
              "query": {"type": "string", "description": "4,000 bytes at most."},
              "top_k": {"type": ["integer", "null"], "minimum": 1, "maximum": 100, "default": 10},
              "kinds": {"type": ["array", "null"], "items": {"type": "string"}, "maxItems": 32}
            },
            "required": ["query"]
          },
          "SearchResults": {
            "type": "object",
            "properties": {
              "hits": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "id": {"type": "string"},
                    "title": {"type": "string"},
                    "kind": {"type": "string"},
                    "text": {"type": "string"},
                    "score": {"type": "number"},
                    "score_parts": {"type": "object", "additionalProperties": {"type": "number"}}
                  },
                  "required": ["id", "title", "kind", "text", "score", "score_parts"]
                }
              }
            },
            "required": ["hits"]
          },
          "SourceCount": {
            "type": "object",
            "properties": {
              "name": {"type": "string"},
              "read": {"type": "integer"},
              "kept": {"type": "integer"},
              "superseded": {"type": "integer"},
              "quarantined": {"type": "integer"},
              "repaired": {"type": "integer"}
            },
            "required": ["name", "read", "kept", "superseded", "quarantined", "repaired"]
          },
          "Status": {
            "type": "object",
            "properties": {
              "generation": {"type": "string"},
              "built": {"type": "string"},
              "sources": {
                "type": "array",
                "items": {
                  "allOf": [
                    {"$ref": "#/components/schemas/SourceCount"},
                    {
                      "type": "object",
                      "properties": {
                        "newest": {"type": ["string", "null"]},
                        "modified": {"type": ["string", "null"]}
                      },
                      "required": ["newest", "modified"]
                    }
                  ]
                }
              },
              "datasets": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {"name": {"type": "string"}, "rows": {"type": "integer"}},
                  "required": ["name", "rows"]
                }
              },
              "documents": {"type": "integer"},
              "chunks": {"type": "integer"},
              "embedder": {
                "type": "object",
                "properties": {
                  "name": {"type": "string"},
                  "version": {"type": "string"},
                  "dimension": {"type": "integer"}
                },
                "required": ["name", "version", "dimension"]
              },
              "database_bytes": {"type": "integer"}
            },
            "required": [
              "generation",
              "built",
              "sources",
              "datasets",
              "documents",
              "chunks",
              "embedder",
              "database_bytes"
            ]
          },
          "QuarantinePage": {
            "type": "object",
            "properties": {
              "rows": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "source": {"type": "string"},
                    "rule": {"type": "string"},
                    "reason": {"type": "string"},
                    "file": {"type": "string"},
                    "line": {"type": "integer"},
                    "raw": {"type": "string", "description": "Empty for a key that may only read."}
                  },
                  "required": ["source", "rule", "reason", "file", "line", "raw"]
                }
              },
              "offset": {"type": "integer"},
              "limit": {"type": "integer"}
            },
            "required": ["rows", "offset", "limit"]
          },
          "Customer": {
            "type": "object",
            "description": "Beside these members, those of the row that the knowledge pack declares.",
            "properties": {
              "id": {"type": "string"},
              "sources": {
                "type": "array",
                "description": "The records of the customer, with the columns of their dataset.",
                "items": {"type": "object", "properties": {"score": {"type": ["number", "null"]}}}
              },
              "links": {
                "type": "array",
                "description": "Why the records are one customer: as few links as hold them together.",
                "items": {
                  "type": "object",
                  "properties": {
                    "first": {"type": "object", "description": "The key of a record."},
                    "second": {"type": "object", "description": "The key of the other."},
                    "decided_by_hand": {"type": "boolean"},
                    "weight": {"type": ["number", "null"], "description": "Bits; null when decided by hand."},
                    "threshold": {"type": "number", "description": "The weight from which records are linked."},
                    "score": {"type": "number", "minimum": 0, "maximum": 1},
                    "evidence": {
                      "type": "array",
                      "items": {
                        "type": "object",
                        "properties": {
                          "comparison": {"type": "string"},
                          "level": {"type": "string"},
                          "weight": {"type": "number", "description": "Bits; negative: against the link."},
                          "values": {
                            "type": "array",
                            "items": {
                              "type": "object",
                              "properties": {"column": {"type": "string"}, "first": {}, "second": {}},
                              "required": ["column", "first", "second"]
                            }
                          }
                        },
                        "required": ["comparison", "level", "weight", "values"]
                      }
                    }
                  },
                  "required": [
                    "first", "second", "decided_by_hand", "weight", "threshold", "score", "evidence"
                  ]
                }
              }
            },
            "required": ["id", "sources", "links"]
          },
          "RebuildReport": {
            "type": "object",
            "properties": {
              "generation": {"type": "string"},
              "sources": {"type": "array", "items": {"$ref": "#/components/schemas/SourceCount"}},
              "documents": {
                "type": "object",
                "properties": {
                  "total": {"type": "integer"},
                  "added": {"type": "integer"},
                  "changed": {"type": "integer"},
                  "removed": {"type": "integer"}
                },
                "required": ["total", "added", "changed", "removed"]
              },
              "seconds": {"type": "number"},
              "stages": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "name": {"type": "string"},
                    "seconds": {"type": "number"},
                    "rows": {"type": "integer"}
                  },
                  "required": ["name", "seconds", "rows"]
                }
              }
            },
            "required": ["generation", "sources", "documents", "seconds", "stages"]
          },
          "Job": {
            "type": "object",
            "properties": {
              "job": {"type": "string"},
              "kind": {"const": "rebuild"},
              "state": {"type": "string", "enum": ["queued", "running", "done", "failed"]},
              "created": {"type": "string"},
              "started": {"type": ["string", "null"]},
              "finished": {"type": ["string", "null"]},
              "report": {"anyOf": [{"$ref": "#/components/schemas/RebuildReport"}, {"type": "null"}]},
              "error": {"type": ["string", "null"]}
            },
            "required": ["job", "kind", "state", "created", "started", "finished", "report", "error"]
          },
          "RecordVerdicts": {
            "type": "object",
            "properties": {
              "accepted": {"type": "integer"},
              "duplicate": {"type": "integer"},
              "rejected": {"type": "integer"},
              "records": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "index": {"type": "integer"},
                    "verdict": {"type": "string", "enum": ["accepted", "duplicate", "rejected"]},
                    "id": {"type": ["string", "null"]},
                    "reasons": {"type": "array", "items": {"type": "string"}}
                  },
                  "required": ["index", "verdict", "id", "reasons"]
                }
              }
            },
            "required": ["accepted", "duplicate", "rejected", "records"]
          },
          "CompletionRequest": {
            "type": "object",
            "properties": {
              "model": {"type": "string"},
              "messages": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "role": {"type": "string"},
                    "content": {
                      "anyOf": [
                        {"type": "string"},
                        {
                          "type": "array",
                          "items": {
                            "type": "object",
                            "properties": {"type": {"type": "string"}, "text": {"type": "string"}},
                            "required": ["type"]
                          }
                        },
                        {"type": "null"}
                      ]
                    }
                  },
                  "required": ["role"]
                }
              },
              "stream": {"type": "boolean"},
              "user": {"type": "string", "description": "Taken as the conversation's id."},
              "as_of": {"type": "string", "format": "date"}
            },
            "required": ["messages"]
          },
          "Completion": {
            "type": "object",
            "properties": {
              "id": {"type": "string"},
              "object": {"type": "string"},
              "created": {"type": "integer"},
              "model": {"type": "string"},
              "choices": {"type": "array", "items": {"type": "object"}},
              "usage": {"type": "object"}
            },
            "required": ["id", "object", "created", "model", "choices"]
          },
          "ModelList": {
            "type": "object",
            "properties": {
              "object": {"const": "list"},
              "data": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "id": {"type": "string"},
                    "object": {"type": "string"},
                    "created": {"type": "integer"},
                    "owned_by": {"type": "string"}
                  },
                  "required": ["id", "object", "created", "owned_by"]
                }
              }
            },
            "required": ["object", "data"]
          }
        },
        "responses": {
          "E400": {
            "description": "The body is no JSON in UTF-8.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
          },
          "E401": {
            "description": "No key, or an unknown one.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
          },
          "E403": {
            "description": "The role of the key is too low, or the request comes from another site.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
          },
          "E404": {
            "description": "No such path or thing.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
          },
          "E405": {
            "description": "The path takes another method; see Allow.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
          },
          "E413": {
            "description": "The body is longer than 1 MiB (16 MiB for records).",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
          },
          "E415": {
            "description": "The body is not application/json.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
          },
          "E422": {
            "description": "A field is missing, of the wrong type or out of range; the message says which.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
          },
          "E429": {
            "description": "64 answers are being made already; see Retry-After.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
          },
          "E503": {
            "description": "No generation is open, or the request took longer than 30 s.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
          }
        }
      }
    }

    """#
  }

  private static func intake(_ name: String) -> String {
    #"""
        "/v1/\#(name)": {
          "post": {
            "operationId": "post-\#(name)",
            "summary": "Send records",
            "description": "Role: ingest, where the server has keys.",
            "security": [{"key": []}, {}],
            "parameters": [
              {
                "name": "Idempotency-Key",
                "in": "header",
                "required": false,
                "description": "A repeated key gets the verdicts of its first use.",
                "schema": {"type": "string", "maxLength": 200}
              }
            ],
            "requestBody": {
              "required": true,
              "description": "One record, or 1 to 10,000 of them as an array or as JSON Lines.",
              "content": {
                "application/json": {
                  "schema": {"anyOf": [{"type": "object"}, {"type": "array", "items": {"type": "object"}}]}
                },
                "application/x-ndjson": {"schema": {"type": "string"}}
              }
            },
            "responses": {
              "202": {
                "description": "A verdict a record, in order; all are durable, rejected ones in quarantine after the next generation.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/RecordVerdicts"}}}
              },
              "400": {"$ref": "#/components/responses/E400"},
              "401": {"$ref": "#/components/responses/E401"},
              "403": {"$ref": "#/components/responses/E403"},
              "413": {"$ref": "#/components/responses/E413"},
              "415": {"$ref": "#/components/responses/E415"},
              "422": {"$ref": "#/components/responses/E422"},
              "429": {"$ref": "#/components/responses/E429"},
              "503": {"$ref": "#/components/responses/E503"}
            }
          }
        },
    """#
  }
}
