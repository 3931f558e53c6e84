import Domain

/// Names for datasets and columns that the pack and SQLite take as they stand: lower-case letters of ASCII, digits
/// and `_`, a letter first, no word of SQL, each once.
struct SafeNames {
  private var taken: Set<String>
  /// Bytes of a name.
  private static let longest = 60

  init(taken: Set<String> = []) { self.taken = taken }

  /// A name made of the words, no word of SQL where it `isSQL`, or of others for them where they are of SQL; `fallback` when nothing of them is left.
  mutating func name(_ words: [String], or others: [String] = [], fallback: String, isSQL: Bool = true)
    -> String
  {
    func joined(_ words: [String]) -> String {
      words.map { String($0.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }) }
        .filter { !$0.isEmpty }.joined(separator: "_")
    }
    var name = joined(words)
    if isReserved(name), !isReserved(joined(others)), !joined(others).isEmpty { name = joined(others) }
    if name.isEmpty { name = fallback }
    if let first = name.first, !first.isLetter { name = "\(fallback.prefix { $0.isLetter })_\(name)" }
    name = String(name.prefix(Self.longest))
    if isSQL, isReserved(name) { name += "_" }
    var unique = name
    var number = 2
    while !taken.insert(unique).inserted {
      unique = "\(name)_\(number)"
      number += 1
    }
    return unique
  }

  private func isReserved(_ name: String) -> Bool {
    SQLiteKeywords.all.contains(name.uppercased()) || Self.reserved.contains(name)
  }

  /// Names that a table has without declaring them.
  private static let reserved: Set<String> = ["rowid", "oid"]
}
