import Domain

/// One side of a comparison: SQL and what it yields.
struct Operand {
  let sql: Fragment
  let type: ColumnType
  /// Said in errors.
  let place: String
}

/// Comparisons of an operand with values. Each is true, false, or NULL where the operand is NULL; a condition that
/// is NULL counts as false. Equality is exact; parts of texts are found whatever the case of their ASCII letters.
struct ComparisonCompiler {
  let dialect: SQLDialect

  func sql(_ operand: Operand, _ comparison: Comparison) throws(CompileError) -> Fragment {
    let x = operand.sql
    switch comparison {
    case .isEmpty, .equal(.null): return "\(x) IS NULL"
    case .isPresent, .notEqual(.null): return "\(x) IS NOT NULL"
    case .equal(let value):
      if let day = day(value, operand) {
        return "(\(x) >= \(date: day) AND \(x) < \(date: day.adding(days: 1)))"
      }
      return "\(x) = \(try bound(value, operand))"
    case .notEqual(let value):
      if day(value, operand) != nil { return "\(try sql(operand, .equal(value))) IS NOT TRUE" }
      return "\(x) IS NOT \(try bound(value, operand))"
    case .less(let value): return "\(x) < \(try bound(value, operand))"
    case .lessOrEqual(let value):
      if let day = day(value, operand) { return "\(x) < \(date: day.adding(days: 1))" }
      return "\(x) <= \(try bound(value, operand))"
    case .greater(let value):
      if let day = day(value, operand) { return "\(x) >= \(date: day.adding(days: 1))" }
      return "\(x) > \(try bound(value, operand))"
    case .greaterOrEqual(let value): return "\(x) >= \(try bound(value, operand))"
    case .between(let low, let high):
      if let day = day(high, operand) {
        return "(\(x) >= \(try bound(low, operand)) AND \(x) < \(date: day.adding(days: 1)))"
      }
      return "(\(x) BETWEEN \(try bound(low, operand)) AND \(try bound(high, operand)))"
    case .oneOf(let values): return try oneOf(values, operand)
    case .contains(let text): return try like("%\(dialect.escapedPattern(text))%", operand, text)
    case .startsWith(let text): return try like("\(dialect.escapedPattern(text))%", operand, text)
    }
  }

  /// The comparison, for an operand that is a number over rows: what is unknown is not unequal either.
  func known(_ operand: Operand, _ comparison: Comparison) throws(CompileError) -> Fragment {
    if case .notEqual(let value) = comparison, !value.isNull {
      return "NOT (\(try sql(operand, .equal(value))))"
    }
    return try sql(operand, comparison)
  }

  /// The opposite, true where the operand is NULL unless the opposite says otherwise; nil when only the general
  /// form does.
  func negation(of comparison: Comparison) -> Comparison? {
    switch comparison {
    case .equal(let value): .notEqual(value)
    case .notEqual(let value): .equal(value)
    case .isEmpty: .isPresent
    case .isPresent: .isEmpty
    default: nil
    }
  }

  /// Whether the comparison holds for no row where the operand is NULL.
  func rejectsNull(_ comparison: Comparison) -> Bool {
    switch comparison {
    case .isEmpty, .equal(.null): false
    case .notEqual(let value): value.isNull
    case .oneOf(let values): !values.contains(.null)
    default: true
    }
  }

  private func bound(_ value: Value, _ operand: Operand) throws(CompileError) -> Fragment {
    let value = try BoundValue.stored(value, as: operand.type, place: operand.place)
    return "\(bind: value)"
  }

  /// The whole day that a value without a time of day means beside a timestamp.
  private func day(_ value: Value, _ operand: Operand) -> CalendarDate? {
    guard operand.type == .timestamp, let text = value.text, text.utf8.count == 10 else { return nil }
    return CalendarDate(iso: text)
  }

  private func oneOf(_ values: [Value], _ operand: Operand) throws(CompileError) -> Fragment {
    var alternatives: [Fragment] = []
    var marks: [Fragment] = []
    for value in values where !value.isNull {
      if day(value, operand) != nil {
        alternatives.append(try sql(operand, .equal(value)))
      } else {
        marks.append(try bound(value, operand))
      }
    }
    if marks.count == 1 {
      alternatives.append("\(operand.sql) = \(marks[0])")
    } else if marks.count > 1 {
      alternatives.append("\(operand.sql) IN (\(marks.joined(separator: ", ")))")
    }
    if values.contains(.null) { alternatives.append("\(operand.sql) IS NULL") }
    switch alternatives.count {
    case 0: return "FALSE"
    case 1: return alternatives[0]
    default: return "(\(alternatives.joined(separator: " OR ")))"
    }
  }

  private func like(_ pattern: String, _ operand: Operand, _ text: String) throws(CompileError) -> Fragment {
    switch operand.type {
    case .text, .date, .timestamp: break
    case .integer, .real, .decimal, .boolean:
      throw .wrongValue(
        place: operand.place, found: "a part of a text, '\(text.prefix(40))'",
        expected: CompileError.words(operand.type))
    }
    guard pattern.utf8.count <= dialect.longestPattern else {
      throw .wrongValue(
        place: operand.place, found: "a text of \(text.utf8.count) bytes",
        expected: "a shorter text, at most \(dialect.longestPattern) bytes")
    }
    // LIKE would read the pattern up to a NUL only; text with one is in no curated column.
    if text.utf8.contains(0) { return "FALSE" }
    return "\(operand.sql) LIKE \(bind: .text(pattern)) ESCAPE '\\'"
  }
}

extension Fragment.Pieces {
  /// A bound ISO date.
  mutating func appendInterpolation(date: CalendarDate) { appendInterpolation(bind: .text(date.description)) }
}
