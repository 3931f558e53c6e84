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
    \#(generationPaths)
    \#(paths(intakes: intakes))
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
    \#(questionSchemas)
    \#(generationSchemas)
    \#(dataSchemas)
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
}
