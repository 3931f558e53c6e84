package import Domain
import TextAnalysis

/// Finds chunks by exact names: SKUs, invoice numbers, vehicle numbers.
///
/// Letter case, dashes, blanks and other marks do not count; every letter and digit does.
package struct Identifiers: Sendable {
  /// Characters of the shortest name that is looked up; shorter ones are common words and numbers.
  package static let shortest = 5
  /// Words of a question that one name may be spread over: "INV 2023 000001" is three.
  package static let mostWords = 8
  /// Letters and digits of a vehicle identification number, and those at its end that people read out.
  static let vehicleNumberLength = 17
  static let vehicleNumberTail = 6
  /// Bytes of a question that are read for names.
  static let longestQuestion = 16_384

  /// A name found in a question, and the rows it belongs to.
  package struct Match: Sendable, Hashable {
    /// As it is held: capitals and digits only.
    package let name: String
    package let rows: [Int]
  }

  private let rows: [String: [Int]]
  /// Rows of the last six characters of vehicle numbers.
  private let tails: [String: [Int]]

  /// Row i is chunk i. O(identifiers).
  package init(_ chunks: [Chunk]) {
    var rows: [String: [Int]] = [:]
    var tails: [String: [Int]] = [:]
    for (row, chunk) in chunks.enumerated() {
      for identifier in chunk.identifiers {
        let name = Self.normalized(identifier)
        guard name.utf8.count >= Self.shortest else { continue }
        if rows[name]?.last != row { rows[name, default: []].append(row) }
        if Self.isVehicleNumber(name) {
          let tail = String(name.suffix(Self.vehicleNumberTail))
          if tails[tail]?.last != row { tails[tail, default: []].append(row) }
        }
      }
    }
    (self.rows, self.tails) = (rows, tails)
  }

  /// The names in `question`, in its order. At each word the longest name wins, and whole names before the ends
  /// of vehicle numbers. O(words × mostWords).
  package func matches(in question: String) -> [Match] {
    let text = String(decoding: question.utf8.prefix(Self.longestQuestion), as: UTF8.self)
    let words = Self.words(of: text)
    var matches: [Match] = []
    var seen = Set<String>()
    var start = 0
    while start < words.count {
      var name = ""
      var best: (name: String, rows: [Int], end: Int)?
      for end in start..<min(words.count, start + Self.mostWords) {
        name += words[end]
        if let found = rows[name] ?? tails[name] { best = (name, found, end) }
      }
      if let best {
        if seen.insert(best.name).inserted { matches.append(Match(name: best.name, rows: best.rows)) }
        start = best.end + 1
      } else {
        start += 1
      }
    }
    return matches
  }

  private static func isVehicleNumber(_ name: String) -> Bool {
    name.utf8.count == vehicleNumberLength && name.utf8.contains { $0 >= 48 && $0 < 58 }
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
    Folding.fold(text).uppercased().unicodeScalars
      .split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
      .map { String(String.UnicodeScalarView($0)) }
  }
}
