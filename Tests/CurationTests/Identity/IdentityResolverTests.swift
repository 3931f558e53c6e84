import Domain
import Testing

@testable import Curation

private let place = PackPlace(file: "identity/people.yaml", line: 1, path: "people")

/// A declaration for `MadePeople`, with a value of every form and a test of every kind.
func madeDeclaration(decisions: [IdentityDecision] = []) -> IdentityDeclaration {
  func value(
    _ name: String, _ columns: [String], _ form: IdentityValue.Form,
    _ change: (inout IdentityValue) -> Void = { _ in }
  ) -> IdentityValue {
    var value = IdentityValue(name: name, place: place, columns: columns, form: form)
    change(&value)
    return value
  }
  func comparison(
    _ name: String, _ levels: [(String, IdentityComparison.Test, Double)], otherwise: Double?
  ) -> IdentityComparison {
    var comparison = IdentityComparison(
      name: name, place: place,
      levels: levels.map { IdentityComparison.Level(name: $0.0, test: $0.1, expected: $0.2, place: place) })
    comparison.isApartOtherwise = otherwise == nil
    comparison.otherwise = otherwise ?? 0.001
    return comparison
  }
  let generations: Set = ["jr", "sr", "ii"]
  var declaration = IdentityDeclaration(
    name: "people", place: place, records: "records", key: ["id"],
    id: IdentityDeclaration.Numbering(column: "person", prefix: "P", digits: 4),
    values: [
      value("first", ["first"], .words) {
        ($0.isFirstWord, $0.aliases, $0.dropped) = (true, MadePeople.names, ["mr", "mrs"])
      },
      value("last", ["last"], .joined) { $0.dropped = generations },
      value("generation", ["last"], .words) { $0.kept = generations },
      value("email", ["email"], .email) { $0.dropped = ["none"] },
      value("phone", ["phone"], .phone) { ($0.length, $0.countryCode) = (10, "1") },
      value("street", ["street"], .words) { $0.replacements = ["street": "st"] },
      value("postcode", ["postcode"], .joined) { $0.length = 5 },
      value("birth", ["birth"], .text),
    ],
    blocks: [
      [.init(value: "email")], [.init(value: "phone")], [.init(value: "street"), .init(value: "postcode")],
      [.init(value: "first"), .init(value: "last")],
      [.init(value: "birth"), .init(value: "last", prefix: 2)],
    ],
    comparisons: [
      comparison(
        "first name",
        [
          ("same", .equal("first"), 0.8), ("other name", .alias("first"), 0.1),
          ("slip", .edits("first", most: 1, shortest: 3, known: 5), 0.08),
          ("initial", .initial("first"), 0.01),
        ], otherwise: nil),
      comparison("generation", [("same", .equal("generation"), 0.99)], otherwise: nil),
      comparison(
        "last name",
        [("same", .equal("last"), 0.85), ("slip", .edits("last", most: 1, shortest: 3, known: 5), 0.1)],
        otherwise: 0.05),
      comparison("birth", [("same", .equal("birth"), 0.95)], otherwise: nil),
      comparison("email", [("same", .equal("email"), 0.75)], otherwise: 0.25),
      comparison("phone", [("same", .equal("phone"), 0.75)], otherwise: 0.25),
      comparison(
        "address", [("same", .equal("street"), 0.7), ("postcode", .equal("postcode"), 0.05)], otherwise: 0.25),
    ])
  declaration.oldest = "added"
  declaration.decisions = decisions
  return declaration
}

func resolver(decisions: [IdentityDecision] = []) throws -> IdentityResolver {
  try IdentityResolver(
    madeDeclaration(decisions: decisions),
    dataset: Dataset(
      name: "records", columns: MadePeople.columns.map { Column(name: $0, type: .text) }, key: ["id"]))
}

extension IdentityResolver {
  /// Resolves records whose cells are in the order of `MadePeople.columns`.
  func resolveMade(_ records: [[Value]], previous: PreviousIdentities = PreviousIdentities()) -> Identities {
    let places = columns.compactMap { MadePeople.columns.firstIndex(of: $0) }
    return resolve(records.map { record in places.map { record[$0] } }, previous: previous)
  }
}

@Suite struct IdentityResolution {
  @Test(arguments: [1, 2] as [UInt64])
  func tellsPeopleApartAndTogether(seed: UInt64) throws {
    let people = MadePeople(households: 300, seed: seed)
    let counts = PairCounts(found: try resolver().resolveMade(people.records).numbers, truth: people.persons)
    #expect(counts.right > 700)
    #expect(counts.precision >= 0.99)
    #expect(counts.recall >= 0.97)
  }

  /// Pairs among a crowd from which the weights are learned: two records, and whether they are of one person.
  @Test(
    arguments: [
      // One person: reformatted, nicknamed, mistyped, moved.
      (
        ["Robert", "Quill", "rq@x.example", "2125550101", "9 Elm Street", "10001", "1970-01-02"],
        ["BOB", "QUILL", "RQ@X.EXAMPLE", "+1 (212) 555-0101", "9 elm st.", "10001-4444", ""], true
      ),
      (
        ["Wendy", "Quill", "wq@x.example", "2125550102", "9 Elm Street", "10001", ""],
        ["Wnedy", "Quill", "", "2125550102", "77 Oak Hill", "20002", ""], true
      ),
      (
        ["Zoë", "O'Quill", "zo@x.example", "", "9 Elm Street", "10001", ""],
        ["Zoe", "OQuill", "zo+news@x.example", "", "9 Elm St", "10001", ""], true
      ),
      (
        ["W", "Quill", "wq@x.example", "2125550102", "", "", ""],
        ["Wendy", "Quill", "wq@x.example", "2125550102", "", "", ""], true
      ),
      // A couple, twins, names that look like slips, father and son, two of one name.
      (
        ["Robert", "Quill", "q@x.example", "2125550101", "9 Elm Street", "10001", ""],
        ["Wendy", "Quill", "q@x.example", "2125550101", "9 Elm Street", "10001", ""], false
      ),
      (
        ["Eric", "Quill", "q@x.example", "2125550101", "9 Elm Street", "10001", "2001-05-05"],
        ["Erica", "Quill", "q@x.example", "2125550101", "9 Elm Street", "10001", "2001-05-05"], false
      ),
      (
        ["Robert", "Quill", "q@x.example", "2125550101", "9 Elm Street", "10001", ""],
        ["Robert", "Quill", "q@x.example", "2125550101", "9 Elm Street", "10001", "1970-01-02"], true
      ),
      (
        ["Robert", "Quill Sr", "q@x.example", "2125550101", "9 Elm Street", "10001", ""],
        ["Robert", "Quill Jr.", "q@x.example", "2125550101", "9 Elm Street", "10001", ""], false
      ),
      (
        ["Robert", "Quill", "q@x.example", "2125550101", "9 Elm Street", "10001", "1940-01-02"],
        ["Robert", "Quill", "q@x.example", "2125550101", "9 Elm Street", "10001", "1970-01-02"], false
      ),
      (
        ["Laura", "Smith", "a@x.example", "2125550101", "9 Elm Street", "10001", ""],
        ["Laura", "Smith", "b@x.example", "3125550102", "8 Oak Street", "20002", ""], false
      ),
      // What is no value agrees with nothing.
      (
        ["Laura", "Smith", "none@none.com", "000-000-0000", "9 Elm Street", "10001", ""],
        ["Laura", "Smith", "none@none.com", "000-000-0000", "8 Oak Street", "20002", ""], false
      ),
    ])
  func tells(first: [String], second: [String], isOne: Bool) throws {
    let crowd = MadePeople(households: 120, seed: 7).records
    let pair = [first, second].enumerated().map { index, cells -> [Value] in
      [.text("x\(index)")] + cells.map { $0.isEmpty ? .null : .text($0) } + [.text("2020-01-01")]
    }
    let numbers = try resolver().resolveMade(crowd + pair).numbers
    #expect((numbers[crowd.count] == numbers[crowd.count + 1]) == isOne)
  }

  /// Someone whose first name fits two members of a family does not make one person of them.
  @Test func doesNotChain() throws {
    let crowd = MadePeople(households: 120, seed: 9).records
    let family = [
      ["Robert", "Quill", "q@x.example", "2125550101", "1970-01-02"],
      ["R", "Quill", "q@x.example", "2125550101", ""],
      ["Richard", "Quill", "q@x.example", "2125550101", "1999-03-04"],
    ].enumerated().map { index, cells -> [Value] in
      [.text("x\(index)")] + cells.prefix(4).map { .text($0) } + [.text("9 Elm Street"), .text("10001")]
        + [cells[4].isEmpty ? .null : .text(cells[4]), .text("2020-01-01")]
    }
    let numbers = try resolver().resolveMade(crowd + family).numbers.suffix(3)
    #expect(Set(numbers).count == 2)
    #expect(numbers.first != numbers.last)
  }

  @Test func sameWhateverTheOrder() throws {
    let people = MadePeople(households: 120, seed: 4)
    let forward = try resolver().resolveMade(people.records).numbers
    let backward = try resolver().resolveMade(people.records.reversed()).numbers
    #expect(forward == backward.reversed())
  }

  @Test(arguments: [0, 1, 2]) func resolvesFewRecords(count: Int) throws {
    let found = try resolver().resolveMade(Array(MadePeople(households: 1, seed: 5).records.prefix(count)))
    #expect(found.numbers.count == count)
  }

  @Test func evidenceAddsUp() throws {
    let people = MadePeople(households: 120, seed: 6)
    let found = try resolver().resolveMade(people.records)
    #expect(!found.links.isEmpty)
    for link in found.links {
      let sum = link.evidence.reduce(found.model.priorWeight) { $0 + $1.weight }
      #expect(abs(sum - link.weight) < 1e-9)
      #expect(link.weight >= madeDeclaration().thresholdWeight)
      #expect(found.numbers[link.a] == found.numbers[link.b])
    }
    let name = try #require(found.links.first?.evidence.first)
    #expect(name.comparison == "first name" && name.columns == ["first"])
  }

  // MARK: - Decisions

  @Test func peopleOverruleScores() throws {
    let people = MadePeople(households: 120, seed: 8)
    let before = try resolver().resolveMade(people.records).numbers
    let twin = try #require(before.indices.first { i in before[..<i].contains(before[i]) })
    let other = try #require(before[..<twin].firstIndex(of: before[twin]))
    let stranger = try #require(before.indices.last { before[$0] != before[twin] })
    func key(_ record: Int) -> [String] { ["r\(record)"] }
    let decisions = [
      IdentityDecision(.apart, key(twin), key(other), because: "two people", place: place),
      IdentityDecision(.same, key(twin), key(stranger), because: "she married", place: place),
      IdentityDecision(.same, key(twin), ["gone"], because: "a record that is no more", place: place),
    ]
    let after = try resolver(decisions: decisions).resolveMade(people.records).numbers
    #expect(after[twin] != after[other])
    #expect(after[twin] == after[stranger])
  }

  // MARK: - Declarations

  @Test func namesWhatDoesNotExist() {
    var declaration = madeDeclaration()
    declaration.values[0].columns = ["frist"]
    let dataset = Dataset(
      name: "records", columns: MadePeople.columns.map { Column(name: $0, type: .text) }, key: ["id"])
    let error = #expect(throws: PackError.self) { try IdentityResolver(declaration, dataset: dataset) }
    #expect(error?.found == "frist" && error?.expected == "a column of records")
    declaration = madeDeclaration()
    declaration.blocks = [[.init(value: "emial")]]
    #expect(throws: PackError.self) { try IdentityResolver(declaration, dataset: dataset) }
    declaration = madeDeclaration(decisions: [
      IdentityDecision(.same, ["a", "b"], ["c"], because: "", place: place)
    ])
    #expect(throws: PackError.self) { try IdentityResolver(declaration, dataset: dataset) }
  }
}
