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
    /// Of the terms of what was written for readers.
    package var rarity: TermRarity

    package init(
      execute: @escaping @Sendable (SQLStatement) async throws -> ResultTable,
      search: @escaping @Sendable (String, Int, [String]) throws -> [SearchHit],
      document: @escaping @Sendable (Document.ID) throws -> String?,
      newest: [EntityID: CalendarDate], clock: @escaping @Sendable () -> Double, wording: Wording?,
      rarity: TermRarity
    ) {
      (self.execute, self.search, self.document, self.newest) = (execute, search, document, newest)
      (self.clock, self.wording, self.rarity) = (clock, wording, rarity)
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
  /// Documents cited beside a result, at most.
  static let mostSources = 3

  package init(
    catalog: Catalog, understander: Understander, compiler: SQLCompiler, world: Surroundings,
    today: CalendarDate
  ) {
    (self.catalog, self.understander, self.compiler) = (catalog, understander, compiler)
    (self.world, self.today) = (world, today)
  }

  /// Answers a question; `base` is the reading of the turn before, and the reading returned is for the next: what
  /// was asked, with the rows shown; nil after a question of its own that came to no reading; else `base`. It `leans` on
  /// the turn before unless it stands alone.
  package func answer(
    _ question: String, asOf: CalendarDate?, base: Reading?, emit: @escaping Emit
  ) async -> (answer: Answer, reading: Reading?, leans: Bool) {
    var watch = Stopwatch(clock: world.clock)
    let (understood, day) = understand(question, asOf: asOf, base: base)
    watch.lap("understand")
    var reading = understood.standsAlone ? nil : base
    var answer: Answer
    if let meaning = definition(question, understood, &watch) {
      answer = meaning
    } else {
      switch understood.outcome {
      case .query(let interpretation):
        if let asked = await namesakes(interpretation, question) {
          (answer, reading) = (asked, nil)
        } else {
          (answer, reading) = (await data(interpretation, understood, &watch), interpretation.reading)
        }
        if answer.kind == .answer { answer.sources = sources(of: question, hits(question)) }
        watch.lap("retrieve")
      case .template(let call): (answer, reading) = (await template(call, &watch), nil)
      case .choice(let readings): (answer, reading) = await choice(readings, question, understood, &watch)
      case .ambiguousValue(let text, let attribute, let values):
        // "when should engine oil be changed" asks for no one part.
        answer =
          passage(question, understood, leans: true, &watch) ?? which(question, text, attribute, values)
      case .noMeasure(let measures, let head): answer = byWhat(question, measures, head)
      case .topic(let topic): answer = fixed(topic)
      case .notUnderstood(let words):
        answer = knowledge(question, understood, unplaced: words, leans: base != nil, &watch)
      }
    }
    if let table = answer.table, case .query(let interpretation) = understood.outcome {
      reading?.shown = ShownRows(interpretation.query, table, catalog: catalog)
    }
    if answer.sources.isEmpty, answer.table != nil, reading == nil {
      answer.sources = sources(of: question, hits(question))
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
    return (answer, reading, base != nil && !understood.standsAlone)
  }

  /// The reading that turns of one conversation leave behind: each is answered again, without a model's words.
  package func reading(after turns: [Question]) async -> Reading? {
    var silent = world
    silent.wording = nil
    let answerer = Answerer(
      catalog: catalog, understander: understander, compiler: compiler, world: silent, today: today)
    var reading: Reading?
    for turn in turns {
      reading = await answerer.answer(turn.text, asOf: turn.asOf, base: reading) { _ in }.reading
    }
    return reading
  }

  func tell(_ answer: Answer, _ question: String, _ emit: Emit, _ watch: inout Stopwatch) async {
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
    let context = TimeContext(asOf: newest)
    guard base != nil else {
      return (understander.counted(understood, question, in: TimeContext(asOf: day), from: context), newest)
    }
    return (understander.understand(question, context: context, base: base), newest)
  }

  func subject(of understood: Understood) -> EntityID? {
    switch understood.outcome {
    case .query(let interpretation): interpretation.query.subject
    case .choice(let readings): readings.first?.query.subject
    default: nil
    }
  }

  /// The newest day of an entity, or of the one that its moment is an attribute of.
  func newest(of entity: EntityID) -> CalendarDate? {
    world.newest[entity] ?? catalog.entity(entity)?.time.flatMap { world.newest[$0.entity] }
  }
}
