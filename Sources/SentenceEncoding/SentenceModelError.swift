/// A file of a model folder that cannot be used: where, what was found, what was expected.
package struct SentenceModelError: Error, Sendable, Hashable, CustomStringConvertible {
  package let file: String
  /// A key, the name of a tensor, "byte 8", "line 3"; empty when it is about the file as a whole.
  package let place: String
  package let found: String
  package let expected: String

  package init(file: String, place: String = "", found: String, expected: String) {
    (self.file, self.place, self.found, self.expected) = (file, place, found, expected)
  }

  package var description: String {
    "\(file): \(place.isEmpty ? "" : place + ": ")expected \(expected), found \(found)"
  }
}
