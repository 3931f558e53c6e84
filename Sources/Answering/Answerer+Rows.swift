package import Domain
import SQLCompiler

extension Answerer {
  /// The rows that an answer of this generation was made of, `limit` at most; of one row of its table, from 1, where one is
  /// named.
  ///
  /// - Throws: `RowsBehindError`, what executing throws.
  package func rows(behind answer: Answer, row: Int?, limit: Int) async throws -> RowsBehind {
    guard let query = answer.query, let table = answer.table else { throw RowsBehindError.noQuery }
    if let row, !table.rows.indices.contains(row - 1) {
      throw RowsBehindError.noSuchRow(row, rows: table.rows.count)
    }
    let statements: SQLCompiler.RowsBehind
    do {
      statements = try compiler.rows(
        behind: query, of: row.map { table.rows[$0 - 1] }, limit: max(1, limit))
    } catch {
      throw RowsBehindError.noGroup(reason: "\(error)")
    }
    let counted = try await world.execute(statements.count)
    let total = counted.rows.first?.first.flatMap {
      if case .integer(let count) = $0 { Int(count) } else { nil }
    }
    var listed = try await world.execute(statements.list)
    listed = ResultTable(
      columns: listed.columns, rows: listed.rows, isTruncated: listed.rows.count < total ?? 0)
    return RowsBehind(
      total: total ?? listed.rows.count, table: listed, statement: statements.list,
      noun: QueryWords(catalog: catalog).plural(query.subject).lowercased(), row: row)
  }
}
