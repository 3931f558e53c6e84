/// A tree of named values that tells how something came about; what `explain` prints and tests compare.
package struct Explanation: Sendable, Hashable {
  package let name: String
  package let value: String
  package var children: [Explanation]

  package init(_ name: String, _ value: String = "", _ children: [Explanation] = []) {
    (self.name, self.value, self.children) = (name, value, children)
  }
}

extension Explanation: CustomStringConvertible {
  /// One line a node, children indented by two spaces.
  package var description: String { lines(indent: 0).joined(separator: "\n") }

  private func lines(indent: Int) -> [String] {
    let head = String(repeating: "  ", count: indent) + (value.isEmpty ? name : "\(name): \(value)")
    return [head] + children.flatMap { $0.lines(indent: indent + 1) }
  }
}
