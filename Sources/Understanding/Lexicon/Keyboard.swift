/// What fingers do on a keyboard (QWERTY).
enum Keyboard {
  private static let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]

  /// Keys beside or across a letter's.
  private static let neighbors: [UInt8: Set<UInt8>] = {
    var found: [UInt8: Set<UInt8>] = [:]
    let rows = Self.rows.map { Array($0.utf8) }
    for (number, row) in rows.enumerated() {
      for (column, key) in row.enumerated() {
        for other in max(0, number - 1)...min(rows.count - 1, number + 1) {
          for place in max(0, column - 1)...(column + 1) where rows[other].indices.contains(place) {
            found[key, default: []].insert(rows[other][place])
          }
        }
      }
    }
    return found
  }()

  /// `word` is `meant` with two letters swapped, one left out, one doubled, or one that lies beside another; both in
  /// small letters. O(length).
  static func isLikelySlip(_ word: [UInt8], of meant: [UInt8]) -> Bool {
    let start = zip(word, meant).prefix { $0 == $1 }.count
    switch word.count - meant.count {
    case -1: return Array(word[start...]) == Array(meant[(start + 1)...])
    case 1:
      guard start > 0, word[start] == word[start - 1] else { return false }
      return Array(word[(start + 1)...]) == Array(meant[start...])
    case 0:
      guard start < word.count else { return false }
      if start + 1 < word.count, word[start] == meant[start + 1], word[start + 1] == meant[start] {
        return word[(start + 2)...] == meant[(start + 2)...]
      }
      return word[(start + 1)...] == meant[(start + 1)...]
        && neighbors[word[start]]?.contains(meant[start]) ?? false
    default: return false
    }
  }
}
