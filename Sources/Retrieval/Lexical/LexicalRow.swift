package import Domain

/// What one row of a lexical index is made of.
package struct LexicalRow: Sendable, Hashable {
  package let title: String
  package let text: String
  package let identifiers: [String]

  package init(title: String = "", text: String, identifiers: [String] = []) {
    (self.title, self.text, self.identifiers) = (title, text, identifiers)
  }

  /// Nothing for a chunk that only its names find.
  package init(_ chunk: Chunk) {
    if chunk.isNameOnly {
      self.init(text: "")
    } else {
      self.init(title: chunk.title, text: chunk.text, identifiers: chunk.identifiers)
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
    }
  }
}
