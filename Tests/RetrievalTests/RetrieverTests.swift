import Domain
import Foundation
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

private func retriever(
  _ embedder: any Embedder = TFIDFEmbedder(training: chunks), _ chunks: [Chunk] = chunks
) throws -> Retriever {
  try Retriever(
    chunks: chunks,
    rankers: [
      LexicalRanker(LexicalIndex(LexicalRow.rows(of: chunks))),
      VectorRanker(VectorSearch(embedder.embed(chunks)), embedder: embedder),
    ])
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
    let hit = try #require(retriever(embedder).search(question, top: 3).first)
    #expect(hit.chunk.document == document)
    #expect(hit.score == 1)
    #expect(hit.parts.contains(ScorePart("identifier", 1)))
  }
}

@Test(arguments: ["12", "2OHUSWKKZ", "HWDEL", "INV-2024", "2OHU", "", "the of"])
func noOtherNameIsExact(question: String) throws {
  let hits = try retriever().search(question, top: 20)
  #expect(hits.allSatisfy { $0.parts.contains(ScorePart("identifier", 0)) && $0.score < 1 })
}

@Test(arguments: [("INV-2023", 3), ("2023 000011", 1), ("SRV-0001I", 1), ("48392O17", 1)])
func aPartOrALookAlikeIsFirstButNotExact(question: String, count: Int) throws {
  let hits = try retriever().search(question, top: 20)
  let named = hits.prefix { $0.parts.contains { $0.name == "identifier" && $0.value > 0 } }
  #expect(named.count == count)
  #expect(hits.allSatisfy { $0.score < 1 } && hits.map(\.score) == hits.map(\.score).sorted(by: >))
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
    "terms: price 2ohuswkkx", "identifiers: 1", "cosine: ", "bm25: ", "part/canister#0", "hits: 2",
  ] {
    #expect(text.contains(part), "\(part) in\n\(text)")
  }
}

@Test func refusesRowsOfOtherChunks() throws {
  let embedder = HashingEmbedder()
  let matrix = embedder.embed(Array(chunks.dropLast()))
  #expect(throws: RetrievalError.rowCount(chunks: chunks.count, rows: chunks.count - 1, ranker: "cosine")) {
    _ = try Retriever(chunks: chunks, rankers: [VectorRanker(VectorSearch(matrix), embedder: embedder)])
  }
  #expect(throws: RetrievalError.rowCount(chunks: chunks.count, rows: 0, ranker: "bm25")) {
    _ = try Retriever(chunks: chunks, rankers: [LexicalRanker(LexicalIndex([]))])
  }
  #expect(throws: RetrievalError.dimension(embedder: 8, matrix: 1024)) {
    _ = try VectorRanker(VectorSearch(matrix), embedder: HashingEmbedder(dimension: 8))
  }
}

/// A ranker of any kind, told what it finds.
private struct Told: Ranker {
  let name: String
  let rows: [ScoredRow]
  var weight = RankingWeight(score: 1, rank: 1)
  var count: Int { chunks.count }

  func ranking(of question: String, limit: Int, among isIncluded: [Bool]?) -> [ScoredRow] {
    rows.filter { isIncluded?[$0.row] != false }
  }
}

@Test func anyNumberOfRankingsBecomesOne() throws {
  let first = Told(name: "a", rows: [ScoredRow(row: 4, score: 9), ScoredRow(row: 2, score: 3)])
  let second = Told(name: "b", rows: [ScoredRow(row: 2, score: 0.5), ScoredRow(row: 3, score: 0.4)])
  let third = Told(name: "c", rows: [ScoredRow(row: 2, score: 1)])
  func documents(_ rankers: [any Ranker]) throws -> [Int] {
    try Retriever(chunks: chunks, rankers: rankers, titleWeight: 0).search("zzyzx", top: 9).compactMap {
      hit in
      chunks.firstIndex(of: hit.chunk)
    }
  }
  #expect(try documents([first]) == [4, 2])
  #expect(try documents([first, second]) == [2, 4, 3])
  #expect(try documents([first, second, third]) == [2, 4, 3])
  #expect(try documents([]).isEmpty)
  let hit = try #require(Retriever(chunks: chunks, rankers: [first, second]).search("zzyzx", top: 1).first)
  #expect(
    hit.parts.map(\.name) == ["a", "b", "a_rank", "b_rank", "title", "identifier", "fused"]
      && hit.parts.prefix(4).map(\.value) == [3, 0.5, 2, 1])
}

@Test func aRowThatOneRankingHasAloneNeedsItsScore() {
  let weak = Fusion.Ranking(
    name: "a", weight: RankingWeight(score: 1, rank: 0, leastAlone: 0.5),
    rows: [ScoredRow(row: 1, score: 0.6), ScoredRow(row: 2, score: 0.4), ScoredRow(row: 3, score: 0.3)])
  let strong = Fusion.Ranking(
    name: "b", weight: RankingWeight(score: 1, rank: 0), rows: [ScoredRow(row: 3, score: 0.1)])
  #expect(Fusion.fuse([weak]).map(\.row) == [1])
  #expect(Set(Fusion.fuse([weak, strong]).map(\.row)) == [1, 3])
}

@Test(
  arguments: [
    // Without a floor, or in a list that does not reach below it, a score counts from 0.
    (nil, [1.0, 0.9, 0.8]), (3, [1.0, 0.9, 0.8]), (9, [1.0, 0.9, 0.8]),
    (2, [1.0, 0, 0]), (0, [1.0, 0.9, 0.8]), (-1, [1.0, 0.9, 0.8]),
  ] as [(Int?, [Double])])
func aScoreCountsFromThatOfTheFloorsRank(rank: Int?, scores: [Double]) {
  let rows = [(1, 1), (2, 0.9), (3, 0.8)].map { ScoredRow(row: $0.0, score: Float($0.1)) }
  let ranking = Fusion.Ranking(
    name: "a", weight: RankingWeight(score: 1, rank: 0, floorRank: rank), rows: rows)
  let fused = Fusion.fuse([ranking], titleWeight: 0)
  #expect(fused.map(\.row) == [1, 2, 3])
  #expect(zip(fused.map(\.score), scores).allSatisfy { abs($0 - $1) < 1e-6 })
}

/// Gives every text the same vector.
private struct ConstantEmbedder: Embedder {
  let isPretrained: Bool
  let identity = EmbedderIdentity(name: "constant", version: "1", dimension: 1)
  let weights: Data? = nil

  func embed(_ passages: [Passage]) -> EmbeddingMatrix {
    EmbeddingMatrix(dimension: 1, values: passages.map { _ in 1 })
  }
}

@Test(
  arguments: [
    (false, nil, VectorRanker.standardWeight), (true, nil, VectorRanker.pretrainedWeight),
    (true, RankingWeight(score: 9, rank: 0), RankingWeight(score: 9, rank: 0)),
  ] as [(Bool, RankingWeight?, RankingWeight)])
func aPretrainedEncoderCountsByItsOwnWeight(isPretrained: Bool, given: RankingWeight?, weight: RankingWeight)
  throws
{
  let embedder = ConstantEmbedder(isPretrained: isPretrained)
  let vectors = VectorSearch(embedder.embed([Passage(text: "a")]))
  #expect(try VectorRanker(vectors, embedder: embedder, weight: given).weight == weight)
  #expect(VectorRanker.pretrainedWeight.score > VectorRanker.standardWeight.score)
}

@Test(
  arguments: [
    ("silencer", "part/muffler"), ("silencers for it", "part/muffler"), ("tail lamp", "part/light"),
    ("rear window", "part/wiper"), ("lamp tail", "part/lamp"), ("muffler", "part/muffler"),
  ])
func aSynonymFindsWhatIsCalledSo(question: String, document: String) throws {
  let all = [
    chunk("muffler", "part", "Muffler", "Muffler, of steel."),
    chunk("light", "part", "Taillight", "Taillight, left."),
    chunk("wiper", "part", "Rear wiper", "A wiper for the rear window."),
    chunk("lamp", "part", "Lamp", "A lamp for the workshop."),
  ]
  let synonyms = [["muffler", "silencer"], ["taillight", "tail lamp"]]
  let search = try Retriever(
    chunks: all, rankers: [LexicalRanker(LexicalIndex(LexicalRow.rows(of: all)), synonyms: synonyms)])
  let plain = try Retriever(chunks: all, rankers: [LexicalRanker(LexicalIndex(LexicalRow.rows(of: all)))])
  #expect(try search.search(question, top: 1).first?.chunk.document == document)
  #expect(try plain.search("silencer", top: 1).isEmpty)
}

@Test func nearlyTheSameIsLeftOutWhenAsked() throws {
  let text = "Brake pads wear out and are changed every two years or when they squeal loudly at low speed."
  let all = [
    chunk("1", "article", "Pads", text), chunk("2", "article", "Pads", text + " Soon."),
    chunk("3", "article", "Pads", "Brake pads are sold in pairs."),
  ]
  func search(_ isDistinct: Bool) throws -> [String] {
    try Retriever(
      chunks: all, rankers: [LexicalRanker(LexicalIndex(LexicalRow.rows(of: all)))], isDistinct: isDistinct
    ).search("brake pads squeal", top: 9).map(\.chunk.document)
  }
  #expect(try search(false).count == 3)
  #expect(try search(true).count == 2 && search(true).contains("article/3"))
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
    let search = try retriever(embedder, all)
    #expect(try search.search("oil change vehicle", top: 5).map(\.chunk.document) == ["service/oil"])
    #expect(try search.search("hwdelh", top: 5).map(\.chunk.document) == ["visit/1"])
  }
}

@Test func aTitleThatTheQuestionNamesIsAheadOfLongerOnes() throws {
  let all = [
    chunk("1", "part", "Alternator Regulator", "Alternator Regulator is a part of the alternator."),
    chunk("2", "part", "Alternator", "Alternator is a part that loads the battery of a car while it runs."),
    chunk("3", "part", "Wiper", "Wiper is a part."),
  ]
  let hits = try retriever(TFIDFEmbedder(training: all), all).search("tell me about the alternator", top: 5)
  #expect(hits.first?.chunk.document == "part/2")
  #expect(hits.first?.parts.contains(ScorePart("title", 1)) == true)
}
