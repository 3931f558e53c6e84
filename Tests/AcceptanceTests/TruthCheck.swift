import Domain
import Storage

/// Whether an answer is what is true of the data, worked out from the tables without the compiler.
struct TruthCheck {
  /// Absolute and relative: half a cent, and the last digits of a division.
  static let tolerance = (absolute: 0.0051, relative: 1e-6)

  let generation: Generation

  func holds(_ question: KnownQuestion, for answer: Answer) throws -> Bool {
    if let stated = question.stated, !answer.text.contains(stated) { return false }
    switch question.truth {
    case .clarification: return answer.kind == .clarification
    case .refused(let reason):
      return answer.kind == .noAnswer && (reason == nil || reason == answer.refusal)
    case .quotes(let document):
      return answer.kind == .answer && answer.table == nil && answer.sources.first?.id == document
    case .rows(let sql):
      guard answer.kind == .answer, let table = answer.table else { return false }
      // A ranking is in order, anything else may come in any.
      return Self.match(try rows(sql), table.rows, isOrdered: sql.contains("LIMIT"))
    }
  }

  private func rows(_ sql: String) throws -> [[Value]] {
    do {
      return try execute(sql, columns: 1)
    } catch ExecutionError.columns(let found, _, _) {
      return try execute(sql, columns: found)
    }
  }

  private func execute(_ sql: String, columns: Int) throws -> [[Value]] {
    let columns = (0..<columns).map { ResultColumn(name: "\($0)", label: "", kind: .text) }
    return try generation.execute(SQLStatement(text: sql, parameters: [], columns: columns)).rows
  }

  static func match(_ wanted: [[Value]], _ got: [[Value]], isOrdered: Bool) -> Bool {
    if wanted.count != got.count { return false }
    if isOrdered { return zip(wanted, got).allSatisfy(fits) }
    var left = got
    return wanted.allSatisfy { row in
      guard let place = left.firstIndex(where: { fits(row, $0) }) else { return false }
      left.remove(at: place)
      return true
    }
  }

  /// Whether each wanted value is in a cell of its own.
  private static func fits(_ wanted: [Value], _ row: [Value]) -> Bool {
    var left = row
    return wanted.allSatisfy { value in
      guard let place = left.firstIndex(where: { same(value, $0) }) else { return false }
      left.remove(at: place)
      return true
    }
  }

  private static func same(_ wanted: Value, _ got: Value) -> Bool {
    guard let number = wanted.double else { return wanted.description == got.description }
    guard let other = got.double ?? got.text.flatMap(Double.init) else { return false }
    return abs(number - other) <= max(tolerance.absolute, tolerance.relative * abs(number))
  }
}
