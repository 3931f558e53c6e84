import Domain
import Foundation
import Testing

@testable import KnowledgePacks

@Suite struct IdentityFiles {
  private static let whole = """
    people:
      records: masters
      key: [place, number]
      oldest: added
      id: {column: person, prefix: P, digits: 5}
      profile: persons
      threshold: 0.8
      deleted: linked
      decisions: decisions.csv
      values:
        first: {from: firstname, as: words, first_word: true, drop: [mr], aliases: names.csv}
        phone: {from: telephone, as: phone, length: 10, country_code: "1"}
      candidates: [phone, ["first:2", phone]]
      compare:
        first_name:
          levels:
            same: {equal: first, expected: 0.8}
            other_name: {alias: first, expected: 0.1}
            slip: {edits: first, most: 2, shortest: 5, known: 3, expected: 0.05}
          otherwise: apart
        phone:
          levels:
            same: {equal: phone, expected: 0.7}
          otherwise: 0.3
    """

  private static func load(
    _ text: String = whole, decisions: String = "same,A,1,B,2,she told us\n# no\napart,A,1,A,2\n"
  ) throws -> [IdentityDeclaration] {
    let pack = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")
    let folder = pack.appendingPathComponent("identity")
    defer { try? FileManager.default.removeItem(at: pack) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in [
      "people.yaml": text, "decisions.csv": decisions, "names.csv": "# names\nrobert, bob ,rob\r\nann\n\n",
    ] {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    return try loadIdentities(pack: pack)
  }

  @Test func readsAll() throws {
    let people = try #require(try Self.load().first)
    #expect(people.name == "people" && people.links == "people_links" && people.records == "masters")
    #expect(people.key == ["place", "number"] && people.oldest == "added" && people.profile == "persons")
    #expect(people.id == .init(column: "person", prefix: "P", digits: 5))
    #expect(people.threshold == 0.8 && people.linksDeleted)
    #expect(people.values.map(\.name) == ["first", "phone"])
    #expect(people.values[0].aliases == [["robert", "bob", "rob"], ["ann"]])
    #expect(people.values[0].isFirstWord && people.values[0].dropped == ["mr"])
    #expect(people.values[1].form == .phone && people.values[1].length == 10)
    #expect(
      people.blocks == [[.init(value: "phone")], [.init(value: "first", prefix: 2), .init(value: "phone")]])
    #expect(people.comparisons.map(\.name) == ["first name", "phone"])
    #expect(people.comparisons[0].isApartOtherwise && !people.comparisons[1].isApartOtherwise)
    #expect(people.comparisons[0].levels.map(\.name) == ["same", "other name", "slip"])
    #expect(people.comparisons[0].levels[2].test == .edits("first", most: 2, shortest: 5, known: 3))
    #expect(people.comparisons[1].otherwise == 0.3)
    #expect(people.decisions.map(\.verdict) == [.same, .apart])
    #expect(people.decisions[0].first == ["A", "1"] && people.decisions[0].because == "she told us")
    #expect(people.decisions[1].place.line == 3)
  }

  @Test func aPackWithoutIsFine() throws {
    #expect(try loadIdentities(pack: FileManager.default.temporaryDirectory).isEmpty)
  }

  @Test(
    arguments: [
      ("threshold: 0.8", "threshold: 1", "a probability between 0 and 1"),
      ("deleted: linked", "deleted: kept", "'linked' or 'left out'"),
      ("as: phone", "as: fax", "one of words, joined, email, phone, text"),
      ("\"first:2\"", "\"first:two\"", "a value, or a value and how many of its letters, as 'name:2'"),
      ("{equal: first, expected: 0.8}", "{expected: 0.8}", "one of equal, alias, edits and initial"),
      (
        "{equal: first, expected: 0.8}", "{equal: first, alias: first, expected: 0.8}",
        "one of equal, alias, edits and initial"
      ),
      ("{equal: first, expected: 0.8}", "{equal: first}", "the key 'expected'"),
      ("otherwise: 0.3", "otherwise: 3", "a share between 0 and 1, or 'apart' for otherwise"),
      ("names.csv", "nomes.csv", "a readable file"), ("length: 10", "length: 0", "1 or more"),
    ])
  func saysWhatIsWrong(right: String, wrong: String, expected: String) {
    let error = #expect(throws: PackError.self) { try Self.load(Self.whole.replacing(right, with: wrong)) }
    #expect(error?.expected == expected)
  }

  @Test(arguments: ["maybe,A,1,B,2", "same,A,1,B", "same"]) func wantsWholeDecisions(line: String) {
    let error = #expect(throws: PackError.self) { try Self.load(decisions: "# first\n\(line)\n") }
    #expect(error?.file == "identity/decisions.csv" && error?.line == 2)
  }
}
