import Domain
import TextAnalysis
import Understanding

/// Answers in words: fixed replies, passages, what was not understood.
extension Answerer {
  func fixed(_ topic: Topic) -> Answer {
    switch topic.reply {
    case .answer:
      Answer(
        kind: .answer, text: topic.text, refusal: nil, suggestions: Array(catalog.examples.prefix(4)),
        confidence: 1)
    case .refusal(let refusal): Answer(kind: .noAnswer, text: topic.text, refusal: refusal, confidence: 1)
    }
  }

  /// A passage when the question is one of knowledge; else what was not understood, and what works.
  func knowledge(
    _ question: String, _ understood: Understood, unplaced: [String], leans: Bool, _ watch: inout Stopwatch
  ) -> Answer {
    if let answer = passage(question, understood, leans: leans, &watch) { return answer }
    let words = unplaced.map { "'\($0)'" }.joined(separator: ", ")
    let text =
      words.isEmpty
      ? "The question was not understood." : "The question was not understood: \(words) could not be placed."
    return Answer(kind: .noAnswer, text: text, refusal: .notUnderstood, suggestions: suggestions(question))
  }

  /// What a word means or what is done, when an article says it, though the question could be read as one about
  /// figures: "what do you count as a repeat customer".
  func definition(_ question: String, _ understood: Understood, _ watch: inout Stopwatch) -> Answer? {
    guard understood.asksForDefinition, !Self.namesTime(understood) else { return nil }
    switch understood.outcome {
    case .query, .choice, .noMeasure: return passage(question, understood, articlesOnly: true, &watch)
    case .template, .ambiguousValue, .topic, .notUnderstood: return nil
    }
  }

  /// The passage that answers a question of knowledge, or nil.
  func passage(
    _ question: String, _ understood: Understood, articlesOnly: Bool = false, leans: Bool = false,
    _ watch: inout Stopwatch
  ) -> Answer? {
    let reader = reader
    let question = understood.mended(question)
    let articles =
      (try? world.search(question, KnowledgeAnswer.candidates, [KnowledgeAnswer.articleKind])) ?? []
    // What a row says is told only to who asks "what is …".
    let rows = understood.asksForKnowledge && !articlesOnly ? hits(question) : []
    watch.lap("retrieve")
    let asked = reader.terms(understood.mended(understood.content))
    var seen = Set<Chunk.ID>()
    let hits = (articles + rows).filter { seen.insert($0.chunk.id).inserted }
    guard let strictness = strictness(understood, leans: leans),
      let best = reader.best(asked, hits, strictness)
    else { return nil }
    let second = reader.second(asked, after: best, hits)
    let quoted = [best] + (second.map { [$0] } ?? [])
    var sources: [Answer.Source] = []
    for hit in quoted.map(\.hit) + (rows.isEmpty ? articles : rows)
    where !sources.contains(where: { $0.id == hit.chunk.document }) {
      sources.append(reader.source(hit, asked))
    }
    let text = quoted.map {
      reader.quote($0.hit.chunk, whole: try? world.document($0.hit.chunk.document), asked)
    }
    return Answer(
      kind: .answer, text: text.joined(separator: "\n\n"),
      interpretation: "Looked up in the articles and documents: "
        + quoted.map(\.hit.chunk.title).joined(separator: "; "),
      sources: Array(sources.prefix(4)), confidence: best.coverage * 0.8)
  }

  /// How sure a passage must be of its question; nil when the question asks for figures, since it names a period
  /// or leans on the turn before.
  private func strictness(_ understood: Understood, leans: Bool) -> KnowledgeAnswer.Strictness? {
    if understood.asksForDefinition { return .asked }
    // "what is the biggest order of 2023", "number of orders where …": rows are asked for.
    if Self.ranksInTime(understood) || Self.countsRows(understood) { return nil }
    if understood.asksForKnowledge { return .asked }
    if leans || Self.namesTime(understood) || Self.narrowsRows(understood) { return nil }
    let asksForFigures = understood.trace.items.contains { item in
      [.count, .amount, .list, .average, .top, .bottom].contains { item.has($0) }
    }
    return asksForFigures ? .counted : .unasked
  }

  private static func ranksInTime(_ understood: Understood) -> Bool {
    namesTime(understood)
      && understood.trace.items.contains { item in
        [.count, .sum, .average, .top, .bottom].contains { item.has($0) }
      }
  }

  private static func countsRows(_ understood: Understood) -> Bool {
    let items = understood.trace.items
    return items.indices.dropLast().contains { index in
      let isAggregate =
        [.average, .median, .sum].contains { items[index].has($0) } && items[index].kind == .role
      if isAggregate,
        items.contains(where: {
          $0.meanings.contains { if case .entity = $0 { true } else { false } }
        })
      {
        return true
      }
      return items[index].has(.count)
        && items[index + 1].meanings.contains { if case .entity = $0 { true } else { false } }
    }
  }

  /// A bound: rows are asked for, not what is written of them.
  private static func narrowsRows(_ understood: Understood) -> Bool {
    understood.trace.items.contains { if case .bound = $0.kind { true } else { false } }
  }

  private static func namesTime(_ understood: Understood) -> Bool {
    understood.trace.items.contains { item in
      switch item.kind {
      case .window, .windows, .grain, .weekday, .weekdays, .hour, .hours, .shift: true
      default: false
      }
    }
  }

  var reader: KnowledgeAnswer { KnowledgeAnswer(rarity: world.rarity) }

  /// The best passages for the question; none when they cannot be read.
  func hits(_ question: String) -> [SearchHit] { (try? world.search(question, Self.hits, [])) ?? [] }

  /// Documents that speak of what the question names; none is better than one that does not.
  func sources(of question: String, _ hits: [SearchHit]) -> [Answer.Source] {
    let asked = reader.terms(question)
    var sources: [Answer.Source] = []
    for (hit, coverage) in reader.coverages(asked, hits) where coverage >= KnowledgeAnswer.leastRelated {
      if sources.count == Self.mostSources { break }
      if !sources.contains(where: { $0.id == hit.chunk.document }) {
        sources.append(reader.source(hit, asked))
      }
    }
    return sources
  }

  /// The known examples that share most words with the question.
  func suggestions(_ question: String) -> [String] {
    let asked = Set(reader.analyzer.terms(of: question))
    let ranked = catalog.examples.enumerated().map { place, example in
      (Set(reader.analyzer.terms(of: example)).intersection(asked).count, -place, example)
    }.sorted { ($0.0, $0.1) > ($1.0, $1.1) }
    return ranked.prefix(3).map(\.2)
  }
}
