import Answering
import Domain
import Foundation
import KnowledgePacks
import Retrieval
import SQLCompiler
import Storage
import TextAnalysis
import Understanding

/// A generation with everything that questions need read into memory; immutable.
final class PreparedGeneration: Sendable {
  let generation: Generation
  let understander: Understander
  let retriever: Retriever
  let answerer: Answerer
  /// Of the first identity that the pack declares; nil when it declares none.
  let profiles: IdentityProfiles?
  private let values: AttributeValues

  /// Of `former`, the one before, what is the same goes on.
  init(
    _ generation: Generation, since former: PreparedGeneration? = nil, knowledge: URL, wording: Wording?,
    now: Date, warn: @Sendable (String) -> Void
  ) throws {
    self.generation = generation
    let datasets = generation.datasets.map(\.dataset)
    profiles = try loadIdentities(pack: knowledge).lazy.compactMap { IdentityProfiles($0, generation) }.first
    var declared = try loadCatalog(pack: knowledge, datasets: datasets)
    // A generation that is older than the pack answers from its rows.
    declared.rollups.removeAll { !datasets.contains($0.dataset) }
    let catalog = declared
    let grammar = try loadGrammar(pack: knowledge)
    let times = try loadTimeVocabulary(pack: knowledge)
    let words = try generation.text(key: MetadataKey.corpusWords) ?? ""
    let language = try generation.text(key: MetadataKey.language).flatMap(Language.init) ?? .english
    let analyzer = Analyzer(language: language)
    let synonyms = try loadSearchLanguage(pack: knowledge).synonyms
    let (values, known) = (AttributeValues(generation), former?.values)
    self.values = values
    let (lexicon, (retriever, rarity)) = try sideBySide(
      {
        try Lexicon(
          catalog: catalog, grammar: grammar, times: times,
          values: { try values.values(of: $0, catalog, former: known) },
          knownWords: Set(words.split(separator: " ").map(String.init)))
      },
      { try Self.retriever(generation, analyzer, synonyms: synonyms, warn: warn) })
    // Things called by a number: "order 2023" is not a year.
    let nouns = Set(catalog.entities.filter { $0.label == $0.key }.flatMap(\.names))
    understander = Understander(
      catalog: catalog, lexicon: lexicon, times: TimeExpressionParser(vocabulary: times, identityNouns: nouns)
    )
    self.retriever = retriever
    let start = ContinuousClock.now
    answerer = Answerer(
      catalog: catalog, understander: understander, compiler: SQLCompiler(catalog: catalog),
      world: Answerer.Surroundings(
        execute: { try await generation.execute($0, limits: .question) },
        search: { try retriever.search($0, top: $1, kinds: $2) },
        document: { try generation.document($0)?.text },
        newest: try Self.newest(catalog, generation),
        clock: { (ContinuousClock.now - start) / .seconds(1) }, wording: wording,
        rarity: rarity),
      today: CalendarDate(dayNumber: Int((now.timeIntervalSince1970 / 86_400).rounded(.down))))
  }

  private static func retriever(
    _ generation: Generation, _ analyzer: Analyzer, synonyms: [[String]],
    warn: @Sendable (String) -> Void
  ) throws -> (Retriever, TermRarity) {
    guard let identity = generation.embedder else {
      throw PackError(file: "database", place: "embedder", found: "none", expected: "a trained embedder")
    }
    guard let index = generation.region(.terms).flatMap({ LexicalIndex($0) }),
      let table = generation.region(.rows).flatMap({ RowTable($0) })
    else {
      throw PackError(file: "database", place: "lexical index", found: "none that is whole", expected: "one")
    }
    let vectors = try generation.vectors(embedder: identity, count: generation.chunkCount)
    let embedder = try EmbedderChoice.forQuestions(generation, identity, analyzer, warn: warn)
    let retriever = try Retriever(
      table, chunks: { try generation.chunks(at: $0) },
      rankers: [
        LexicalRanker(index, analyzer: analyzer, synonyms: synonyms),
        VectorRanker(VectorSearch(vectors), embedder: embedder),
      ],
      analyzer: analyzer)
    let articles = try generation.chunks(at: table.rows(ofKind: articleKind))
    return (retriever, TermRarity(articles, analyzer: analyzer))
  }

  private static func newest(_ catalog: Catalog, _ generation: Generation) throws -> [EntityID: CalendarDate]
  {
    var newest: [EntityID: CalendarDate] = [:]
    for entity in catalog.entities {
      if let text = try generation.text(key: MetadataKey.newest(entity.id)) {
        newest[entity.id] = CalendarDate(iso: text)
      }
    }
    return newest
  }

  func status() throws -> Status { try generation.status() }
}
