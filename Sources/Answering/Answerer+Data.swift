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
      let found = try await rows(of: query)
      watch.lap("sql")
      if Self.isVoid(found.table), let beyond = beyondData(query) { return beyond }
      if interpretation.reading.yesNo == .exists, found.table.rows.isEmpty,
        let evidence = evidence(against: query)
      {
        let shown = try await rows(of: evidence)
        if !shown.table.rows.isEmpty {
          let besides = QueryWords(catalog: catalog).text(evidence, notes: [])
          var answer = written(shown, "\(words): not so; shown instead: \(besides)", understood)
          answer.text = "No. \(answer.text)"
          return answer
        }
      }
      let said =
        found.query == query ? words : QueryWords(catalog: catalog).text(found.query, notes: notes)
      var answer = written(found, said, understood)
      if let comparison = interpretation.reading.yesNo,
        let isSo = YesNo.answer(found.table, comparison: comparison)
      {
        answer.text = "\(isSo ? "Yes" : "No"). \(answer.text)"
      }
      return answer
    } catch {
      return Answer(
        kind: .noAnswer, text: "The question was read as '\(words)', but it cannot be worked out: \(error)",
        interpretation: words, refusal: .notUnderstood)
    }
  }

  private func written(_ found: FoundRows, _ words: String, _ understood: Understood) -> Answer {
    let writer = AnswerWriter(catalog: catalog)
    var answer = Answer(
      kind: .answer, text: writer.text(found.query, found.table), interpretation: words, table: found.table,
      statement: found.statement, chart: writer.chart(found.query, found.table),
      confidence: understood.confidence)
    answer.query = found.query
    if found.isShared { answer.text += " The last place is shared: others that are not shown have the same." }
    if found.table.isTruncated {
      answer.text += " Only the first \(found.table.rows.count) rows are shown."
    }
    return answer
  }

  /// "is the muffler from AutoZone", where it is not: the row itself, with the property that was asked about; nil when
  /// the question names no one row.
  private func evidence(against query: Query) -> Query? {
    guard let subject = catalog.entity(query.subject), query.measures.isEmpty,
      case .all(let parts) = query.filter
    else { return nil }
    func attribute(_ part: Predicate) -> AttributeID? {
      if case .compare(let id, .equal) = part { id } else { nil }
    }
    func isName(_ id: AttributeID) -> Bool {
      id == subject.labelID || id == subject.keyID
        || id.entity == subject.id && catalog.attribute(id)?.isIdentifier ?? false
    }
    let naming = parts.filter { attribute($0).map(isName) ?? false }
    let asked = parts.compactMap(attribute).filter { !isName($0) }
    let states = parts.count { if case .segment(subject.id, _) = $0 { true } else { false } }
    guard !naming.isEmpty, naming.count + asked.count + states == parts.count, naming.count < parts.count
    else {
      return nil
    }
    var evidence = query
    evidence.filter = .all(naming)
    evidence.columns += asked.filter { !query.columns.contains($0) }
    return evidence
  }

  /// What was found for a query; `query` is the one that the statement is of.
  private struct FoundRows {
    var query: Query
    var statement: SQLStatement
    var table: ResultTable
    /// Rows behind the last one are equal to it.
    var isShared = false
  }

  /// Rows of a ranking whose end is looked beyond, at most.
  private static let longestRanking = 100

  /// The rows of a query. A ranking is looked at one row beyond its end: where that one is equal to the last, a single
  /// winner becomes all that share its place.
  private func rows(of query: Query) async throws -> FoundRows {
    let statement = try compiler.compile(query)
    guard let limit = query.limit, limit <= Self.longestRanking, query.offset == 0, query.limitWithin.isEmpty,
      !query.order.isEmpty, !query.keepsTies
    else { return FoundRows(query: query, statement: statement, table: try await world.execute(statement)) }
    var longer = query
    longer.limit = limit + 1
    let table = try await world.execute(compiler.compile(longer))
    guard table.rows.count > limit else { return FoundRows(query: query, statement: statement, table: table) }
    let isTie = table.isTie(limit - 1, limit, in: query)
    if isTie, limit == 1 {
      var shared = query
      shared.keepsTies = true
      let statement = try compiler.compile(shared)
      return FoundRows(query: shared, statement: statement, table: try await world.execute(statement))
    }
    let within = ResultTable(columns: table.columns, rows: Array(table.rows.prefix(limit)))
    return FoundRows(query: query, statement: statement, table: within, isShared: isTie)
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

extension ResultTable {
  /// Two rows are equal in all that the query's order is by, as far as it is shown.
  fileprivate func isTie(_ first: Int, _ second: Int, in query: Query) -> Bool {
    let places = query.order.map { ordering -> Int? in
      switch ordering.key {
      case .measure(let term):
        query.measures.firstIndex(of: term).map { columns.count - query.measures.count + $0 }
      case .attribute(let id): query.measures.isEmpty ? query.columns.firstIndex(of: id) : nil
      case .group: nil
      }
    }
    return places.allSatisfy { place in
      guard let place, columns.indices.contains(place), !rows[first][place].isNull else { return false }
      return rows[first][place] == rows[second][place]
    }
  }
}
