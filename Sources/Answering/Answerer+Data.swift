import Domain
import SQLCompiler
import Understanding

/// Answers from the rows: a query or a template, compiled and executed.
extension Answerer {
  func data(
    _ interpretation: Interpretation, _ understood: Understood, _ watch: inout Stopwatch
  ) async -> Answer {
    let query = interpretation.query
    var notes = interpretation.reading.notes
    notes += understood.corrections.map { "'\($0.0)' read as '\($0.1)'" }
    let words = QueryWords(catalog: catalog).text(query, notes: notes)
    do {
      let statement = try compiler.compile(query)
      let table = try await world.execute(statement)
      watch.lap("sql")
      if Self.isVoid(table), let beyond = beyondData(query) { return beyond }
      let writer = AnswerWriter(catalog: catalog)
      var answer = Answer(
        kind: .answer, text: writer.text(query, table), interpretation: words, table: table,
        statement: statement,
        chart: writer.chart(query, table), confidence: understood.confidence)
      answer.query = query
      if let comparison = interpretation.reading.yesNo,
        let isSo = YesNo.answer(table, comparison: comparison)
      {
        answer.text = "\(isSo ? "Yes" : "No"). \(answer.text)"
      }
      if table.isTruncated { answer.text += " Only the first \(table.rows.count) rows are shown." }
      return answer
    } catch {
      return Answer(
        kind: .noAnswer, text: "The question was read as '\(words)', but it cannot be worked out: \(error)",
        interpretation: words, refusal: .notUnderstood)
    }
  }

  /// A window that begins after the newest data asks for what is not there yet.
  func beyondData(_ query: Query) -> Answer? {
    guard let newest = newest(of: query.subject) else { return nil }
    for window in Self.windows(of: query.filter) {
      if let start = window.start, start > newest.adding(days: 31) {
        return Answer(
          kind: .noAnswer, text: "The data ends on \(newest); \(window.label) lies after it.",
          refusal: .notInData)
      }
    }
    return nil
  }

  /// No rows, or a total over none.
  private static func isVoid(_ table: ResultTable) -> Bool {
    table.rows.allSatisfy { row in row.allSatisfy { $0.isNull || $0.double == 0 } }
  }

  static func windows(of predicate: Predicate) -> [TimeWindow] {
    switch predicate {
    case .all(let parts), .any(let parts): parts.flatMap(windows)
    case .within(_, let window): [window]
    case .not, .compare, .segment, .related, .every, .measured, .onWeekdays, .duringHours: []
    }
  }

  func template(_ call: TemplateCall, _ watch: inout Stopwatch) async -> Answer {
    guard let template = catalog.template(call.template) else {
      return Answer(kind: .noAnswer, text: "No such question template.", refusal: .notUnderstood)
    }
    let statement = TemplateStatement.statement(template, values: call.values, window: call.window)
    let words = TemplateStatement.interpretation(template, values: call.values, window: call.window)
    do {
      let table = try await world.execute(statement)
      watch.lap("sql")
      let writer = AnswerWriter(catalog: catalog)
      let lead =
        table.rows.isEmpty
        ? "None: nothing in the data matches."
        : statement.columns.indices.map { writer.cell(table, 0, $0) }.joined(separator: ", ")
      return Answer(
        kind: .answer, text: table.rows.isEmpty ? lead : "First of \(table.rows.count): **\(lead)**.",
        interpretation: words, table: table, statement: statement, confidence: 0.9)
    } catch {
      return Answer(
        kind: .noAnswer, text: "\(words): cannot be worked out: \(error)", refusal: .notUnderstood)
    }
  }
}
