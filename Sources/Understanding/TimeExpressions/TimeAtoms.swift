import Domain

/// What one word of the vocabulary may mean.
struct TimeLexeme: Sendable {
  var month: Int?
  /// "mar", not "march".
  var isShortMonth: Bool?
  var weekday: Int?
  var pluralWeekday: Int?
  var grain: Grain?
  var adverb: Grain?
  var number: Int?
  var ordinal: Int?
  var use: TimeVocabulary.Use?
  var dayPart: Int?
  var loneDayPart: Int?
}

/// A run of letters, a run of digits or one mark of punctuation: what patterns are matched on.
struct TimeAtom: Sendable {
  /// The word's number in the lexicon; -1 for a word that is in no table.
  let word: Int
  /// The value of a run of at most 4 digits, or -1.
  let number: Int
  /// How many digits the run has; 0 for words and marks.
  let digits: Int
  /// Position of the token the atom is from.
  let token: Int
  let isLetters: Bool
  /// Stands in the same token as the atom before.
  let isJoined: Bool
  /// Nothing but opening marks stands before it in its token.
  var opens: Bool
  /// Nothing but closing marks stands after it in its token.
  var closes: Bool
}

/// Numbers for words: patterns and atoms are compared by them.
struct TimeLexicon: Sendable {
  private(set) var numbers: [String: Int] = [:]
  private(set) var lexemes: [TimeLexeme] = []

  mutating func number(of word: String) -> Int {
    if let known = numbers[word] { return known }
    numbers[word] = lexemes.count
    lexemes.append(TimeLexeme())
    return lexemes.count - 1
  }

  mutating func set<T>(_ table: [String: T], _ field: WritableKeyPath<TimeLexeme, T?>) {
    for (word, value) in table { lexemes[number(of: word)][keyPath: field] = value }
  }

  /// The numbers of the words of a name, as its atoms are compared.
  mutating func numbers(ofName name: String) -> [Int] {
    let pieces = name.split(separator: " ").map { TimeToken(String($0)) }
    for piece in pieces {
      for run in piece.text.split(whereSeparator: { $0 == "'" || $0 == "." }) { _ = number(of: String(run)) }
    }
    return atoms(of: pieces).map(\.word)
  }

  func lexeme(_ word: Int) -> TimeLexeme? { lexemes.indices.contains(word) ? lexemes[word] : nil }

  /// The atoms of `tokens`, in order. A possessive 's and a full stop after letters are dropped. O(length).
  func atoms(of tokens: [TimeToken]) -> [TimeAtom] {
    var atoms: [TimeAtom] = []
    atoms.reserveCapacity(tokens.count * 2)
    for (index, token) in tokens.enumerated() {
      let first = atoms.count
      var bytes = token.text.utf8[...]
      if bytes.count > 2, bytes.suffix(2).elementsEqual("'s".utf8) { bytes = bytes.dropLast(2) }
      while let byte = bytes.first {
        let kind = Self.kind(byte)
        var run = bytes.prefix(1)
        if kind != .mark { run = bytes.prefix { Self.kind($0) == kind } }
        bytes = bytes[run.endIndex...]
        if byte == UInt8(ascii: "."), let last = atoms.last, last.isLetters,
          last.token == index || lexeme(last.word)?.isShortMonth == true
        {
          continue
        }
        let text = String(decoding: run, as: UTF8.self)
        let digits = kind == .digit ? run.count : 0
        atoms.append(
          TimeAtom(
            word: numbers[text] ?? -1, number: digits > 0 && digits <= 4 ? Int(text) ?? -1 : -1,
            digits: digits,
            token: index, isLetters: kind == .letter, isJoined: atoms.count > first,
            opens: Self.isSoft(byte) && kind == .mark, closes: Self.isSoft(byte) && kind == .mark))
      }
      settleEdges(of: &atoms, from: first)
    }
    return atoms
  }

  /// Turns "is a soft mark" into "only soft marks stand before (after) it in the token".
  private func settleEdges(of atoms: inout [TimeAtom], from first: Int) {
    var isEdge = true
    for index in first..<atoms.count {
      let isSoft = atoms[index].opens
      atoms[index].opens = isEdge
      isEdge = isEdge && isSoft
    }
    isEdge = true
    for index in (first..<atoms.count).reversed() {
      let isSoft = atoms[index].closes
      atoms[index].closes = isEdge
      isEdge = isEdge && isSoft
    }
  }

  private enum Kind { case letter, digit, mark }

  private static func kind(_ byte: UInt8) -> Kind {
    switch byte {
    case 0x30...0x39: .digit
    case 0x61...0x7A, 0x41...0x5A, 0x80...: .letter
    default: .mark
    }
  }

  private static func isSoft(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: ";"),
      UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "'"):
      true
    default: false
    }
  }
}
