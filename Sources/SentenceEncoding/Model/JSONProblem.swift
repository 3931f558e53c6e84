import Foundation

/// Why a text of JSON could not be read, in the words of an error.
struct JSONProblem {
  /// ": key.key", or empty.
  let place: String
  let found: String
  let expected: String

  init(_ error: any Error) {
    func path(_ context: DecodingError.Context) -> String {
      context.codingPath.isEmpty ? "" : ": " + context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    switch error as? DecodingError {
    case .typeMismatch(let type, let context):
      (place, found, expected) = (path(context), context.debugDescription, "\(type)")
    case .valueNotFound(let type, let context):
      (place, found, expected) = (path(context), "null", "\(type)")
    case .keyNotFound(let key, let context):
      (place, found, expected) = (path(context), "none", "the key '\(key.stringValue)'")
    case .dataCorrupted(let context):
      (place, found, expected) = (path(context), context.debugDescription, "JSON")
    default: (place, found, expected) = ("", "\(error)", "JSON")
    }
  }
}
