import Domain

/// A piece of SQL with the values of its `?` marks, in the order of the marks.
///
/// Pieces are put together by interpolation, which keeps text and values in step. Text that is no SQL of ours or of
/// the catalog goes in by `bind:` only.
struct Fragment: Sendable, Hashable, ExpressibleByStringInterpolation {
  private(set) var text: String
  private(set) var parameters: [Value]

  init(stringLiteral value: String) { (text, parameters) = (value, []) }

  /// SQL of the catalog or the dialect, without marks.
  init(raw text: String) { (self.text, parameters) = (text, []) }

  init(stringInterpolation pieces: Pieces) { self = pieces.fragment }

  struct Pieces: StringInterpolationProtocol {
    var fragment = Fragment(raw: "")

    init(literalCapacity: Int, interpolationCount: Int) { fragment.text.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { fragment.text += literal }
    mutating func appendInterpolation(_ other: Fragment) { fragment.append(other) }
    mutating func appendInterpolation(_ number: Int) { fragment.text += String(number) }
    /// SQL of the catalog or the dialect: an identifier, an operator.
    mutating func appendInterpolation(raw text: String) { fragment.text += text }
    mutating func appendInterpolation(bind value: Value) {
      fragment.text += "?"
      fragment.parameters.append(value)
    }
  }

  var isEmpty: Bool { text.isEmpty }

  mutating func append(_ other: Fragment) {
    text += other.text
    parameters += other.parameters
  }

  /// The lines after the first moved right by `spaces`.
  func indented(_ spaces: Int) -> Fragment {
    var copy = self
    copy.text = text.replacing("\n", with: "\n" + String(repeating: " ", count: spaces))
    return copy
  }

  /// In parentheses, on lines of their own.
  var block: Fragment { "(\n  \(indented(2))\n)" }
}

extension Sequence<Fragment> {
  func joined(separator: String) -> Fragment {
    var result = Fragment(raw: "")
    for (index, fragment) in enumerated() {
      if index > 0 { result.append(Fragment(raw: separator)) }
      result.append(fragment)
    }
    return result
  }
}
