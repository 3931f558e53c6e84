import Domain
import Foundation
import Testing

@testable import KnowledgePacks

private let shippedPack = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("knowledge")

private func load(_ files: [String: String]) throws -> [SourceDeclaration] {
  let pack = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: pack) }
  let folder = pack.appendingPathComponent("sources")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  for (name, text) in files {
    try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }
  return try loadSources(pack: pack)
}

@Suite struct Sources {
  @Test func readsEverythingASourceCanSay() throws {
    let source = try #require(
      try load([
        "a.yaml": """
        orders:
          files: [orders/*.csv, "{branch}.csv"]
          required: true
          format: csv
          currency: EUR
          unreadable: O0
          key: id, day
          wins: latest at, then first
          indexes: [at, "id, day"]
          columns:
            id: {type: integer, required: O1}
            day: {type: date, from: [day, date], required: O2, personal: true}
            at: timestamp
            total: money
            rate: {type: decimal, scale: 4, unit: "%", valid: O3}
            branch: {type: text, from: "{branch}", letters: upper, replace: {N: North}, values: [NORTH]}
            row: {type: integer, from: "{row}", optional: true, default: 1, in: parts.id}
            half: {type: real, value: total / 2}
          rules:
            - {id: O4, quarantine: total < 0, because: no refunds}
            - {id: O5, repair: rate, when: rate is null, with: "0.5"}
            - {id: O6, delete: total = 0}
          nested:
            lines: {path: body.lines, columns: {sku: text}}
        """
      ]).first)
    #expect(source.files == ["orders/*.csv", "{branch}.csv"])
    #expect(source.isRequired && source.format == .csv && source.unreadable == "O0")
    #expect(source.key == ["id", "day"] && source.wins == [.largest(column: "at"), .first])
    #expect(source.indexes == [["at"], ["id", "day"]])
    let columns = Dictionary(uniqueKeysWithValues: source.columns.map { ($0.name, $0) })
    #expect(source.columns.map(\.name) == ["id", "day", "at", "total", "rate", "branch", "row", "half"])
    #expect(columns["day"]?.origin == .field(["day", "date"]) && columns["day"]?.isPersonal == true)
    #expect(columns["total"]?.type == .decimal(scale: 2) && columns["total"]?.unit == "EUR")
    #expect(columns["rate"]?.type == .decimal(scale: 4) && columns["rate"]?.unit == "%")
    #expect(columns["rate"]?.valid == "O3" && columns["rate"]?.required == nil)
    #expect(columns["branch"]?.origin == .path("branch") && columns["branch"]?.letters == .upper)
    #expect(columns["branch"]?.replacements == ["N": "North"] && columns["branch"]?.values == ["NORTH"])
    #expect(columns["row"]?.origin == .rowNumber && columns["row"]?.standard == "1")
    #expect(columns["row"]?.reference == ColumnDeclaration.Reference(source: "parts", column: "id"))
    if case .formula(let formula) = columns["half"]?.origin {
      #expect(formula.text == "total / 2" && formula.place.line == 18)
    } else {
      Issue.record("no formula")
    }
    #expect(source.rules.map(\.id) == ["O4", "O5", "O6"] && source.rules.first?.because == "no refunds")
    #expect(source.nested.map(\.path) == ["body.lines"] && source.nested.first?.unreadable == "O0")
  }

  @Test(arguments: [
    (
      "t: {files: t.csv, colums: {a: text}}", "sources/a.yaml:1: t: expected one of the keys",
      "did you mean 'columns'?"
    ),
    ("t: {files: t.csv, columns: {a: txt}}", "t.columns.a: expected one of text,", "did you mean 'text'?"),
    ("t: {files: t.csv, columns: {a: {type: text, from: b, value: c}}}", "'from' beside 'value'", ""),
    ("t: {files: t.csv, columns: {a: {type: money, scale: 99}}}", "0 to 9 digits", "'99'"),
    (
      "t: {files: t.csv, columns: {a: text}, format: xml}", "t.format: expected one of csv, json, jsonl",
      "'xml'"
    ),
    ("t: {files: t.csv, columns: {a: text}, wins: best}", "t.wins", "'best'"),
    ("t: {files: t.csv, columns: {a: text}, rules: [{quarantine: a}]}", "the key 'id'", ""),
    (
      "t: {files: t.csv, columns: {a: text}, rules: [{id: A}]}", "one of quarantine, delete, repair",
      "'no effect'"
    ),
    ("\"t;drop\": {files: t.csv, columns: {a: text}}", "a name of lower-case letters", ""),
    ("t: [", "valid YAML", ""),
    ("u: {files: u.csv, columns: {a: text}}", "a name not taken in sources/z.yaml", "'u'"),
  ])
  func refuses(yaml: String, message: String, found: String) {
    #expect {
      try load(["a.yaml": yaml, "z.yaml": "u: {files: u.csv, columns: {a: text}}"])
    } throws: { error in
      let words = "\(error)"
      // Of a name declared twice, the second place is blamed and the first is told.
      let isTwice = message.hasPrefix("a name not taken")
      let expected = isTwice ? "a name not taken in sources/a.yaml" : message
      if !words.contains(expected) || !found.isEmpty && !words.contains(found) { Issue.record("\(words)") }
      return error is PackError
    }
  }

  @Test func aPackWithoutSourcesIsRefused() {
    #expect(throws: PackError.self) { try loadSources(pack: URL(fileURLWithPath: "/no/such/pack")) }
  }

  @Test func theShippedPackLoads() throws {
    let sources = try loadSources(pack: shippedPack)
    let names = sources.flatMap { [$0.name] + $0.nested.map(\.name) }
    #expect(
      Set(names) == [
        "parts", "services", "service_parts", "customers", "orders", "order_parts", "order_services",
        "tickets",
        "service_records", "record_services", "record_parts", "purchases", "customer_masters",
        "vehicle_sales",
        "service_history",
      ])
  }
}
