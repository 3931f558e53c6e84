/// A word or number of a text, with what stands around it.
struct WordingToken: Hashable, Sendable {
  /// As it stands, without the possessive.
  let text: String
  let lowercased: String
  /// Sentences count from 0.
  let sentence: Int
  let startsSentence: Bool
  /// Only spaces stand between the token before and this one.
  let followsDirectly: Bool
  /// "$" right before it.
  let currency: Character?
  /// A minus sign right before it.
  let isNegative: Bool
  /// "%" right after it, or after one space.
  let isPercent: Bool

  var hasDigit: Bool { text.utf8.contains { (0x30...0x39).contains($0) } }
  var hasCapital: Bool { text.contains { $0.isUppercase } }
  var isDigits: Bool { !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) } }

  static let currencies: Set<Character> = ["$", "€", "£", "¥"]
  private static let connectors: Set<Character> = ["-", "'", "’", ".", ",", "/", ":", "&", "_"]

  /// The tokens of `text` in order. A token is a run of letters and digits, joined by single connectors that stand
  /// between two of them; a comma or colon joins digits only. O(characters).
  static func tokens(of text: String) -> [WordingToken] {
    let characters = Array(text)
    func isWord(_ index: Int) -> Bool {
      characters.indices.contains(index) && (characters[index].isLetter || characters[index].isNumber)
    }
    func isDigit(_ index: Int) -> Bool {
      characters.indices.contains(index) && characters[index].isNumber
    }
    var tokens: [WordingToken] = []
    var (sentence, startsSentence, isDirect) = (0, true, true)
    var index = 0
    while index < characters.count {
      let character = characters[index]
      guard isWord(index) else {
        if character == "." || character == "!" || character == "?" || character.isNewline {
          if !startsSentence { sentence += 1 }
          startsSentence = true
        }
        if character != " " && character != "%" && !currencies.contains(character) { isDirect = false }
        index += 1
        continue
      }
      let start = index
      while isWord(index) {
        index += 1
        guard index < characters.count, connectors.contains(characters[index]), isWord(index + 1) else {
          continue
        }
        if characters[index] == "," || characters[index] == ":" {
          guard isDigit(index - 1), isDigit(index + 1) else { continue }
        }
        index += 1
      }
      var word = String(characters[start..<index])
      for ending in ["'s", "’s", "'S", "’S"] where word.hasSuffix(ending) { word.removeLast(2) }
      var before = start - 1
      var currency: Character?
      if before >= 0, currencies.contains(characters[before]) {
        currency = characters[before]
        before -= 1
      }
      let isMinus =
        before >= 0 && (characters[before] == "-" || characters[before] == "−") && !isWord(before - 1)
      let after = index < characters.count && characters[index] == " " ? index + 1 : index
      tokens.append(
        WordingToken(
          text: word, lowercased: word.lowercased(), sentence: sentence, startsSentence: startsSentence,
          followsDirectly: isDirect && !startsSentence, currency: currency, isNegative: isMinus,
          isPercent: after < characters.count && characters[after] == "%"))
      (startsSentence, isDirect) = (false, true)
    }
    return tokens
  }
}
