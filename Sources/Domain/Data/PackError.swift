/// Something in a knowledge pack that cannot be used: says where, what was found, what was expected.
package struct PackError: Error, Hashable, CustomStringConvertible {
  /// Relative to the pack.
  package let file: String
  /// 1-based; nil when the place is the whole file.
  package let line: Int?
  /// The place inside the file in the pack's own terms: "sources.orders.columns.total_amount".
  package let place: String
  package let found: String
  package let expected: String
  /// The names that exist, when a name was not found.
  package let candidates: [String]

  package init(
    file: String, line: Int? = nil, place: String, found: String, expected: String,
    candidates: [String] = []
  ) {
    (self.file, self.line, self.place) = (file, line, place)
    (self.found, self.expected, self.candidates) = (found, expected, candidates)
  }

  package var description: String {
    let position = line.map { "\(file):\($0)" } ?? file
    let meant = Spelling.nearest(to: found, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
    return "\(position): \(place): expected \(expected), found '\(found)'\(meant)"
  }
}
