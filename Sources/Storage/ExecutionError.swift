/// A statement that was not, or not fully, executed. Carries the text of the statement, never its bound values.
package enum ExecutionError: Error, Hashable, CustomStringConvertible {
  case timeout(seconds: Double, text: String)
  /// `what` is an act that statements may not do: "ATTACH", "read of table sqlite_schema".
  case denied(what: String, text: String)
  case sql(message: String, text: String)
  case parameters(found: Int, expected: Int, text: String)
  case columns(found: Int, expected: Int, text: String)
  /// The task that asked was cancelled.
  case cancelled(text: String)

  package var description: String {
    switch self {
    case .timeout(let seconds, let text): "stopped after \(seconds) s: \(text)"
    case .denied(let what, let text): "not allowed: \(what), in: \(text)"
    case .sql(let message, let text): "\(message), in: \(text)"
    case .parameters(let found, let expected, let text):
      "expected \(expected) bound values, found \(found), in: \(text)"
    case .columns(let found, let expected, let text):
      "expected \(expected) columns, found \(found), in: \(text)"
    case .cancelled(let text): "cancelled: \(text)"
    }
  }
}
