/// What can be called, and how.
extension OpenAPI {
  /// Of a server that takes records at the routes `intakes`.
  static func paths(intakes: [String]) -> String {
    #"""
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
