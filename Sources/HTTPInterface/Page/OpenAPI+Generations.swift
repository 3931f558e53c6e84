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
    """#
}
