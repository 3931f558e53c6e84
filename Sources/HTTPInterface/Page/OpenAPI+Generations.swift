/// What is told of generations.
extension OpenAPI {
  static let generationPaths = #"""
        "/v1/generations": {
          "get": {
            "operationId": "generations",
            "summary": "The generations that a question may name",
            "description": "Role: read, where the server has keys.",
            "security": [{"key": []}, {}],
            "responses": {
              "200": {
                "description": "The one in place first, then those that are kept, from the newest on.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/GenerationList"}}}
              },
              "401": {"$ref": "#/components/responses/E401"},
              "403": {"$ref": "#/components/responses/E403"},
              "503": {"$ref": "#/components/responses/E503"}
            }
          }
        },
        "/v1/datasets/{name}/lineage": {
          "get": {
            "operationId": "lineage",
            "summary": "Where a row came from",
            "description": "Role: read, where the server has keys; fields of personal columns are for the roles ingest and admin. The files of the source are read again.",
            "security": [{"key": []}, {}],
            "parameters": [
              {
                "name": "name",
                "in": "path",
                "required": true,
                "description": "The dataset.",
                "schema": {"type": "string"}
              },
              {
                "name": "key",
                "in": "query",
                "required": true,
                "description": "A value for each column of its key, or one with all of them joined by '/'.",
                "schema": {"type": "array", "items": {"type": "string"}}
              },
              {
                "name": "generation",
                "in": "query",
                "required": false,
                "description": "An id or label of GET /v1/generations, or yesterday; the newest when none is given.",
                "schema": {"type": "string"}
              }
            ],
            "responses": {
              "200": {
                "description": "Every record of the key in the files, and what became of each.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Lineage"}}}
              },
              "401": {"$ref": "#/components/responses/E401"},
              "403": {"$ref": "#/components/responses/E403"},
              "404": {"$ref": "#/components/responses/E404"},
              "422": {"$ref": "#/components/responses/E422"},
              "429": {"$ref": "#/components/responses/E429"},
              "503": {"$ref": "#/components/responses/E503"}
            }
          }
        },
    """#

  static let generationSchemas = #"""
          "GenerationList": {
            "type": "object",
            "properties": {
              "generations": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "generation": {"type": "string"},
                    "label": {"type": ["string", "null"]},
                    "built": {"type": ["string", "null"]},
                    "current": {"type": "boolean"},
                    "bytes": {"type": "integer"},
                    "sources": {
                      "type": "array",
                      "items": {"$ref": "#/components/schemas/SourceCount"}
                    },
                    "fault": {"type": "string", "description": "Why it cannot be asked any more."}
                  },
                  "required": ["generation", "label", "built", "current", "bytes", "sources"]
                }
              }
            },
            "required": ["generations"]
          },
          "Lineage": {
            "type": "object",
            "properties": {
              "dataset": {"type": "string"},
              "source": {"type": "string"},
              "generation": {"type": "string"},
              "key": {"type": "object"},
              "in_generation": {"type": "string", "enum": ["same", "different", "absent"]},
              "files_unchanged": {"type": "boolean"},
              "changed_files": {"type": "array", "items": {"type": "string"}},
              "records": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "file": {"type": "string"},
                    "line": {"type": "integer"},
                    "fate": {"type": "string", "enum": ["kept", "superseded", "quarantined", "deleted"]},
                    "because": {"type": "object"},
                    "rule": {"type": "string"},
                    "reason": {"type": "string"},
                    "fields": {"type": "array", "items": {"type": "object"}}
                  },
                  "required": ["file", "line", "fate", "fields"]
                }
              }
            },
            "required": [
              "dataset", "source", "generation", "key", "in_generation", "files_unchanged", "changed_files", "records"
            ]
          },
    """#
}
