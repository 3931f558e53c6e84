import Domain

extension SQLTemplate {
  /// Words that combine values of one row.
  private static let operators: Set<String> = [
    "AND", "OR", "NOT", "IS", "NULL", "IN", "BETWEEN", "LIKE", "ESCAPE", "CASE", "WHEN", "THEN", "ELSE",
    "END",
    "TRUE", "FALSE", "CAST", "AS", "INTEGER", "REAL", "TEXT",
  ]
  /// Functions that give something else each time.
  private static let restless: Set<String> = ["RANDOM", "RANDOMBLOB"]

  /// The columns of `{this}` that the SQL reads, when it reads nothing else: no other table, no column without one.
  /// nil when it may, or cannot be told.
  static func columns(of sql: String) -> Set<String>? {
    var found: Set<String> = []
    var rest = Substring(sql)
    while let next = rest.first {
      if rest.hasPrefix("{this}.") {
        rest = rest.dropFirst("{this}.".count)
        guard let name = identifier(&rest) else { return nil }
        found.insert(name)
      } else if rest.hasPrefix("{as_of}") {
        rest = rest.dropFirst("{as_of}".count)
      } else if next == "'" {
        guard let end = rest.dropFirst().firstIndex(of: "'") else { return nil }
        rest = rest[rest.index(after: end)...]
      } else if isHead(next) {
        let spelled = rest.prefix { isHead($0) || $0.isNumber }
        let word = spelled.uppercased()
        rest = rest.dropFirst(spelled.count)
        let isCall = rest.drop { $0.isWhitespace }.first == "("
        guard operators.contains(word) || (isCall && !restless.contains(word) && !isKeyword(word)) else {
          return nil
        }
      } else if next.isNumber {
        rest = rest.drop { $0.isNumber || $0 == "." || isHead($0) }
      } else if "\"`[{.?:@$".contains(next) || rest.hasPrefix("--") || rest.hasPrefix("/*") {
        return nil
      } else {
        rest = rest.dropFirst()
      }
    }
    return found
  }

  private static func isHead(_ character: Character) -> Bool { character.isLetter || character == "_" }

  private static func isKeyword(_ word: String) -> Bool {
    SQLiteKeywords.all.contains(word) && !["LIKE", "GLOB", "REPLACE", "IF"].contains(word)
  }

  /// A name, bare or in double quotes, taken off the front.
  private static func identifier(_ rest: inout Substring) -> String? {
    if rest.first == "\"" {
      rest = rest.dropFirst()
      guard let end = rest.firstIndex(of: "\"") else { return nil }
      defer { rest = rest[rest.index(after: end)...] }
      return String(rest[..<end])
    }
    guard let head = rest.first, isHead(head) else { return nil }
    let name = rest.prefix { isHead($0) || $0.isNumber }
    rest = rest.dropFirst(name.count)
    // A call, or a name with a part we do not know.
    return rest.first == "(" || rest.first == "." ? nil : String(name)
  }
}
