package import Domain
package import SQLCompiler
import TextAnalysis
package import Understanding

/// The way of a question to its answer: understand, compile, execute, retrieve, write.
///
/// Pure but for the closures it is given; one value serves one generation.
package struct Answerer: Sendable {
  /// What an answer needs of the world.
  package struct Surroundings: Sendable {
    package var execute: @Sendable (SQLStatement) async throws -> ResultTable
    package var search: @Sendable (_ text: String, _ top: Int, _ kinds: [String]) throws -> [SearchHit]
    /// The whole text of a document, or nil.
    package var document: @Sendable (Document.ID) throws -> String?
    /// The newest trustworthy day of an entity's rows.
    package var newest: [EntityID: CalendarDate]
    /// Seconds of a clock that never goes back.
    package var clock: @Sendable () -> Double
    package var wording: Wording?

    package init(
      execute: @escaping @Sendable (SQLStatement) async throws -> ResultTable,
      search: @escaping @Sendable (String, Int, [String]) throws -> [SearchHit],
      document: @escaping @Sendable (Document.ID) throws -> String?,
      newest: [EntityID: CalendarDate], clock: @escaping @Sendable () -> Double, wording: Wording?
    ) {
      (self.execute, self.search, self.document, self.newest) = (execute, search, document, newest)
      (self.clock, self.wording) = (clock, wording)
    }
  }

  package typealias Emit = @Sendable (AnswerEvent) async -> Void

  let catalog: Catalog
  let understander: Understander
  let compiler: SQLCompiler
  let world: Surroundings
  /// The day relative time counts from when neither the question nor its subject says one.
  let today: CalendarDate

  /// Hits looked at for every question.
  static let hits = 5

  package init(
    catalog: Catalog, understander: Understander, compiler: SQLCompiler, world: Surroundings,
    today: CalendarDate
  ) {
    (self.catalog, self.understander, self.compiler) = (catalog, understander, compiler)
    (self.world, self.today) = (world, today)
  }

  /// Answers a question; `base` is the reading of the turn before, and the reading returned is for the next.
  package func answer(
    _ question: String, asOf: CalendarDate?, base: Reading?, emit: @escaping Emit
  ) async -> (answer: Answer, reading: Reading?) {
    var watch = Stopwatch(clock: world.clock)
    let (understood, day) = understand(question, asOf: asOf, base: base)
    watch.lap("understand")
    var reading: Reading?
    var answer: Answer
    switch understood.outcome {
    case .query(let interpretation):
      (answer, reading) = (await data(interpretation, understood, &watch), interpretation.reading)
      if answer.kind == .noAnswer { reading = base }
    case .template(let call): answer = await template(call, &watch)
    case .choice(let readings): (answer, reading) = await choice(readings, question, understood, &watch)
    case .ambiguousValue(let text, let attribute, let values):
      // "when should engine oil be changed" asks for no one part.
      answer = passage(question, understood, &watch) ?? which(question, text, attribute, values)
    case .noMeasure(let measures, let head): answer = byWhat(question, measures, head)
    case .topic(let topic): answer = fixed(topic)
    case .notUnderstood(let words): answer = knowledge(question, understood, unplaced: words, &watch)
    }
    if answer.sources.isEmpty, answer.kind == .answer, answer.refusal == nil {
      answer.sources = relatedSources(question, answer)
      watch.lap("retrieve")
    }
    answer.asOf = day.description
    await tell(answer, question, emit, &watch)
    if answer.kind != .answer, answer.suggestions.isEmpty { answer.suggestions = suggestions(question) }
    if let wording = world.wording, answer.kind == .answer, answer.table != nil || !answer.sources.isEmpty {
      let worded = await wording.word(
        question: question, interpretation: answer.interpretation, table: answer.table,
        sources: answer.sources,
        text: answer.text)
      (answer.text, answer.model) = (worded.text, worded.use)
      watch.lap("llm")
    }
    await emit(.text(answer.text))
    answer.timings = watch.timings
    return (answer, reading)
  }

  private func tell(_ answer: Answer, _ question: String, _ emit: Emit, _ watch: inout Stopwatch) async {
    if !answer.interpretation.isEmpty { await emit(.interpretation(answer.interpretation)) }
    if let statement = answer.statement { await emit(.statement(statement)) }
    if let table = answer.table { await emit(.table(table)) }
    if !answer.sources.isEmpty { await emit(.sources(answer.sources)) }
  }

  /// Reads the question; when it names no day, relative time counts from the newest day of what it turns out to be
  /// about.
  package func understand(_ question: String, asOf: CalendarDate?, base: Reading?) -> (
    Understood, CalendarDate
  ) {
    let day = asOf ?? base.flatMap { world.newest[$0.subject] } ?? world.newest.values.max() ?? today
    let understood = understander.understand(question, context: TimeContext(asOf: day), base: base)
    guard asOf == nil, let subject = subject(of: understood), let newest = newest(of: subject), newest != day
    else {
      return (understood, day)
    }
    return (understander.understand(question, context: TimeContext(asOf: newest), base: base), newest)
  }

  private func subject(of understood: Understood) -> EntityID? {
    switch understood.outcome {
    case .query(let interpretation): interpretation.query.subject
    case .choice(let readings): readings.first?.query.subject
    default: nil
    }
  }

  /// The newest day of an entity, or of the one that its moment is an attribute of.
  private func newest(of entity: EntityID) -> CalendarDate? {
    world.newest[entity] ?? catalog.entity(entity)?.time.flatMap { world.newest[$0.entity] }
  }

  // MARK: - Data

  private func data(
    _ interpretation: Interpretation, _ understood: Understood, _ watch: inout Stopwatch
  ) async -> Answer {
    let query = interpretation.query
    var notes = interpretation.reading.notes
    notes += understood.corrections.map { "'\($0.0)' read as '\($0.1)'" }
    let words = QueryWords(catalog: catalog).text(query, notes: notes)
    if let beyond = beyondData(query) { return beyond }
    do {
      let statement = try compiler.compile(query)
      let table = try await world.execute(statement)
      watch.lap("sql")
      let writer = AnswerWriter(catalog: catalog)
      var answer = Answer(
        kind: .answer, text: writer.text(query, table), interpretation: words, table: table,
        statement: statement,
        chart: writer.chart(query, table), confidence: understood.confidence)
      if table.isTruncated { answer.text += " Only the first \(table.rows.count) rows are shown." }
      return answer
    } catch {
      return Answer(
        kind: .noAnswer, text: "The question was read as '\(words)', but it cannot be worked out: \(error)",
        interpretation: words, refusal: .notUnderstood)
    }
  }

  /// A window that begins after the newest data asks for what is not there yet.
  private func beyondData(_ query: Query) -> Answer? {
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

  private static func windows(of predicate: Predicate) -> [TimeWindow] {
    switch predicate {
    case .all(let parts), .any(let parts): parts.flatMap(windows)
    case .within(_, let window): [window]
    case .not, .compare, .segment, .related, .onWeekdays: []
    }
  }

  private func template(_ call: TemplateCall, _ watch: inout Stopwatch) async -> Answer {
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

  // MARK: - Questions back

  /// Readings that are equally good: when all give the same numbers there is nothing to ask.
  private func choice(
    _ readings: [Interpretation], _ question: String, _ understood: Understood, _ watch: inout Stopwatch
  ) async -> (Answer, Reading?) {
    var answers: [(Interpretation, Answer)] = []
    for reading in readings.prefix(4) {
      let answer = await data(reading, understood, &watch)
      if answer.kind == .answer { answers.append((reading, answer)) }
    }
    guard let first = answers.first else {
      return (
        Answer(kind: .noAnswer, text: "None of the readings can be worked out.", refusal: .notUnderstood), nil
      )
    }
    if answers.dropFirst().allSatisfy({ $0.1.table?.rows == first.1.table?.rows }) {
      return (first.1, first.0.reading)
    }
    let options = answers.map { reading, answer in
      Answer.Option(
        label: "\(answer.interpretation): \(Self.plain(answer.text))",
        question: "\(question) (\(hint(for: reading, among: readings)))")
    }
    return (
      Answer(
        kind: .clarification, text: "That can be read in \(options.count) ways. Which is meant?",
        interpretation: "More than one reading", options: options, confidence: 0.5), nil
    )
  }

  private static func plain(_ text: String) -> String { text.replacing("**", with: "") }

  /// A name that only this reading's subject or measure has.
  private func hint(for reading: Interpretation, among others: [Interpretation]) -> String {
    var names: [String] = []
    for case .measure(let id) in reading.query.measures { names += catalog.measure(id)?.names ?? [] }
    names += catalog.entity(reading.query.subject)?.names ?? []
    let taken = catalog.entities.filter { $0.id != reading.query.subject }.flatMap(\.names)
    return names.first { !taken.contains($0) } ?? reading.query.subject
  }

  private func which(_ question: String, _ text: String, _ attribute: AttributeID, _ values: [String])
    -> Answer
  {
    let label = catalog.attribute(attribute)?.label ?? attribute.name
    let options = values.prefix(8).map { value in
      Answer.Option(label: value, question: question.replacing(text, with: value))
    }
    return Answer(
      kind: .clarification, text: "'\(text)' fits \(values.count) values of \(label). Which is meant?",
      interpretation: "'\(text)' is not one \(label.lowercasedFirst)", options: Array(options),
      confidence: 0.4)
  }

  private func byWhat(_ question: String, _ measures: [MeasureID], _ head: EntityID) -> Answer {
    let options = measures.compactMap { catalog.measure($0) }.prefix(6).map { measure in
      Answer.Option(
        label: "by \(measure.label.lowercasedFirst)",
        question: "\(question) by \(measure.names.first ?? measure.label)")
    }
    return Answer(
      kind: .clarification, text: "Best by what? The question names no measure.",
      interpretation: "A ranking without a measure",
      options: Array(options), confidence: 0.4)
  }

  // MARK: - Words

  private func fixed(_ topic: Topic) -> Answer {
    switch topic.reply {
    case .answer:
      Answer(
        kind: .answer, text: topic.text, refusal: nil, suggestions: Array(catalog.examples.prefix(4)),
        confidence: 1)
    case .refusal(let refusal): Answer(kind: .noAnswer, text: topic.text, refusal: refusal, confidence: 1)
    }
  }

  /// A passage when the question is one of knowledge; else what was not understood, and what works.
  private func knowledge(
    _ question: String, _ understood: Understood, unplaced: [String], _ watch: inout Stopwatch
  ) -> Answer {
    if let answer = passage(question, understood, &watch) { return answer }
    let words = unplaced.map { "'\($0)'" }.joined(separator: ", ")
    let text =
      words.isEmpty
      ? "The question was not understood." : "The question was not understood: \(words) could not be placed."
    return Answer(kind: .noAnswer, text: text, refusal: .notUnderstood, suggestions: suggestions(question))
  }

  /// The passage that answers a question of knowledge, or nil.
  private func passage(_ question: String, _ understood: Understood, _ watch: inout Stopwatch) -> Answer? {
    guard understood.asksForKnowledge else { return nil }
    let reader = KnowledgeAnswer()
    let hits = (try? world.search(question, Self.hits, [])) ?? []
    let articles = (try? world.search(question, Self.hits, [KnowledgeAnswer.articleKind])) ?? []
    watch.lap("retrieve")
    let any = reader.best(understood.content, hits)
    let article = reader.best(understood.content, articles)
    // What was written for readers comes before what was made of rows, if it says as much.
    let isArticle = (article?.coverage ?? 0) >= (any?.coverage ?? 0) - 0.1
    guard let (hit, coverage) = isArticle ? article ?? any : any else { return nil }
    var sources = [KnowledgeAnswer.source(hit)]
    for other in hits where !sources.contains(where: { $0.id == other.chunk.document }) {
      sources.append(KnowledgeAnswer.source(other))
    }
    return Answer(
      kind: .answer, text: reader.quote(hit.chunk, whole: try? world.document(hit.chunk.document)),
      interpretation: "Looked up in the articles and documents: \(hit.chunk.title)",
      sources: Array(sources.prefix(4)), confidence: coverage * 0.8)
  }

  /// Documents that speak of what the question names; none is better than one that does not.
  private func relatedSources(_ question: String, _ answer: Answer) -> [Answer.Source] {
    guard answer.table != nil else { return [] }
    let hits = (try? world.search(question, Self.hits, [])) ?? []
    var sources: [Answer.Source] = []
    for (hit, coverage) in KnowledgeAnswer().coverages(question, hits)
    where coverage >= KnowledgeAnswer.leastRelated {
      if !sources.contains(where: { $0.id == hit.chunk.document }) {
        sources.append(KnowledgeAnswer.source(hit))
      }
    }
    return Array(sources.prefix(3))
  }

  /// The known examples that share most words with the question.
  private func suggestions(_ question: String) -> [String] {
    let asked = Set(KnowledgeAnswer().analyzer.terms(of: question))
    let ranked = catalog.examples.enumerated().map { place, example in
      (Set(KnowledgeAnswer().analyzer.terms(of: example)).intersection(asked).count, -place, example)
    }.sorted { ($0.0, $0.1) > ($1.0, $1.1) }
    return ranked.prefix(3).map(\.2)
  }

  // MARK: - Explanation

  /// Every stage's value for a question.
  package func explain(_ question: String, asOf: CalendarDate?) -> Explanation {
    let (understood, day) = understand(question, asOf: asOf, base: nil)
    let words = QueryWords(catalog: catalog)
    var stages = [Explanation("as of", day.description)] + understood.trace.explanation { words.text($0) }
    if case .query(let interpretation) = understood.outcome {
      stages.append(
        Explanation(
          "query",
          QueryWords(catalog: catalog).text(interpretation.query, notes: interpretation.reading.notes)))
      do {
        let statement = try compiler.compile(interpretation.query)
        stages.append(Explanation("sql", "\n" + statement.text))
        stages.append(
          Explanation("bindings", statement.parameters.map(\.description).joined(separator: ", ")))
      } catch {
        stages.append(Explanation("sql", "\(error)"))
      }
    } else {
      stages.append(Explanation("outcome", "\(understood.outcome)"))
    }
    let hits = (try? world.search(question, Self.hits, [])) ?? []
    stages.append(
      Explanation(
        "chunks", "",
        hits.map { hit in
          Explanation(hit.chunk.id, "\(hit.score)", hit.parts.map { Explanation($0.name, "\($0.value)") })
        }))
    return Explanation("question", question, stages)
  }
}

/// Milliseconds between laps.
struct Stopwatch {
  private let clock: @Sendable () -> Double
  private let start: Double
  private var last: Double
  private(set) var laps: [Answer.Timing] = []

  init(clock: @escaping @Sendable () -> Double) {
    self.clock = clock
    start = clock()
    last = start
  }

  mutating func lap(_ stage: String) {
    let now = clock()
    laps.append(Answer.Timing(stage: stage, milliseconds: (now - last) * 1000))
    last = now
  }

  /// The laps and the total so far.
  var timings: [Answer.Timing] {
    laps + [Answer.Timing(stage: "total", milliseconds: (clock() - start) * 1000)]
  }
}
