package import Domain
package import Rendering

/// Why a request got no answer: the data of an error reply; words and status are made from it here.
package enum HTTPFailure: Error, Hashable {
  case invalidJSON(found: String)
  case unknownKey
  case missingKey
  case roleTooLow(role: Role, needed: Role)
  case foreignOrigin(String)
  case foreignHost(String)
  case noSuchPath(String)
  case noSuchJob(String)
  case noSuchCustomer(String)
  case intake(IntakeError)
  case generation(GenerationLookupError)
  case lineage(LineageError)
  case wrongMethod(String, allowed: [String])
  case bodyTooLarge(limit: Int)
  case wrongContentType(String, expected: [String])
  /// A field of the body, of the query or of the header that is missing, of the wrong type or out of range.
  case invalidField(String, found: String, expected: String)
  case tooManyAnswers(limit: Int)
  case notReady
  case timeLimit(seconds: Double)
  case failed

  package var status: Int {
    switch self {
    case .invalidJSON: 400
    case .unknownKey, .missingKey: 401
    case .roleTooLow, .foreignOrigin, .foreignHost: 403
    case .noSuchPath, .noSuchJob, .noSuchCustomer: 404
    case .wrongMethod: 405
    case .bodyTooLarge: 413
    case .wrongContentType: 415
    case .lineage(.unknown), .lineage(.absent): 404
    case .invalidField, .generation, .lineage: 422
    case .tooManyAnswers, .intake(.tooManyWaiting): 429
    case .intake(.keyReused): 422
    case .intake(.full), .intake(.notStored): 503
    case .notReady, .timeLimit, .failed: 503
    }
  }

  /// A word for programs.
  package var code: String {
    switch self {
    case .invalidJSON: "invalid_json"
    case .unknownKey, .missingKey: "unauthorized"
    case .roleTooLow, .foreignOrigin, .foreignHost: "forbidden"
    case .noSuchPath, .noSuchJob, .noSuchCustomer: "not_found"
    case .wrongMethod: "method_not_allowed"
    case .bodyTooLarge: "body_too_large"
    case .wrongContentType: "unsupported_media_type"
    case .invalidField: "invalid_field"
    case .generation: "unknown_generation"
    case .lineage(.unknown), .lineage(.absent): "not_found"
    case .lineage: "no_lineage"
    case .tooManyAnswers, .intake(.tooManyWaiting): "too_many_requests"
    case .intake(.keyReused): "idempotency_key_reused"
    case .intake(.full), .intake(.notStored): "not_stored"
    case .notReady: "not_ready"
    case .timeLimit: "time_limit"
    case .failed: "failed"
    }
  }

  /// Header fields that belong to the failure.
  var headers: [(name: String, value: String)] {
    switch self {
    case .missingKey, .unknownKey: [("www-authenticate", "Bearer")]
    case .wrongMethod(_, let allowed): [("allow", allowed.joined(separator: ", "))]
    case .tooManyAnswers, .intake(.tooManyWaiting): [("retry-after", "1")]
    case .notReady, .timeLimit: [("retry-after", "5")]
    default: []
    }
  }

  var output: HTTPOutput {
    HTTPOutput(
      status: status, headers: [("content-type", MediaType.json)] + headers,
      body: .bytes(JSONWriter.bytes(of: self)))
  }
}

extension HTTPFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .invalidJSON(let found): "body: expected a JSON document in UTF-8, found \(found)"
    case .missingKey: "header Authorization: expected 'Bearer KEY', found none"
    case .unknownKey: "header Authorization: expected 'Bearer' and a key of this server, found another"
    case .roleTooLow(let role, let needed):
      "expected a key with the role \(needed.rawValue), found \(role.rawValue)"
    case .foreignOrigin(let origin): "header Origin: expected the address of this server, found '\(origin)'"
    case .foreignHost(let host):
      "header Host: expected a loopback name (the server has no keys), found '\(host)'"
    case .noSuchPath(let path): "no such path: '\(path)'; GET /openapi.json lists those that exist"
    case .noSuchJob(let id): "no such job: '\(id)'"
    case .noSuchCustomer(let id): "no such customer: '\(id)'"
    case .intake(let error): error.description
    case .generation(let error): error.description
    case .lineage(let error): error.description
    case .wrongMethod(let method, let allowed):
      "method: expected \(allowed.joined(separator: " or ")), found \(method)"
    case .bodyTooLarge(let limit): "body: expected \(limit) bytes at most, found more"
    case .wrongContentType(let found, let expected):
      "header Content-Type: expected \(expected.joined(separator: " or ")), found '\(found)'"
    case .invalidField(let field, let found, let expected): "\(field): expected \(expected), found \(found)"
    case .tooManyAnswers(let limit): "\(limit) answers are being made, the most at one time; try again later"
    case .notReady: "no generation is open; run a rebuild first"
    case .timeLimit(let seconds): "the request took longer than \(seconds) s, the limit"
    case .failed: "the request failed; the log of the server says why"
    }
  }
}

extension HTTPFailure: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("error") { json in
        json.object { json in
          json.member("code", code)
          json.member("message", description)
        }
      }
    }
  }
}

/// The media types that are sent.
enum MediaType {
  static let json = "application/json"
  /// JSON Lines has no registered name; these are in use.
  static let jsonLines = ["application/x-ndjson", "application/jsonl", "application/x-jsonlines"]
  static let html = "text/html; charset=utf-8"
  static let events = "text/event-stream"
  static let metrics = "text/plain; version=0.0.4; charset=utf-8"
}
