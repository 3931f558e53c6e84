/// The lines entered before, oldest first.
package struct History: Sendable, Equatable {
  /// Lines that are kept; older ones are dropped.
  package static let longest = 1_000

  package private(set) var lines: [String] = []

  package init(_ lines: [String] = []) {
    for line in lines.suffix(Self.longest) { add(line) }
  }

  /// - Returns: false for what is not kept: an empty line, one that starts with a space, the last one again.
  @discardableResult package mutating func add(_ line: String) -> Bool {
    guard let first = line.first, first != " ", line != lines.last else { return false }
    lines.append(line)
    if lines.count > Self.longest { lines.removeFirst(lines.count - Self.longest) }
    return true
  }

  /// The index of the newest line before `index` that contains `text`, letter case aside; nil when none does.
  package func search(_ text: String, before index: Int) -> Int? {
    if text.isEmpty { return nil }
    let text = text.lowercased()
    return lines[..<min(max(0, index), lines.count)].lastIndex { $0.lowercased().contains(text) }
  }
}
