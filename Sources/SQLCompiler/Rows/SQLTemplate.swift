import Domain

/// SQL of the catalog over one row: `{this}` is the row's table, `{as_of}` a bound day.
enum SQLTemplate {
  /// `sql` filled in, in parentheses unless it is one operand as it stands.
  static func filled(_ sql: String, this: String, asOf: CalendarDate) -> Fragment {
    let trimmed = sql.drop(while: \.isWhitespace)
    let end = trimmed.lastIndex { !$0.isWhitespace }.map { trimmed.index(after: $0) } ?? trimmed.startIndex
    var rest = trimmed[..<end]
    let isOperand = Self.isOperand(rest)
    var result = Fragment(raw: "")
    while let open = rest.firstIndex(of: "{") {
      result.append(Fragment(raw: String(rest[..<open])))
      rest = rest[open...]
      if rest.hasPrefix("{this}") {
        result.append(Fragment(raw: this))
        rest = rest.dropFirst("{this}".count)
      } else if rest.hasPrefix("{as_of}") {
        result.append("\(bind: .text(asOf.description))")
        rest = rest.dropFirst("{as_of}".count)
      } else {
        result.append("{")
        rest = rest.dropFirst()
      }
    }
    result.append(Fragment(raw: String(rest)))
    return isOperand ? result : "(\(result))"
  }

  /// A column, a call, or something in parentheses: what needs no further ones beside an operator.
  static func isOperand(_ sql: Substring) -> Bool {
    func isName(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || "_.{}\"".contains(character)
    }
    guard let open = sql.firstIndex(where: { !isName($0) }) else { return !sql.isEmpty }
    guard sql[open] == "(" else { return false }
    var depth = 0
    var quote: Character?
    for index in sql[open...].indices {
      let character = sql[index]
      if let mark = quote {
        if character == mark { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == "(" {
        depth += 1
      } else if character == ")" {
        depth -= 1
        if depth == 0 { return sql.index(after: index) == sql.endIndex }
      }
    }
    return false
  }

  /// The column that the SQL is and nothing else: `{this}.name`.
  static func column(of sql: String) -> String? {
    guard let columns = columns(of: sql), columns.count == 1, let column = columns.first,
      sql == "{this}.\(column)" || sql == "{this}.\"\(column)\""
    else { return nil }
    return column
  }
}
