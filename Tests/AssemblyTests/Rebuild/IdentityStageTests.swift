import Assembly
import Domain
import Foundation
import Storage
import Testing

/// The skippers of a marina's two offices, who know nothing of each other.
private enum Offices {
  static let sources = """
    skippers:
      files: skippers-{office}.csv
      key: number
      columns:
        office:  {type: text, from: "{office}", required: S1}
        number:  {type: text, required: S1}
        name:    {type: text, personal: true}
        phone:   {type: text, personal: true}
        boat:    text
        no_mail: boolean
        gone:    boolean
      rules:
        - {id: S2, delete: gone}

    """

  static let identity = """
    sailors:
      records: skippers
      key: [office, number]
      id: {column: sailor, prefix: S, digits: 3}
      profile: crew
      threshold: 0.5
      deleted: linked
      decisions: decisions.csv
      values:
        name: {from: name, as: words}
        phone: {from: phone, as: phone}
        boat: {from: boat, as: words}
      candidates: [name, phone]
      compare:
        name:
          levels:
            same: {equal: name, expected: 0.9}
          otherwise: apart
        phone:
          levels:
            same: {equal: phone, expected: 0.9}
          otherwise: 0.1
        boat:
          levels:
            same: {equal: boat, expected: 0.9}
          otherwise: 0.1

    """

  static let catalog = """
    derived:
      crew:
        key: sailor
        columns: {sailor: text, name: text personal, records: integer, no_mail: boolean}
        sql: |
          SELECT i.sailor, MAX(s.name), COUNT(*), MAX(s.no_mail) FROM sailors AS i
          JOIN skippers AS s ON s.office = i.office AND s.number = i.number GROUP BY i.sailor

    """

  static let head = "number,name,phone,boat,no_mail,gone\n"
  /// Ada is in both offices, and opted out in one; the Lees share a phone; Cy asked to be deleted in the south.
  static let north =
    head + "n1,Ada Byron,555 010 0001,Engine,false,false\nn2,Ben Lee,555 010 0002,Heron,false,false\n"
    + "n3,Cy Young,555 010 0003,Comet,false,false\n" + crowd("n")
  static let south =
    head + "s1,ADA BYRON,555-010-0001,Engine,true,false\ns2,Bo Lee,555 010 0002,Heron,false,false\n"
    + "s3,Cy Young,555 010 0003,Comet,false,true\n" + crowd("s")

  /// Strangers, so that a shared name or number says something.
  private static func crowd(_ office: String) -> String {
    (10..<60).map {
      "\(office)\($0),\(office) person\($0),555 02\(office == "n" ? 1 : 2) 00\($0),\(office) boat\($0),false,false\n"
    }
    .joined()
  }

  static func marina(decisions: String = "# none\n") throws -> Marina {
    let marina = try Marina()
    try marina.write((Marina.files["sources/marina.yaml"] ?? "") + sources, to: "sources/marina.yaml")
    try marina.write(identity, to: "identity/sailors.yaml")
    try marina.write(catalog, to: "catalog/crew.yaml")
    try marina.write(decisions, to: "identity/decisions.csv")
    try marina.write(north, to: "data/skippers-north.csv")
    try marina.write(south, to: "data/skippers-south.csv")
    return marina
  }

  /// By number, the sailor that each record is.
  static func sailors(_ marina: Marina) throws -> [String: String] {
    var sailors: [String: String] = [:]
    try Generation(opening: marina.database).export("sailors", columns: ["number", "sailor"]) { row in
      sailors[row[0].description] = row[1].description
    }
    return sailors
  }
}

@Suite struct IdentityRebuilds {
  @Test func linksAcrossOffices() throws {
    let marina = try Offices.marina()
    #expect(try marina.rebuild().ending == .built)
    let sailors = try Offices.sailors(marina)
    #expect(sailors.count == 106)
    #expect(sailors["n1"] == "S001" && sailors["s1"] == "S001")
    #expect(sailors["n2"] != sailors["s2"])
    var crew: [[Value]] = []
    try Generation(opening: marina.database).export("crew", where: [("sailor", .text("S001"))]) {
      crew.append($0)
    }
    #expect(crew.map { $0.suffix(2) } == [[.integer(2), .integer(1)]])
  }

  /// Of a record whose deletion was asked for nothing stays but key and identity.
  @Test func keepsNothingOfTheDeleted() throws {
    let marina = try Offices.marina()
    _ = try marina.rebuild()
    let sailors = try Offices.sailors(marina)
    #expect(sailors["s3"] == sailors["n3"] && sailors["s3"] != nil)
    let generation = try Generation(opening: marina.database)
    var links: [[Value]] = []
    try generation.export("sailors_links", columns: ["number", "other_number"]) { links.append($0) }
    #expect(links == [[.text("n1"), .text("s1")]])
    var scores: [Value] = []
    try generation.export("sailors", columns: ["score"], where: [("number", .text("s3"))]) { scores += $0 }
    #expect(scores == [.null])
  }

  @Test func identitiesOutliveRebuilds() throws {
    let marina = try Offices.marina()
    _ = try marina.rebuild()
    let before = try Offices.sailors(marina)
    // A record that comes before all others, and one that is no more.
    try marina.write(
      Offices.north.replacing("n2,Ben Lee,555 010 0002,Heron,false,false\n", with: "")
        .replacing(Offices.head, with: Offices.head + "a0,Zoe New,555 010 0099,Moth,false,false\n"),
      to: "data/skippers-north.csv")
    _ = try marina.rebuild { $0.isFull = true }
    let after = try Offices.sailors(marina)
    #expect(after["n2"] == nil && after["a0"] == "S105")
    for (number, sailor) in before where number != "n2" { #expect(after[number] == sailor) }
    // From nothing the same records have the numbers of their order.
    let other = try Offices.marina()
    _ = try other.rebuild()
    #expect(try Offices.sailors(other) == before)
  }

  @Test func decisionsOutliveRebuilds() throws {
    let marina = try Offices.marina(
      decisions: "apart,north,n1,south,s1,two women\nsame,north,n2,south,s2,one man under two names\n")
    for _ in 0..<2 {
      _ = try marina.rebuild { $0.isFull = true }
      let sailors = try Offices.sailors(marina)
      #expect(sailors["n1"] != sailors["s1"] && sailors["n2"] == sailors["s2"])
    }
  }

  @Test(
    arguments: [
      ("records: skippers", "records: sailing", "sailing"), ("from: phone", "from: phones", "phones"),
      ("sailors:", "berths:", "berths"),
    ])
  func aPackThatNamesNothingStopsTheRebuild(right: String, wrong: String, found: String) throws {
    let marina = try Offices.marina()
    try marina.write(Offices.identity.replacing(right, with: wrong), to: "identity/sailors.yaml")
    let error = #expect(throws: PackError.self) { try marina.rebuild() }
    #expect(error?.file == "identity/sailors.yaml" && error?.found == found)
  }
}
