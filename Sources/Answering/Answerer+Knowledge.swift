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
  func passage(_ question: String, _ understood: Understood, _ watch: inout Stopwatch) -> Answer? {
    guard understood.asksForKnowledge else { return nil }
    let reader = KnowledgeAnswer()
    let hits = hits(question)
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

  /// The best passages for the question; none when they cannot be read.
  func hits(_ question: String) -> [SearchHit] { (try? world.search(question, Self.hits, [])) ?? [] }

  /// Documents that speak of what the question names; none is better than one that does not.
  func sources(of question: String, _ hits: [SearchHit]) -> [Answer.Source] {
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
  func suggestions(_ question: String) -> [String] {
    let asked = Set(KnowledgeAnswer().analyzer.terms(of: question))
    let ranked = catalog.examples.enumerated().map { place, example in
      (Set(KnowledgeAnswer().analyzer.terms(of: example)).intersection(asked).count, -place, example)
    }.sorted { ($0.0, $0.1) > ($1.0, $1.1) }
    return ranked.prefix(3).map(\.2)
  }
}
