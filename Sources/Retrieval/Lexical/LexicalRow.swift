package import Domain

/// What one row of a lexical index is made of.
package struct LexicalRow: Sendable, Hashable {
  package let title: String
  package let text: String
  package let identifiers: [String]
  /// Texts that the row's stands among: the other passages of its document.
  package let context: [String]

  package init(title: String = "", text: String, identifiers: [String] = [], context: [String] = []) {
    (self.title, self.text, self.identifiers, self.context) = (title, text, identifiers, context)
  }

  /// Chunks on either side of a chunk that are its context.
  static let reach = 4

  /// A row for each chunk, with the chunks of its document around it as context; nothing for a chunk that only its
  /// names find.
  package static func rows(of chunks: [Chunk]) -> [LexicalRow] {
    chunks.indices.map { row in
      let chunk = chunks[row]
      if chunk.isNameOnly { return LexicalRow(text: "") }
      let around = max(0, row - reach)..<min(chunks.count, row + reach + 1)
      let context = around.filter { $0 != row && chunks[$0].document == chunk.document }.map {
        chunks[$0].text
      }
      return LexicalRow(
        title: chunk.title, text: chunk.text, identifiers: chunk.identifiers, context: context)
    }
  }

  /// The lines of the text that are Markdown headings.
  var headings: [String] {
    guard text.utf8.contains(UInt8(ascii: "#")) else { return [] }
    let lines: [Substring.UTF8View] = text.utf8.split { $0 == UInt8(ascii: "\n") }
    return lines.filter { line in
      let marks = line.prefix { $0 == UInt8(ascii: "#") }.count
      return (1...6).contains(marks) && line.dropFirst(marks).first == UInt8(ascii: " ")
    }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The texts of a field.
  func texts(of field: LexicalSettings.Field) -> [String] {
    switch field {
    case .title: title.isEmpty ? [] : [title]
    case .headings: headings
    case .body: [text]
    case .identifiers: identifiers
    case .context: context
    }
  }
}
