package import Domain
import TextAnalysis

/// A word, number or sign of a question.
package struct QuestionToken: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case word, number, sign }

  package let kind: Kind
  /// Lower case, without diacritics and apostrophes: "oreilly".
  package var folded: String
  /// `folded`, singular: what phrases are matched by.
  package var singular: String
  /// The number written, for a number.
  package let number: FixedDecimal?
  /// UTF-8 byte offsets into the question.
  package let bytes: Range<Int>
  /// The word as typed, when it was taken for another.
  package var correctedFrom: String?
  /// A sentence or clause ends before this token.
  package let startsClause: Bool

  package init(
    kind: Kind, folded: String, singular: String, number: FixedDecimal? = nil, bytes: Range<Int>,
    startsClause: Bool = false
  ) {
    (self.kind, self.folded, self.singular, self.number) = (kind, folded, singular, number)
    (self.bytes, self.startsClause) = (bytes, startsClause)
  }
}

/// Reads a question, or a phrase of the pack, as tokens: words, numbers and signs, each compound in its parts.
package enum QuestionTokenizer {
  /// Tokens read of one text; the rest is left out.
  package static let mostTokens = 400

  /// O(length).
  package static func tokens(of text: String) -> [QuestionToken] {
    let bytes = Array(text.utf8)
    var tokens: [QuestionToken] = []
    var position = 0
    var startsClause = true
    while position < bytes.count, tokens.count < mostTokens {
      let byte = bytes[position]
      if let (sign, length, isClause) = typographic(bytes, position) {
        if let sign {
          tokens.append(
            QuestionToken(kind: .sign, folded: sign, singular: sign, bytes: position..<position + length))
          startsClause = startsClause || isClause
        }
        position += length
      } else if isSpace(byte) {
        position += 1
      } else if isDigit(byte) {
        let end = numberEnd(bytes, from: position)
        let wordEnd = wordEnd(bytes, from: end)
        tokens += number(bytes, position, end, wordEnd, startsClause: startsClause)
        (position, startsClause) = (max(wordEnd, end), false)
      } else if let (with, end) = shortWith(bytes, position) {
        tokens.append(
          QuestionToken(
            kind: .word, folded: with, singular: with, bytes: position..<end, startsClause: startsClause))
        (position, startsClause) = (end, false)
      } else if isWord(byte) {
        let end = wordEnd(bytes, from: position)
        tokens.append(word(bytes, position..<end, startsClause: startsClause))
        (position, startsClause) = (end, false)
      } else if byte == UInt8(ascii: "&") {
        tokens.append(
          QuestionToken(
            kind: .word, folded: "and", singular: "and", bytes: position..<position + 1,
            startsClause: startsClause))
        (position, startsClause) = (position + 1, false)
      } else {
        let ends = isClauseEnd(bytes, position)
        tokens.append(
          QuestionToken(
            kind: .sign, folded: String(decoding: [byte], as: UTF8.self),
            singular: String(decoding: [byte], as: UTF8.self), bytes: position..<position + 1))
        position += 1
        startsClause = startsClause || ends
      }
    }
    // A number glued to its scale is two tokens at once.
    return tokens.count > mostTokens ? Array(tokens.prefix(mostTokens)) : tokens
  }

  /// Nouns whose plural is their singular.
  private static let unchanging: Set<String> = ["series", "species"]

  /// The singular form of an English noun, by its ending; words of three letters and fewer stay.
  package static func singular(_ word: String) -> String {
    let letters = word.utf8
    guard letters.count > 2, letters.last == UInt8(ascii: "s") else { return word }
    // "P1s"
    if isDigit(letters[letters.index(letters.endIndex, offsetBy: -2)]) { return String(word.dropLast()) }
    guard letters.count > 3 else { return word }
    if unchanging.contains(word) { return word }
    if word.hasSuffix("tuses") || word.hasSuffix("nuses") || word.hasSuffix("buses") {
      return String(word.dropLast(2))
    }
    if word.hasSuffix("ss") || word.hasSuffix("us") || word.hasSuffix("is") { return word }
    if word.hasSuffix("ies"), letters.count > 4 { return word.dropLast(3) + "y" }
    for ending in ["sses", "shes", "ches", "xes", "zzes"] where word.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    return String(word.dropLast())
  }

  // MARK: - Bytes

  /// A dash, or a sign of two or three bytes, as the sign it stands for; nil stands for a space. A dash between words
  /// sets them apart. A curly apostrophe is none of these: it is part of its word.
  private static func typographic(
    _ bytes: [UInt8], _ position: Int
  ) -> (sign: String?, length: Int, startsClause: Bool)? {
    if bytes[position] == UInt8(ascii: "-") { return spacedHyphen(bytes, position) ? ("-", 1, true) : nil }
    if bytes[position] == 0xc2, position + 1 < bytes.count {
      switch bytes[position + 1] {
      case 0xa0: return (nil, 2, false)
      case 0xab, 0xbb: return ("\"", 2, false)
      default: return nil
      }
    }
    guard bytes[position] == 0xe2, position + 2 < bytes.count, bytes[position + 1] == 0x80 else { return nil }
    switch bytes[position + 2] {
    case 0x80...0x8b, 0xaf: return (nil, 3, false)
    case 0x90, 0x91: return ("-", 3, false)
    case 0x93, 0x94, 0x95: return ("-", 3, isBetweenWords(bytes, position, length: 3))
    case 0x98, 0x9c, 0x9d, 0x9e, 0x9f: return ("\"", 3, false)
    case 0xa6: return (".", 3, false)
    default: return nil
    }
  }

  /// " - " between words sets them apart; within a word or between numbers it does not.
  private static func spacedHyphen(_ bytes: [UInt8], _ position: Int) -> Bool {
    position > 0 && isSpace(bytes[position - 1]) && position + 1 < bytes.count && isSpace(bytes[position + 1])
      && isBetweenWords(bytes, position, length: 1)
  }

  private static func isBetweenWords(_ bytes: [UInt8], _ position: Int, length: Int) -> Bool {
    let before = bytes[..<position].last { !isSpace($0) }
    let after = bytes[(position + length)...].first { !isSpace($0) }
    return !(before.map(isDigit) ?? false) || !(after.map(isDigit) ?? false)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x7f }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  private static func isApostrophe(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "'") }
  private static func isWord(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") || byte >= 0x80 || isDigit(byte)
  }

  /// "w/" and "w/o", and where they end.
  private static func shortWith(_ bytes: [UInt8], _ position: Int) -> (String, end: Int)? {
    guard bytes[position] | 0x20 == UInt8(ascii: "w"), position == 0 || !isWord(bytes[position - 1]),
      position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "/")
    else { return nil }
    let end = position + 2
    let isWithout =
      end < bytes.count && bytes[end] | 0x20 == UInt8(ascii: "o")
      && (end + 1 == bytes.count || !isWord(bytes[end + 1]))
    return isWithout ? ("without", end + 1) : ("with", end)
  }

  private static func isClauseEnd(_ bytes: [UInt8], _ position: Int) -> Bool {
    switch bytes[position] {
    case UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: ";"): return true
    case UInt8(ascii: ":"): return position + 1 == bytes.count || isSpace(bytes[position + 1])
    case UInt8(ascii: "."):
      return position + 1 == bytes.count || isSpace(bytes[position + 1]) && !isShortened(bytes, position)
    default: return false
    }
  }

  /// The point at `position` ends a shortened word, not a sentence: "no. 47", "avg. price".
  private static func isShortened(_ bytes: [UInt8], _ position: Int) -> Bool {
    var start = position
    while start > 0, isWord(bytes[start - 1]), position - start < 8 { start -= 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
    if shortened.contains(word) { return true }
    var next = position
    while next < bytes.count, !isWord(bytes[next]), isSpace(bytes[next]) || bytes[next] == bytes[position] {
      next += 1
    }
    return shortenedBeforeNumbers.contains(word) && next < bytes.count && isDigit(bytes[next])
  }

  private static let shortened: Set<String> = [
    "avg", "approx", "incl", "excl", "diff", "dept", "resp", "vs", "max", "min", "qty", "nr", "nos",
    "resol", "serv", "cat", "tech", "cust", "veh", "svc", "rev", "est", "tkt", "pmt", "hrs", "mins", "mo",
  ]
  /// Words of their own, unless a number follows.
  private static let shortenedBeforeNumbers: Set<String> = ["no", "num", "inv", "ord", "ref", "id"]

  /// The end of the word at `start`: letters and digits, apostrophes between letters included.
  private static func wordEnd(_ bytes: [UInt8], from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      if bytes[end] >= 0x80, typographic(bytes, end) != nil { break }
      if isWord(bytes[end]) {
        end += 1
      } else if isApostrophe(bytes[end]), end > start, end + 1 < bytes.count, isWord(bytes[end + 1]) {
        end += 1
      } else {
        break
      }
    }
    return end
  }

  /// The end of the number at `start`: digits, commas between groups of three, one point before digits.
  private static func numberEnd(_ bytes: [UInt8], from start: Int) -> Int {
    func digits(_ from: Int) -> Int {
      var end = from
      while end < bytes.count, isDigit(bytes[end]) { end += 1 }
      return end
    }
    var end = digits(start)
    if end - start <= 3 {
      while end < bytes.count, bytes[end] == UInt8(ascii: ","), digits(end + 1) == end + 4 { end += 4 }
    }
    if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."), isDigit(bytes[end + 1]) {
      end = digits(end + 1)
    }
    return end
  }

  private static func word(_ bytes: [UInt8], _ range: Range<Int>, startsClause: Bool) -> QuestionToken {
    var raw = Folding.fold(String(decoding: bytes[range], as: UTF8.self))
    if raw.hasSuffix("'s"), !contractions.contains(String(raw.dropLast(2))) { raw = String(raw.dropLast(2)) }
    let folded = raw.filter { $0 != "'" }
    return QuestionToken(
      kind: .word, folded: folded, singular: singular(folded), bytes: range, startsClause: startsClause)
  }

  /// Words after which "'s" is "is": it stays part of the word.
  private static let contractions: Set<String> = [
    "what", "who", "how", "where", "when", "that", "it", "there", "let",
  ]

  /// A number and the letters glued to it: "35k" is a number and a word, "3rd" and "5w30" are words.
  private static func number(
    _ bytes: [UInt8], _ start: Int, _ end: Int, _ wordEnd: Int, startsClause: Bool
  ) -> [QuestionToken] {
    let text = String(decoding: bytes[start..<end], as: UTF8.self).filter { $0 != "," }
    let glued = wordEnd > end ? Folding.fold(String(decoding: bytes[end..<wordEnd], as: UTF8.self)) : ""
    let isScale = ["k", "m", "mio", "bn", "h", "hrs", "min", "mins", "km"].contains(glued)
    guard glued.isEmpty || isScale, let value = decimal(text) else {
      return [word(bytes, start..<max(wordEnd, end), startsClause: startsClause)]
    }
    let number = QuestionToken(
      kind: .number, folded: text, singular: text, number: value, bytes: start..<end,
      startsClause: startsClause)
    return glued.isEmpty
      ? [number] : [number, QuestionToken(kind: .word, folded: glued, singular: glued, bytes: end..<wordEnd)]
  }

  /// The exact value of digits with at most one point; nil above 18 digits.
  static func decimal(_ text: String) -> FixedDecimal? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count) else { return nil }
    let digits = parts.joined()
    guard digits.utf8.count <= 18, let units = Int64(digits) else { return nil }
    return FixedDecimal(units: units, scale: parts.count == 2 ? parts[1].utf8.count : 0)
  }
}
