/// What is told of the data, of records sent in and of models.
extension OpenAPI {
  static let dataSchemas = #"""
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
              "database_bytes": {"type": "integer"},
              "settled": {"type": "boolean"},
              "waiting": {"type": "array", "items": {"type": "string"}}
            },
            "required": [
              "generation",
              "built",
              "sources",
              "datasets",
              "documents",
              "chunks",
              "embedder",
              "database_bytes",
              "settled",
              "waiting"
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
              },
              "settled": {"type": "boolean"},
              "waiting": {"type": "array", "items": {"type": "string"}}
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
    """#
}
