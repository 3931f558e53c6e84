import Domain
import SQLCompiler
import Synchronization
import TextAnalysis
import Testing

@testable import Answering
@testable import Understanding

private func at(_ entity: EntityID, _ name: String) -> AttributeID { AttributeID(entity, name) }

private func attribute(_ entity: EntityID, _ name: String, _ type: ColumnType = .text) -> Attribute {
  Attribute(id: at(entity, name), sql: "{this}.\(name)", label: name, names: [name], type: type)
}

/// Readers with a name and a town, their loans, and shelves that are no people.
private let catalog = Catalog(
  entities: [
    Entity(
      id: "reader", domain: "library", dataset: "readers", key: "reader_id", label: "full_name",
      names: ["reader"], show: [at("reader", "full_name"), at("reader", "town")], isPerson: true,
      attributes: [
        attribute("reader", "reader_id", .integer), attribute("reader", "full_name"),
        attribute("reader", "town"),
      ]),
    Entity(
      id: "shelf", domain: "library", dataset: "shelves", key: "shelf_id", label: "title", names: ["shelf"],
      show: [at("shelf", "title")],
      attributes: [attribute("shelf", "shelf_id", .integer), attribute("shelf", "title")]),
    Entity(
      id: "loan", domain: "library", dataset: "loans", key: "loan_id", label: "loan_id", names: ["loan"],
      attributes: [attribute("loan", "loan_id", .integer)]),
  ],
  joins: [
    Join(from: "loan", fromColumn: "reader_id", to: "reader", toColumn: "reader_id"),
    Join(from: "loan", fromColumn: "shelf_id", to: "shelf", toColumn: "shelf_id"),
  ], measures: [])

private struct Unreachable: Error {}

/// Asks for namesakes where the statement for the people gives these rows; nil: it fails. Also how many statements
/// were executed.
private func namesakes(
  _ subject: EntityID = "loan", where conditions: Predicate..., people: [[Value]]?
) async -> (answer: Answer?, statements: Int) {
  let count = Counter()
  let grammar = Grammar(phrases: [:], numbers: [:], scales: [:], units: [:], known: [])
  let answerer = Answerer(
    catalog: catalog,
    understander: Understander(
      catalog: catalog,
      lexicon: Lexicon(
        catalog: catalog, grammar: grammar, times: TimeVocabulary(), values: { _ in [] }, knownWords: []),
      times: TimeExpressionParser(vocabulary: TimeVocabulary(), identityNouns: [])),
    compiler: SQLCompiler(catalog: catalog),
    world: Answerer.Surroundings(
      execute: { statement in
        count.add()
        guard let people else { throw Unreachable() }
        return ResultTable(columns: statement.columns, rows: people)
      },
      search: { _, _, _ in [] }, document: { _ in nil }, newest: [:], clock: { 0 }, wording: nil,
      rarity: TermRarity([])),
    today: Library.day)
  let query = Query(
    subject: subject, measures: [.count], filter: .all(conditions), asOf: Library.day)
  let interpretation = Interpretation(reading: Reading(subject: subject), query: query, score: 1)
  return (await answerer.namesakes(interpretation, "loans of Ann Lee"), count.value)
}

/// Counts across tasks.
private final class Counter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func add() { count.withLock { $0 += 1 } }
}

private let isAnn = Predicate.compare(at("reader", "full_name"), .equal(.text("Ann Lee")))
private let two: [[Value]] = [[.integer(7), .text("Oslo")], [.integer(9), .null]]

@Test(arguments: [isAnn, .all([isAnn]), .related("reader", isAnn), .related("reader", .all([isAnn]))])
func asksWhichOfOneName(condition: Predicate) async throws {
  let answer = try #require(await namesakes(where: condition, people: two).answer)
  #expect(answer.kind == .clarification)
  #expect(answer.text == "More than one reader is called Ann Lee. Which is meant?")
  // What is not known of them is left out, and the question is the same but for the name.
  #expect(
    answer.options == [
      Answer.Option(label: "Ann Lee, reader 7, Oslo", question: "loans of reader 7"),
      Answer.Option(label: "Ann Lee, reader 9", question: "loans of reader 9"),
    ])
}

@Test func asksBackAboutSoManyOnly() async throws {
  let many = (1...9).map { [Value.integer($0), .text("Oslo")] }
  let answer = try #require(await namesakes(where: isAnn, people: many).answer)
  #expect(answer.options.count == Answerer.mostNamesakes)
}

@Test(arguments: [[], [[.integer(7), .text("Oslo")]], nil] as [[[Value]]?])
func asksNothingAboutOneOrNone(people: [[Value]]?) async {
  let asked = await namesakes(where: isAnn, people: people)
  #expect(asked.answer == nil)
  #expect(asked.statements == 1)
}

@Test(
  arguments: [
    // The people are what is listed; not people; not by name; of several names; all but one.
    ("reader", isAnn), ("loan", .compare(at("shelf", "title"), .equal(.text("Ann Lee")))),
    ("loan", .compare(at("reader", "town"), .equal(.text("Ann Lee")))),
    ("loan", .compare(at("reader", "reader_id"), .equal(.integer(7)))),
    ("loan", .compare(at("reader", "full_name"), .oneOf([.text("Ann Lee"), .text("Bo Lee")]))),
    ("loan", .any([isAnn, .always])), ("loan", .not(isAnn)), ("loan", .always),
  ] as [(EntityID, Predicate)])
func asksNothingAboutOthers(subject: EntityID, condition: Predicate) async {
  let asked = await namesakes(subject, where: condition, people: two)
  #expect(asked.answer == nil)
  #expect(asked.statements == 0)
}
