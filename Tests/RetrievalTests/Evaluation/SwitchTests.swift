import Retrieval
import Testing
import TextAnalysis

/// A switch, what is on beside it, and a query whose ranking changes when it is turned.
private struct Turn: Sendable {
  let turned: RetrievalSwitch
  let beside: Set<RetrievalSwitch>
  /// Titles and texts of the documents d0, d1 …
  let corpus: [(title: String, text: String)]
  let query: String
  let without: [String]
  let with: [String]
}

private let turns = [
  Turn(
    turned: .terms, beside: [], corpus: [("", "Oil is changed."), ("", "Tires are rotated.")], query: "oil",
    without: [], with: ["d0"]),
  Turn(
    turned: .vectors, beside: [.terms], corpus: [("", "Tires are rotated."), ("", "Batteries.")],
    query: "bateries",
    without: [], with: ["d1"]),
  Turn(
    turned: .fields, beside: [.terms],
    corpus: [("", "brake brake wears slowly"), ("brake", "pads wear very slowly")], query: "brake",
    without: ["d0", "d1"], with: ["d1", "d0"]),
  Turn(
    turned: .proximity, beside: [.terms],
    corpus: [
      ("", "oil one two three four five six seven eight nine filter"),
      ("", "one two three four five six seven eight nine oil filter"),
    ], query: "oil filter", without: ["d0", "d1"], with: ["d1", "d0"]),
  Turn(
    turned: .lead, beside: [.terms],
    corpus: [("", "one two three four five six oil"), ("", "oil one two three four five six")], query: "oil",
    without: ["d0", "d1"], with: ["d1", "d0"]),
  Turn(
    turned: .titles, beside: [.terms], corpus: [("", "oil filter"), ("oil filter", "")], query: "oil filter",
    without: ["d0", "d1"], with: ["d1", "d0"]),
  Turn(
    turned: .feedback, beside: [.terms],
    corpus: [("", "brake pad rotor"), ("", "pad rotor"), ("", "wheel"), ("", "tire")], query: "brake",
    without: ["d0"], with: ["d0", "d1"]),
  Turn(
    turned: .distinct, beside: [.terms],
    corpus: [("", "oil filter for the engine"), ("", "oil filter for the engine"), ("", "oil")],
    query: "oil filter", without: ["d0", "d1", "d2"], with: ["d0", "d2"]),
]

@Suite struct SwitchTests {
  private func evaluation(_ turn: Turn, _ switches: Set<RetrievalSwitch>) throws -> (
    RetrievalReport, [String]
  ) {
    let set = EvaluationSet(
      corpus: turn.corpus.enumerated().map {
        EvaluationSet.Entry(id: "d\($0.offset)", title: $0.element.title, text: $0.element.text)
      },
      queries: [EvaluationSet.Entry(id: "q", text: turn.query)], relevance: ["q": ["d0": 1]])
    var found: [String] = []
    let report = try RetrievalEvaluation(
      set, switches: switches, embedder: { EmbedderName.tfidf.embedder(for: $0) }, clock: { 0 }
    ).run(clock: { 0 }) { found = $1 }
    return (report, found)
  }

  @Test(arguments: turns)
  fileprivate func changesTheRanking(turn: Turn) throws {
    let (without, before) = try evaluation(turn, turn.beside)
    let (with, after) = try evaluation(turn, turn.beside.union([turn.turned]))
    #expect(before == turn.without && after == turn.with)
    #expect(without.switches == turn.beside && with.switches == turn.beside.union([turn.turned]))
    #expect((without.embedder == nil) == !turn.beside.contains(.vectors))
  }

  @Test func everySwitchHasACase() {
    // Passages are told by their number, below.
    #expect(Set(turns.map(\.turned)).union([.passages]) == Set(RetrievalSwitch.allCases))
  }

  @Test func passagesArePartsOfADocument() throws {
    let text = (0..<400).map { "Paragraph \($0) is about the oil of an engine.\n\n" }.joined()
    let turn = Turn(
      turned: .passages, beside: [.terms], corpus: [("Oil", text), ("", "Tires.")], query: "oil",
      without: ["d0"],
      with: ["d0"])
    let (whole, before) = try evaluation(turn, [.terms])
    let (parts, after) = try evaluation(turn, [.terms, .passages])
    #expect(before == ["d0"] && after == ["d0"])
    #expect(whole.chunks == 2 && parts.chunks > 2 && whole.documents == 2 && parts.documents == 2)
  }
}
