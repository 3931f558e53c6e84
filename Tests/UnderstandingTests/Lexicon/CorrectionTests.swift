import Domain
import Testing
import Understanding

/// One entity, one measure, and no word of time anywhere in catalog or corpus.
private func understander() -> Understander {
  let paid = Attribute(
    id: AttributeID("rental", "paid"), sql: "{this}.paid", label: "Paid", names: ["paid"],
    type: .decimal(scale: 2))
  let started = Attribute(
    id: AttributeID("rental", "started"), sql: "{this}.started", label: "Started", names: ["start"],
    type: .timestamp)
  let catalog = Catalog(
    entities: [
      Entity(
        id: "rental", domain: "rentals", dataset: "rentals", key: "paid", label: "paid", names: ["rental"],
        show: [paid.id], time: started.id, attributes: [paid, started])
    ], joins: [],
    measures: [
      Measure(
        id: "income", entity: "rental", label: "Income", names: ["income"],
        formula: .aggregate(.sum, paid.id))
    ])
  let grammar = Grammar(
    phrases: [.list: ["list", "show"], .filler: ["the", "of", "then", "moth"], .group: ["by"]], numbers: [:],
    scales: [:], units: [:], known: [],
    abbreviations: ["inc": "income", "money that came in": "income"])
  let lexicon = Lexicon(catalog: catalog, grammar: grammar, values: { _ in [] }, knownWords: [])
  return Understander(catalog: catalog, lexicon: lexicon, times: TimeExpressionParser(identityNouns: []))
}

@Test(
  arguments: [
    // Words of time are right as they stand, though "list", "then" and "show" are near.
    ("income last month", []), ("income in the past ten weeks", []), ("income this year", []),
    // Others are mended.
    ("incme last month", ["incme income"]),
    ("incone by month", ["incone income"]),
    // Words in short are no slips.
    ("inc last month", []), ("money that came in last month", []), ("the money that came in by month", []),
  ] as [(String, [String])])
func mendsSlipsOutsideTime(question: String, corrections: [String]) throws {
  let context = TimeContext(asOf: try #require(CalendarDate(iso: "2024-08-31")))
  let understood = understander().understand(question, context: context)
  #expect(understood.corrections.map { "\($0.0) \($0.1)" } == corrections)
  guard case .query(let interpretation) = understood.outcome else {
    Issue.record("\(understood.outcome)")
    return
  }
  #expect(interpretation.query.measures == [.measure("income")])
}
