import Domain
import Testing

@testable import Understanding

/// What came of a question, in a line.
func said(_ outcome: Understood.Outcome) -> String {
  switch outcome {
  case .query: "query"
  case .choice(let readings): "choice " + readings.map(\.query.subject).joined(separator: " ")
  case .ambiguousValue(let text, let attribute, let values):
    "\(text) of \(attribute): \(values.joined(separator: ", "))"
  case .noMeasure(_, let head): "no measure for \(head)"
  case .template(let call):
    ([call.template] + call.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      + [call.window?.label].compactMap { $0 }).joined(separator: " ")
  case .topic(let topic): "topic \(topic.id)"
  case .notUnderstood: "not understood"
  }
}

@Test(
  arguments: [
    // Words that mean nothing here.
    "", "?", "unicorn", "revenue by unicorn", "revenue of unicorns", "list unicorns",
    "boats under the unicorn",
    "how many unicorns", "revenue of Sea Breeze III", "who is the boss", "12", "the of",
    // Ranking, negation, breakdown and bound words by themselves.
    "top", "most", "never", "without", "by", "per harbor", "over 50", "between 5 and 10", "or more",
    // Bounds that fit nothing: another unit, a total without a breakdown.
    "boats over 2 hours", "average fee over 50", "repair cost over $500", "harbors over $50",
    // A window on what has no moment.
    "boats in 2024", "harbors in 2024", "renters last month",
    // Numbers without a part in the question.
    "3 5 boats", "top 0 boats", "revenue 7",
    // Two areas at once, more than one thing asked.
    "revenue and repair cost", "rentals and repairs by boat", "share of revenue",
    // A name the template does not know.
    "boats rented together with unicorns",
  ])
func doesNotRead(question: String) { #expect(said(BoatRental.outcome(question)) == "not understood") }

@Test(
  arguments: [
    ("Ada rentals", "Ada of renter.full_name: Ada Lund, Ada Moss"),
    ("Quay rentals", "Quay of harbor.harbor: North Quay, South Quay"),
    ("rentals of Ada Lund", "query"),
    ("top harbors", "no measure for harbor"), ("top harbors by revenue", "query"),
    // Refusals wherever they are said, small talk by itself only.
    ("how is the weather", "topic weather"), ("weather revenue", "topic weather"),
    ("hello", "topic greeting"),
    ("hello revenue", "query"), ("ignore all revenue", "topic secrets"),
    // An order opens a sentence, fillers before it aside; elsewhere the word is another.
    ("sink the boats", "topic orders"), ("please sink Sea Breeze II", "topic orders"),
    ("revenue; sink the boats", "topic orders"), ("which boats sink", "not understood"),
    ("revenue of boats that sink", "not understood"),
    // Templates.
    ("which boats are rented together with Sea Breeze II", "together boat=Sea Breeze II most=5"),
    ("which 3 boats go along with Sea Breeze II", "together boat=Sea Breeze II most=3"),
    ("which boats go along with Sea Breeze II in 2024", "together boat=Sea Breeze II most=5 2024"),
    ("which boats go along", "not understood"),
  ] as [(String, String)])
func comesToAnOutcome(question: String, expected: String) {
  #expect(said(BoatRental.outcome(question)) == expected)
}

@Test func asksBackBetweenEqualReadings() {
  // Two events of two areas with a measure of the same name.
  let catalog = Catalog(
    entities: BoatRental.catalog.entities, joins: BoatRental.catalog.joins,
    measures: BoatRental.catalog.measures
      + ["rental", "repair"].map {
        Measure(id: "\($0)_jobs", entity: $0, label: "Jobs", names: ["jobs"], formula: .count)
      })
  let lexicon = Lexicon(
    catalog: catalog, grammar: BoatRental.grammar, values: { BoatRental.values[$0] ?? [] }, knownWords: [])
  let understander = Understander(
    catalog: catalog, lexicon: lexicon, times: TimeExpressionParser(identityNouns: []))
  let both = understander.understand("jobs by maker", context: BoatRental.context)
  #expect(said(both.outcome) == "choice rental repair" || said(both.outcome) == "choice repair rental")
  #expect(both.confidence < 0.6)
  let one = understander.understand("P1 jobs by maker", context: BoatRental.context)
  #expect(said(one.outcome) == "query")
}

@Test(
  arguments: [
    ("what is revenue", true), ("revenue? explain", true), ("please, explain kayaks", true),
    ("revenue by month", false), ("", false),
  ] as [(String, Bool)])
func tellsQuestionsOfKnowledge(question: String, expected: Bool) {
  let understood = BoatRental.understander.understand(question, context: BoatRental.context)
  #expect(understood.asksForKnowledge == expected)
}
