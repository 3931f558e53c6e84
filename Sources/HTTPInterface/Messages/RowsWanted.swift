import Domain

/// The rows behind an answer that a request asks for: `rows`, how many at most, and `rows_of`, the row of the table.
struct RowsWanted: Sendable {
  private let limit: Int
  private let row: Int?

  /// - Returns: nil where it asks for none.
  init?(_ fields: Fields) throws(HTTPFailure) {
    let row = try fields.integer("rows_of", in: 1...RowsBehind.limits.upperBound)
    let limit = try fields.integer("rows", in: RowsBehind.limits)
    guard row != nil || limit != nil else { return nil }
    (self.row, self.limit) = (row, limit ?? RowsBehind.standardLimit)
  }

  /// Adds them; an answer that is made of none stays as it is.
  func add(to answer: inout Answer, _ assistant: AssistantInterface) async throws {
    do {
      answer.rowsBehind = try await assistant.rows(answer, row, limit)
    } catch RowsBehindError.noQuery {
      return
    } catch let error as RowsBehindError {
      throw HTTPFailure.invalidField("rows_of", found: "\(row ?? 0)", expected: "\(error)")
    }
  }
}
