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

  private let rows: [String: [Int]]
  /// Rows of the last six characters of vehicle numbers.
  private let tails: [String: [Int]]
  /// Rows by name with look-alikes made one.
  private let merged: [String: [Int]]
  /// The names in order, with look-alikes made one, and each backwards: beginnings stand together.
  private let forwards: [String]
  private let backwards: [String]

  /// Row i is chunk i. O(identifiers × log identifiers).
  package init(_ chunks: [Chunk]) {
    var rows: [String: [Int]] = [:]
    var tails: [String: [Int]] = [:]
    var merged: [String: [Int]] = [:]
    func add(_ row: Int, _ name: String, to table: inout [String: [Int]]) {
      if table[name]?.last != row { table[name, default: []].append(row) }
    }
    for (row, chunk) in chunks.enumerated() {
      for identifier in chunk.identifiers {
        let name = Self.normalized(identifier)
        guard name.utf8.count >= Self.shortest else { continue }
        add(row, name, to: &rows)
        add(row, Self.merged(name), to: &merged)
        if Self.isVehicleNumber(name) { add(row, String(name.suffix(Self.vehicleNumberTail)), to: &tails) }
      }
    }
    (self.rows, self.tails, self.merged) = (rows, tails, merged)
    forwards = merged.keys.sorted()
    backwards = merged.keys.map { String($0.reversed()) }.sorted()
  }

  /// The names in `question`, in its order. At each word the surest likeness wins, of these the longest name.
  /// O(words × mostWords × log identifiers).
  package func matches(in question: String) -> [Match] {
    guard !rows.isEmpty else { return [] }
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
    if let found = rows[name] ?? tails[name] { return Match(name: name, rows: found, likeness: .exact) }
    guard name.utf8.count >= Self.shortestPart else { return nil }
    let key = Self.merged(name)
    if let found = merged[key] { return Match(name: name, rows: found, likeness: .lookAlike) }
    // A word of letters only begins many names by chance.
    guard name.utf8.contains(where: { $0 >= 48 && $0 < 58 }) else { return nil }
    let begun = Self.names(beginningWith: key, in: forwards)
    let ended = Self.names(beginningWith: String(key.reversed()), in: backwards).map { String($0.reversed()) }
    let found = Set(begun + ended)
    guard (1...Self.mostOfPart).contains(found.count) else { return nil }
    return Match(
      name: name, rows: found.sorted().flatMap { merged[$0] ?? [] }, likeness: .part)
  }

  /// The names that begin with `part`; at most one more than `mostOfPart`.
  private static func names(beginningWith part: String, in names: [String]) -> [String] {
    var (low, high) = (0, names.count)
    while low < high {
      let middle = (low + high) / 2
      if names[middle] < part { low = middle + 1 } else { high = middle }
    }
    return Array(names[low...].prefix(mostOfPart + 1).prefix { $0.hasPrefix(part) })
  }

  private static func isVehicleNumber(_ name: String) -> Bool {
    name.utf8.count == vehicleNumberLength && name.utf8.contains { $0 >= 48 && $0 < 58 }
  }

  /// O is 0; I and L are 1.
  private static func merged(_ name: String) -> String {
    String(
      decoding: name.utf8.map { byte in
        switch byte {
        case UInt8(ascii: "O"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        default: byte
        }
      }, as: UTF8.self)
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
