/// A template that cannot be used.
package struct TemplateError: Error, Hashable, CustomStringConvertible {
  /// The template's name, as its maker gave it.
  package let name: String
  /// 1-based; nil when the whole template is meant.
  package let line: Int?
  package let found: String
  package let expected: String

  package var description: String {
    "\(name)\(line.map { ":\($0)" } ?? ""): expected \(expected), found '\(found)'"
  }
}
