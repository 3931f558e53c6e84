/// What is asked and answered.
extension OpenAPI {
  static let questionSchemas = #"""
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
              "generation": {
                "type": ["string", "null"],
                "maxLength": 200,
                "description": "The generation that is asked: an id or label of GET /v1/generations, or yesterday; the newest when none is given."
              },
              "rows": {
                "type": ["integer", "null"],
                "minimum": 1,
                "maximum": 1000,
                "description": "Asks for the rows that the answer was made of, so many at most; not of a stream."
              },
              "rows_of": {
                "type": ["integer", "null"],
                "minimum": 1,
                "description": "Only the rows behind this row of the answer's table."
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
              "rows_behind": {
                "type": "object",
                "description": "The rows that the answer was made of; only where `rows` or `rows_of` asked for them.",
                "properties": {
                  "row": {"type": ["integer", "null"]},
                  "total": {"type": "integer"},
                  "table": {"$ref": "#/components/schemas/Table"},
                  "truncated": {"type": "boolean"},
                  "sql": {"$ref": "#/components/schemas/SQL"}
                },
                "required": ["row", "total", "table", "truncated", "sql"]
              },
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
    """#
}
