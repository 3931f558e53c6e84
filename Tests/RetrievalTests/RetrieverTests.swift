import Domain
import Retrieval
import Testing
import TextAnalysis

private func chunk(_ id: String, _ kind: String, _ title: String, _ text: String, _ names: [String] = [])
  -> Chunk
{
  Chunk(
    document: "\(kind)/\(id)", kind: kind, title: title, ordinal: 0, bytes: 0..<text.utf8.count, text: text,
    identifiers: names)
}

private let chunks: [Chunk] =
  [
    chunk(
      "canister", "part", "Charcoal Canister", "Charcoal Canister is a part for emissions, SKU 2OHUSWKKX.",
      ["2OHUSWKKX"]),
    chunk(
      "coil", "part", "Ignition Coil", "Ignition Coil is a part of the engine, SKU 9XCVBX3BU.", ["9XCVBX3BU"]),
    chunk("oil", "service", "Oil change", "Oil change with a new filter.", ["48392017"]),
    chunk("car", "vehicle", "Malibu", "A Malibu of 2022.", ["RMKJDWAED08HWDELH"]),
    chunk("order", "order", "Order 1", "Parts, paid by card.", ["INV-2023-000001"]),
    chunk("record", "record", "Record", "A visit to the workshop.", ["SRV-00001"]),
    chunk("letters", "part", "Windshield", "Windshield, laminated.", ["NBENYTBFQ"]),
    chunk("short", "part", "Bolt", "A bolt.", ["12"]),
  ]
  // Look-alikes: one character more, less or other; the names in their texts, but not as identifiers.
  + ["2OHUSWKKY", "2OHUSWKK", "2OHUSWKKXX", "INV-2023-000011", "INV-2023-00001", "SRV-00011", "48392018"].map
{
  chunk(
    "noise-\($0)", "noise", "Noise \($0)", "\($0) 2OHUSWKKX INV-2023-000001 SRV-00001 48392017 HWDELH", [$0])
}

private func retriever(_ embedder: any Embedder = TFIDFEmbedder(training: chunks)) throws -> Retriever {
  let index = LexicalIndex(chunks.map { Passage(title: $0.title, text: $0.text) })
  return try Retriever(
    chunks: chunks, matrix: embedder.embed(chunks), embedder: embedder,
    lexical: index.search(kinds: chunks.map(\.kind)))
}

@Test(arguments: [
  ("2OHUSWKKX", "part/canister"), ("price of 2ohuswkkx?", "part/canister"), ("2OHU-SWKKX", "part/canister"),
  ("2ohu swkkx", "part/canister"), ("(9XCVBX3BU)", "part/coil"), ("service 48392017 please", "service/oil"),
  ("INV-2023-000001", "order/order"), ("invoice inv 2023 000001's total", "order/order"),
  ("inv2023000001", "order/order"), ("RMKJDWAED08HWDELH", "vehicle/car"),
  ("vin ending 8HWDELH or HWDELH", "vehicle/car"),
  ("hwdelh", "vehicle/car"), ("srv–00001", "record/record"), ("SKU:NBENYTBFQ", "part/letters"),
  ("noise noise noise about 2OHUSWKKX emissions", "part/canister"), ("2OHUSWKKXX", "noise/noise-2OHUSWKKXX"),
])
func anExactNameIsFirst(question: String, document: String) throws {
  for embedder in [TFIDFEmbedder(training: chunks), HashingEmbedder()] as [any Embedder] {
    let hit = try #require(try retriever(embedder).search(question, top: 3).first)
    #expect(hit.chunk.document == document)
    #expect(hit.score == 1)
    #expect(hit.parts.contains(ScorePart("identifier", 1)))
  }
}

@Test(arguments: ["12", "2OHUSWKKZ", "HWDEL", "INV-2023", "2023 000001", "", "the of"])
func noOtherNameIsExact(question: String) throws {
  let hits = try retriever().search(question, top: 20)
  #expect(hits.allSatisfy { $0.parts.contains(ScorePart("identifier", 0)) && $0.score < 1 })
}

@Test func namesComeInTheOrderOfTheQuestion() throws {
  let hits = try retriever().search("compare 9XCVBX3BU with 2OHUSWKKX", top: 2)
  #expect(hits.map(\.chunk.document) == ["part/coil", "part/canister"])
}

@Test func kindsNarrowEveryWay() throws {
  let search = try retriever()
  #expect(try search.search("2OHUSWKKX oil", top: 20, kinds: ["service"]).map(\.chunk.kind) == ["service"])
  #expect(try search.search("2OHUSWKKX oil", top: 20, kinds: ["unheard-of"]).isEmpty)
  #expect(
    try Set(search.search("part", top: 20, kinds: ["part", "order"]).map(\.chunk.kind)).isSubset(of: [
      "part", "order",
    ]))
}

@Test(arguments: [
  ("charcoal canister", "part/canister"), ("changing the oil", "service/oil"),
  ("ignitoin coils", "part/coil"),
])
func findsByWords(question: String, document: String) throws {
  #expect(try retriever().search(question, top: 1).map(\.chunk.document) == [document])
}

@Test func scoresFallAndStayWithinOne() throws {
  let scores = try retriever().search("oil part engine", top: 20).map(\.score)
  #expect(scores == scores.sorted(by: >))
  #expect(scores.allSatisfy { (0...1).contains($0) })
}

@Test func nothingInCommonIsNoHit() throws {
  #expect(try retriever().search("zzyzx", top: 20).isEmpty)
  #expect(try retriever().search("oil", top: 0).isEmpty)
  #expect(try retriever().search("oil", top: -1).isEmpty)
}

@Test func explainsEveryList() throws {
  let text = try retriever().explain("price of 2OHUSWKKX", top: 2).description
  for part in [
    "terms: price 2ohuswkkx", "identifiers: 1", "vectors: tfidf 1024", "bm25", "part/canister#0", "hits: 2",
  ] {
    #expect(text.contains(part), "\(part) in\n\(text)")
  }
}

@Test func refusesAMatrixOfOtherChunks() throws {
  let embedder = HashingEmbedder()
  let matrix = embedder.embed(Array(chunks.dropLast()))
  #expect(throws: RetrievalError.vectorCount(chunks: chunks.count, vectors: chunks.count - 1)) {
    _ = try Retriever(chunks: chunks, matrix: matrix, embedder: embedder) { _, _, _ in [] }
  }
  #expect(throws: RetrievalError.dimension(embedder: 8, matrix: 1024)) {
    _ = try Retriever(chunks: chunks, matrix: embedder.embed(chunks), embedder: HashingEmbedder(dimension: 8))
    { _, _, _ in [] }
  }
}

@Test func aLexicalRowOutsideTheCorpusIsPassedOver() throws {
  let embedder = HashingEmbedder()
  let search = try Retriever(chunks: chunks, matrix: embedder.embed(chunks), embedder: embedder) { _, _, _ in
    [(row: 999, score: 9), (row: -1, score: 8), (row: 2, score: 7), (row: 2, score: 6)]
  }
  #expect(try search.search("oil", top: 50).count <= chunks.count)
}

@Test func bm25IsTheFormula() {
  let index = LexicalIndex([
    Passage(text: "oil filter"), Passage(text: "oil oil pump house"), Passage(text: "tire"),
  ])
  let top = index.top(5, terms: ["oil"])
  // idf = ln(1 + (3 − 2 + 0.5) / (2 + 0.5)) = 0.470004; lengths 2, 4, 1, mean 7/3.
  let first = 0.470004 * 1 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / (7.0 / 3)))
  let second = 0.470004 * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 4 / (7.0 / 3)))
  #expect(top.map(\.row) == (first > second ? [0, 1] : [1, 0]))
  #expect(abs(Double(top[0].score) - max(first, second)) < 1e-5)
  #expect(abs(Double(top[1].score) - min(first, second)) < 1e-5)
  #expect(index.top(5, terms: ["unknown"]).isEmpty)
  #expect(index.top(5, terms: ["oil"], among: [true, false, true]).map(\.row) == [0])
}

@Test func aRecordOfNamesIsFoundByThemAlone() throws {
  let text = "Oil change of vehicle RMKJDWAED08HWDELH."
  let record = Chunk(
    document: "visit/1", kind: "visit", title: "Oil change", ordinal: 0, bytes: 0..<text.utf8.count,
    text: text,
    identifiers: ["RMKJDWAED08HWDELH"], isNameOnly: true)
  let word = chunk("oil", "service", "Oil change", "Oil change with a new filter.")
  let all = [record, word]
  for embedder in [TFIDFEmbedder(training: all), HashingEmbedder()] as [any Embedder] {
    let index = LexicalIndex(all.map(Passage.init))
    let search = try Retriever(
      chunks: all, matrix: embedder.embed(all), embedder: embedder,
      lexical: index.search(kinds: all.map(\.kind)))
    #expect(try search.search("oil change vehicle", top: 5).map(\.chunk.document) == ["service/oil"])
    #expect(try search.search("hwdelh", top: 5).map(\.chunk.document) == ["visit/1"])
    #expect(Analyzer().terms(of: record).isEmpty && Analyzer().terms(of: word).prefix(2) == ["oil", "chang"])
  }
}

@Test func aTitleThatTheQuestionNamesIsAheadOfLongerOnes() throws {
  let all = [
    chunk("1", "part", "Alternator Regulator", "Alternator Regulator is a part of the alternator."),
    chunk("2", "part", "Alternator", "Alternator is a part that loads the battery of a car while it runs."),
    chunk("3", "part", "Wiper", "Wiper is a part."),
  ]
  let embedder = TFIDFEmbedder(training: all)
  let index = LexicalIndex(all.map(Passage.init))
  let search = try Retriever(
    chunks: all, matrix: embedder.embed(all), embedder: embedder,
    lexical: index.search(kinds: all.map(\.kind)))
  let hits = try search.search("tell me about the alternator", top: 5)
  #expect(hits.first?.chunk.document == "part/2")
  #expect(hits.first?.parts.contains(ScorePart("title", 1)) == true)
}
