/// Takes a model's Markdown down to its words, or refuses it.
enum WordingMarkup {
  /// Signs that make links, HTML, formulas or escapes.
  private static let refused: Set<Character> = ["<", "[", "]", "{", "}", "\\", "^", "~", "=", "+", "@"]
  private static let marks: Set<Character> = ["*", "_", "`", "#", "|", ">"]
  private static let punctuation = Set("–—−‘’“”…•€£¥°")

  /// `text` with marks replaced by spaces and the numbers of an ordered list (1, 2, 3 …) taken out.
  static func words(of text: String) throws(WordingRefusal) -> String {
    for sign in text.unicodeScalars {
      let isPlain = (0x20...0x7E).contains(sign.value) || sign == "\n"
      let category = sign.properties.generalCategory
      guard
        isPlain || category == .lowercaseLetter || category == .uppercaseLetter
          || punctuation.contains(Character(sign))
      else { throw .markup("U+\(String(sign.value, radix: 16, uppercase: true))") }
    }
    let lowercased = text.lowercased()
    for part in ["://", "www.", "mailto:", "javascript:"] where lowercased.contains(part) {
      throw .markup(part)
    }
    if hasEntity(text) { throw .markup("&…;") }
    var lines: [String] = []
    var item = 1
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = line.drop { $0 == " " }
      if let end = ["\(item). ", "\(item)) "].first(where: { line.hasPrefix($0) }) {
        line = line.dropFirst(end.count)
        item += 1
      } else if line.hasPrefix("- ") || line.hasPrefix("• ") {
        line = line.dropFirst(2)
      }
      lines.append(try plain(Array(line)))
    }
    return lines.joined(separator: "\n")
  }

  private static func plain(_ characters: [Character]) throws(WordingRefusal) -> String {
    var plain = ""
    for (index, character) in characters.enumerated() {
      if refused.contains(character) { throw .markup(String(character)) }
      guard marks.contains(character) else {
        plain.append(character)
        continue
      }
      if character == ">", index > 0 { throw .markup(">") }
      let before = characters[..<index].last { !marks.contains($0) }
      let after = characters[index...].first { !marks.contains($0) }
      let isInside = isWord(before) && isWord(after)
      if isInside, character != "_" { throw .markup("\(character) inside a word") }
      plain.append(isInside ? "_" : " ")
    }
    return plain
  }

  private static func isWord(_ character: Character?) -> Bool {
    character.map { $0.isLetter || $0.isNumber || $0 == "," || $0 == "." } ?? false
      && character != "." && character != ","
  }

  /// "&amp;", "&#60;".
  private static func hasEntity(_ text: String) -> Bool {
    text.split(separator: "&", omittingEmptySubsequences: false).dropFirst().contains { rest in
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "#" }
      return !name.isEmpty && rest.dropFirst(name.count).first == ";"
    }
  }
}
