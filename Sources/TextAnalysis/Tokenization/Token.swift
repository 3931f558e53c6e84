/// A word, number or compound of a text.
package struct Token: Sendable, Hashable {
  /// How a token stands to the compound it was read from.
  package enum Role: Sendable, Hashable {
    /// A word or number by itself: "brake", "1,234.50", "O'Reilly".
    case word
    /// Words or digits joined by dashes, slashes or underscores, whole: "INV-2023-000001", "multi-point".
    case compound
    /// One member of the compound before it: "INV", "2023", "000001".
    case part
  }

  /// As it stands in the text.
  package let text: String
  /// Lower case, without diacritics, with straight apostrophes and hyphens: "o'reilly", "inv-2023-000001".
  package let folded: String
  /// The stem of `folded` without apostrophes: words that mean the same in search have the same stem.
  package let stem: String
  /// UTF-8 byte offsets into the text.
  package let bytes: Range<Int>
  package let role: Role

  package init(text: String, folded: String, stem: String, bytes: Range<Int>, role: Role) {
    (self.text, self.folded, self.stem) = (text, folded, stem)
    (self.bytes, self.role) = (bytes, role)
  }
}
