package import Domain
import TextAnalysis

/// Finds chunks by exact names: SKUs, invoice numbers, vehicle numbers.
///
/// Letter case, dashes, blanks and other marks do not count; every letter and digit does. A name that nothing has is
/// looked for again with what people take for each other as one (O and 0; I, L and 1), then as the beginning or end
/// of names, when few have it.
package struct Identifiers: Sendable {
  /// Characters of the shortest name that is looked up; shorter ones are common words and numbers.
  package static let shortest = 5
  /// Words of a question that one name may be spread over: "INV 2023 000001" is three.
  package static let mostWords = 8
  /// Characters of the shortest look-alike, beginning or end that is looked up, and names that may have a part.
  package static let shortestPart = 6
  package static let mostOfPart = 3
  /// Letters and digits of a vehicle identification number, and those at its end that people read out.
  static let vehicleNumberLength = 17
  static let vehicleNumberTail = 6
  /// Bytes of a question that are read for names.
  static let longestQuestion = 16_384

  /// How sure it is that a name is meant.
  package enum Likeness: Int, Sendable, Comparable {
    /// The beginning or end of a name.
    case part
    /// The name but for letters and digits that look alike.
    case lookAlike
    /// The name, or the end of a vehicle number.
    case exact

    package static func < (a: Likeness, b: Likeness) -> Bool { a.rawValue < b.rawValue }
  }

  /// A name found in a question, and the rows it belongs to.
  package struct Match: Sendable, Hashable {
    /// As it is held: capitals and digits only.
    package let name: String
    package let rows: [Int]
    package let likeness: Likeness
  }

  private let names: NameTable
  /// The last six characters of vehicle numbers.
  private let tails: NameTable
  /// The names with look-alikes made one, and each of these backwards, its place among them for a row: beginnings stand
  /// together.
  private let merged: NameTable
  private let backwards: NameTable

  /// Row i is chunk i. O(identifiers × log identifiers).
  package init(_ chunks: [Chunk]) {
    let count = chunks.reduce(0) { $0 + $1.identifiers.count }
    // One table after the other: each is made of the one before, and the pairs of one alone are held.
    let names = NameTable(count: count) { pairs in
      for (row, chunk) in chunks.enumerated() {
        for identifier in chunk.identifiers {
          let name = Self.normalized(identifier)
          if name.utf8.count >= Self.shortest { pairs.add(name.utf8, row: row) }
        }
      }
    }
    tails = NameTable(count: 0) { pairs in
      names.forEachName { place, name in
        guard Self.isVehicleNumber(name) else { return }
        for row in names.rows(at: place) { pairs.add(name.suffix(Self.vehicleNumberTail), row: row) }
      }
    }
    let merged = NameTable(count: names.pairCount) { pairs in
      names.forEachName { place, name in
        let alike = name.map(Self.merged)
        for row in names.rows(at: place) { pairs.add(alike, row: row) }
      }
    }
    backwards = NameTable(count: merged.count) { pairs in
      merged.forEachName { place, name in pairs.add(name.reversed(), row: place) }
    }
    (self.names, self.merged) = (names, merged)
  }

  /// Reads what `write` wrote; nil when it is anything else. O(1).
  init?(_ reader: inout RegionReader) {
    guard let names = NameTable(&reader), let tails = NameTable(&reader), let merged = NameTable(&reader),
      let backwards = NameTable(&reader)
    else { return nil }
    (self.names, self.tails, self.merged, self.backwards) = (names, tails, merged, backwards)
  }

  func write(to writer: inout RegionWriter) {
    for table in [names, tails, merged, backwards] { table.write(to: &writer) }
  }

  /// The names in `question`, in its order. At each word the surest likeness wins, of these the longest name.
  /// O(words × mostWords × log identifiers).
  package func matches(in question: String) -> [Match] {
    guard names.count > 0 else { return [] }
    let text = String(decoding: question.utf8.prefix(Self.longestQuestion), as: UTF8.self)
    let words = Self.words(of: text)
    var matches: [Match] = []
    var seen = Set<String>()
    var start = 0
    while start < words.count {
      var name = ""
      var best: (match: Match, end: Int)?
      for end in start..<min(words.count, start + Self.mostWords) {
        name += words[end]
        if let found = match(name), best.map({ found.likeness >= $0.match.likeness }) ?? true {
          best = (found, end)
        }
      }
      if let best {
        if seen.insert(best.match.name).inserted { matches.append(best.match) }
        start = best.end + 1
      } else {
        start += 1
      }
    }
    return matches
  }

  private func match(_ name: String) -> Match? {
    guard name.utf8.count >= Self.shortest else { return nil }
    let key = Self.merged(name)
    let alike = merged.place(of: key)
    // Most words are no name in any spelling, and one look tells.
    let exact = alike == nil ? nil : names.rows(of: name)
    if let found = exact ?? (name.utf8.count == Self.vehicleNumberTail ? tails.rows(of: name) : nil) {
      return Match(name: name, rows: found, likeness: .exact)
    }
    guard name.utf8.count >= Self.shortestPart else { return nil }
    if let alike { return Match(name: name, rows: merged.rows(at: alike), likeness: .lookAlike) }
    // A word of letters only begins many names by chance.
    guard name.utf8.contains(where: { $0 >= 48 && $0 < 58 }) else { return nil }
    let begun = merged.places(beginningWith: key.utf8, limit: Self.mostOfPart + 1)
    guard begun.count <= Self.mostOfPart else { return nil }
    let ended = backwards.places(beginningWith: key.utf8.reversed(), limit: Self.mostOfPart + 1)
      .flatMap { backwards.rows(at: $0) }.filter { $0 < merged.count }
    let found = Set(begun).union(ended)
    guard (1...Self.mostOfPart).contains(found.count) else { return nil }
    return Match(
      name: name, rows: found.sorted().flatMap { merged.rows(at: $0) }, likeness: .part)
  }

  private static func isVehicleNumber(_ name: some Collection<UInt8>) -> Bool {
    name.count == vehicleNumberLength && name.contains { $0 >= 48 && $0 < 58 }
  }

  private static func merged(_ name: String) -> String {
    String(decoding: name.utf8.map(merged), as: UTF8.self)
  }

  /// O is 0; I and L are 1.
  private static func merged(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "O"): UInt8(ascii: "0")
    case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
    default: byte
    }
  }

  /// Letters and digits of a name, folded, in capitals.
  static func normalized(_ name: String) -> String {
    guard name.utf8.allSatisfy({ $0 < 0x80 }) else { return words(of: name).joined() }
    // Of ASCII, nearly all names, letters and digits can be told by their bytes.
    return String(
      decoding: name.utf8.compactMap { byte -> UInt8? in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 0x20
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        default: nil
        }
      }, as: UTF8.self)
  }

  /// The runs of letters and digits in `text`, folded, in capitals.
  private static func words(of text: String) -> [String] {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      let words: [Substring.UTF8View] = text.utf8.split { byte in
        !(byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")) && !(byte >= 48 && byte < 58)
      }
      return words.map { normalized(String(decoding: $0, as: UTF8.self)) }
    }
    return Folding.fold(text).uppercased().unicodeScalars
      .split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
      .map { String(String.UnicodeScalarView($0)) }
  }
}
