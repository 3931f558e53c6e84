import Domain
import Foundation
import KnowledgePacks
import Testing

@testable import Curation

/// Sources declared in YAML, as a pack has them.
func sources(_ yaml: String) throws -> [SourceDeclaration] {
  let pack = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: pack) }
  try FileManager.default.createDirectory(
    at: pack.appendingPathComponent("sources"), withIntermediateDirectories: true)
  try yaml.write(
    to: pack.appendingPathComponent("sources/t.yaml"), atomically: true, encoding: .utf8)
  return try loadSources(pack: pack)
}

private let things = """
  things:
    files: "**/things*.csv"
    currency: USD
    key: id
    wins: latest day, then last
    columns:
      id: {type: integer, required: T1}
      name: {type: text, letters: lower, replace: {Bob: robert}}
      day: date
      price: {type: money, required: T2}
      tax: money
      grade: {type: text, values: [a, b], valid: T5}
      gone: {type: boolean, optional: true, default: false}
      double: {type: money, value: price + price}
    rules:
      - {id: T2, quarantine: price <= 0, because: nothing is free}
      - {id: T3, repair: tax, when: tax is null, with: price - 1.00}
      - {id: T4, delete: gone}
  """
private let header = "id,name,day,price,tax,grade,gone\n"

private func summary(_ count: SourceCount) -> [Int] {
  [count.read, count.kept, count.superseded, count.quarantined, count.repaired]
}

@Suite struct Curation {
  @Test(
    arguments: [
      ("1,Bob,2024-01-01,10,1,a,\n", [1, 1, 0, 0, 0], nil),
      ("x,Bob,2024-01-01,10,1,a,\n", [1, 0, 0, 1, 0], "T1: id: found 'x', expected an integer"),
      (",Bob,2024-01-01,10,1,a,\n", [1, 0, 0, 1, 0], "T1: id: found nothing, expected an integer"),
      (
        "1,Bob,2024-01-01,free,1,a,\n", [1, 0, 0, 1, 0],
        "T2: price: found 'free', expected an amount with at most 2 digits after the point"
      ),
      (
        "1,Bob,2024-01-01,-1,1,a,\n", [1, 0, 0, 1, 0],
        "T2: found price '-1.00', expected not: price <= 0 (nothing is free)"
      ),
      ("1,Bob,2024-01-01,10,,a,\n", [1, 1, 0, 0, 1], nil),
      ("1,Bob,2024-01-01,10,soon,a,\n", [1, 1, 0, 0, 1], nil),
      ("1,Bob,never,10,1,a,\n", [1, 1, 0, 0, 1], nil),
      ("1,Bob,,10,1,a,\n", [1, 1, 0, 0, 0], nil),
      ("1,Bob,,10,1,,\n", [1, 1, 0, 0, 0], nil),
      ("1,Bob,,10,1,c,\n", [1, 0, 0, 1, 0], "T5: grade: found 'c', expected a, b"),
      ("1,Bob,,10,1,a,true\n", [1, 0, 0, 1, 0], "T4: its deletion was asked for; nothing of it is kept"),
      ("x,Bob,,10,1,a,true\n", [1, 0, 0, 1, 0], "T4: its deletion was asked for; nothing of it is kept"),
      ("1,2\n", [1, 0, 0, 1, 0], "G0: found 2 fields, expected 7"),
      ("1,a,2024-01-02,1,1,a,\n1,b,2024-01-01,1,1,a,\n", [2, 1, 1, 0, 0], nil),
      ("1,a,2024-01-02,1,1,a,\n1,b,,1,1,a,\n", [2, 1, 1, 0, 0], nil),
      ("1,a,,1,1,a,\n1,b,,-1,1,a,\n", [2, 1, 0, 1, 0], "T2"),
      ("1,a,,1,1,a,\n1,b,,1,1,a,true\n", [2, 0, 0, 2, 0], "T4"),
      ("1,a,,1,1,a,true\n1,b,,1,1,a,\n2,b,,1,1,a,\n", [3, 1, 0, 2, 0], "T4"),
    ] as [(String, [Int], String?)])
  func appliesRules(rows: String, counts: [Int], verdict: String?) throws {
    let collected = try curate(try sources(things), text: header + rows)
    #expect(summary(collected.count("things")) == counts)
    #expect(collected.rows["things", default: []].count == counts[1])
    #expect(collected.quarantined.count == counts[3])
    let first = collected.quarantined.first.map { "\($0.rule): \($0.reason)" }
    #expect(verdict.map { first?.hasPrefix($0) == true } ?? (first == nil), "\(first ?? "none")")
    for row in collected.quarantined where row.rule == "T4" { #expect(row.raw.isEmpty) }
    for row in collected.quarantined where row.rule != "T4" {
      #expect(rows.contains(row.rawText) && row.line >= 2)
    }
  }

  @Test func keepsTypedValues() throws {
    let collected = try curate(
      try sources(things), text: header + "1,Bob,2024-01-01T10:00:00Z,\"$1,000\",,b,\n")
    let cents = { (cents: Int64) in Value.decimal(FixedDecimal(cents: cents)) }
    #expect(
      collected.rows["things"] == [
        [
          .integer(1), .text("robert"), .text("2024-01-01"), cents(100_000), cents(99_900), .text("b"),
          .integer(0), cents(200_000),
        ]
      ])
  }

  @Test(arguments: [
    ("last", "c"), ("first", "a"), ("latest day, then last", "b"), ("latest day, then first", "a"),
    ("earliest day, then last", "c"), ("highest n", "c"), ("lowest n", "a"), ("latest none, then first", "a"),
  ])
  func theWinnerIsAsDeclared(wins: String, winner: String) throws {
    let yaml = """
      t:
        files: things.csv
        key: id
        wins: \(wins)
        columns: {id: {type: integer, required: K}, name: text, day: date, n: integer, none: integer}
      """
    let rows = "1,a,2024-01-02,1,\n1,b,2024-01-02,2,\n1,c,2024-01-01,3,\n"
    for section in [1, 10, 100] {
      let collected = try curate(
        try sources(yaml), text: "id,name,day,n,none\n2,x,,,\n" + rows,
        limits: ReadingLimits(section: section))
      #expect(collected.rows["t", default: []].map { $0[1].text } == ["x", winner])
      #expect(summary(collected.count("t")) == [4, 2, 2, 0, 0])
    }
  }

  @Test func referencesAreToSurvivors() throws {
    let yaml = """
      lines:
        files: lines.csv
        columns: {order: {type: integer, required: L4, in: orders.id}, sku: {type: text, valid: L3, in: parts.sku}}
      orders:
        files: orders.csv
        key: id
        columns: {id: {type: integer, required: O1}, total: money}
        rules: [{id: O3, quarantine: total <= 0}]
      parts:
        files: parts.csv
        columns: {sku: text}
      """
    let collected = try curate(
      try sources(yaml),
      files: [
        "orders.csv": Array("id,total\n1,5\n0,5\n2,-5\n-3,1\n3,1\n3,2\n".utf8),
        "parts.csv": Array("sku\nA\nBB\nüü\n".utf8),
        "lines.csv": Array("order,sku\n1,A\n 01 , BB \n2,A\n9,A\n0,C\n0,\n-3,üü\n3,a\n3,A\n".utf8),
      ])
    #expect(summary(collected.count("lines")) == [9, 5, 0, 4, 0])
    #expect(
      collected.quarantined.filter { $0.source == "lines" }.map { "\($0.line) \($0.rule)" } == [
        "4 L4", "5 L4", "6 L3", "9 L3",
      ])
    #expect(
      collected.quarantined.last?.reason
        == "sku: found 'a', expected a sku among the rows kept of parts")
  }

  @Test func arraysBecomeDatasets() throws {
    let yaml = """
      visits:
        files: "*.json"
        unreadable: R1
        key: id
        wins: last
        columns: {id: {type: text, required: R2}, dealer: {type: text, from: d.name}}
        nested:
          parts:
            path: d.parts
            unreadable: R2
            columns: {code: text, cost: {type: money, valid: R2}}
            rules: [{id: R2, quarantine: cost < 0}]
      """
    let collected = try curate(
      try sources(yaml),
      files: [
        "1.json": Array(
          """
          [{"id": "a", "d": {"name": "x", "parts": [{"code": "p", "cost": 1.5}, {"code": "q"}]}},
           {"id": "b", "d": {"parts": [{"cost": 1}, {"cost": -1}]}},
           {"id": "c", "d": {"parts": null}}, {"id": "d", "d": {"parts": 5}}, {"id": "e", "d": {"parts": [1]}},
           {"d": {"parts": [{"code": "z"}]}}]
          """.utf8),
        "2.json": Array(#"{"id": "a", "d": {"name": "y", "parts": [{"code": "r", "cost": "2"}]}}"#.utf8),
        "3.json": Array(#"[{"id": "f"}, {"id": "#.utf8), "4.json": [],
      ])
    #expect(summary(collected.count("visits")) == [8, 2, 1, 5, 0])
    #expect(summary(collected.count("parts")) == [3, 1, 2, 0, 0])
    #expect(
      collected.rows["parts"] == [[.text("a"), .text("r"), .decimal(FixedDecimal(cents: 200))]])
    #expect(collected.quarantined.map(\.rule) == ["R2", "R2", "R2", "R2", "R1"])
    #expect(collected.quarantined.map(\.line) == [2, 3, 3, 4, 1])
    #expect(collected.quarantined.first?.reason == "d.parts.2.found cost '-1.00', expected not: cost < 0")
    #expect(collected.warnings.map(\.description) == ["4.json: visits: the file is empty"])
  }

  @Test(arguments: [
    ("words", "NorthValley", "North Valley"), ("words", "North Valley", "North Valley"),
    ("words", "ABC", "ABC"),
    ("words", "Summit", "Summit"), ("upper", "al", "AL"), ("lower", "AL", "al"),
  ])
  func lettersAreBroughtToOneForm(letters: String, text: String, form: String) throws {
    let yaml = "t: {files: things.csv, columns: {a: {type: text, letters: \(letters)}}}"
    #expect(try curate(try sources(yaml), text: "a\n\(text)\n").rows["t"] == [[.text(form)]])
  }

  @Test func pathsAndRowNumbersAreColumns() throws {
    let yaml = """
      t:
        files: ["{branch}_t.csv", "year=*/{branch}_t.csv"]
        columns:
          number: {type: integer, from: "{row}"}
          branch: {type: text, from: "{branch}", required: T1}
          year: {type: integer, from: "{year}"}
          a: {type: text, from: [first, second]}
      """
    let collected = try curate(
      try sources(yaml),
      files: [
        "n_t.csv": Array("First\nx\ny\n".utf8), "year=2024/s_t.csv": Array("SECOND\nz\n".utf8),
        "n_t.txt": Array("First\nx\n".utf8),
      ])
    #expect(
      collected.rows["t"] == [
        [.integer(1), .text("n"), .null, .text("x")], [.integer(2), .text("n"), .null, .text("y")],
        [.integer(1), .text("s"), .integer(2024), .text("z")],
      ])
  }

  @Test(arguments: ["things.csv.gz", "things.csv"]) func packedFilesAreReadWhateverTheirEnding(path: String)
    throws
  {
    let sample = try #require(GzipSamples.all.last)
    let bytes = [UInt8](Data(base64Encoded: sample.packed) ?? Data())
    let yaml = "t:\n  files: things.csv\n  columns: {a: integer, b: text}\n"
    let collected = try curate(try sources(yaml), files: [path: bytes])
    #expect(summary(collected.count("t")) == [200, 200, 0, 0, 0])
    #expect(collected.rows["t"]?.last == [.integer(199), .text("x881")])
  }

  @Test func missingFilesAreWarningsOrErrors() throws {
    let yaml = "t:\n  files: no.csv\n  columns: {a: text}\n"
    #expect(try curate(try sources(yaml), text: "").warnings.map(\.text) == ["no file matches no.csv"])
    #expect(throws: CurationError.noFile(source: "t", patterns: ["no.csv"])) {
      try curate(try sources(yaml + "  required: true\n"), text: "")
    }
    #expect(throws: CurationError.self) {
      try curate(try sources(yaml), folders: [URL(fileURLWithPath: "/no/such/folder")])
    }
  }

  @Test(arguments: [
    (
      "quarantine: amout > 1",
      "sources/t.yaml:6: t.rules.1.quarantine: expected a column: id, amount, name, found 'amout'; did you mean 'amount'?"
    ),
    ("quarantine: name", "found 'name, which is text'"),
    (
      "repair: nam, when: id = 1, with: 'null'",
      "expected a column that is read, found 'nam'; did you mean 'name'?"
    ),
    ("repair: amount, when: id = 1, with: name", "expected a value that fits amount, decimal with 2 digits"),
    ("repair: amount, when: id = 1, with: amount * 0.5", "expected a value that fits amount"),
    ("repair: id, when: id = 1, with: 2", "expected a key as it is read"),
    (
      "quarantine: id > 1, delete: id = 2",
      "expected one of quarantine, delete, repair, found 'quarantine and delete'"
    ),
    ("quarantin: id > 1", "found 'quarantin'; did you mean 'quarantine'?"),
    ("quarantine: id > 1, when: id = 2", "expected them beside 'repair' only"),
  ])
  func refusesRules(rule: String, message: String) {
    let yaml = """
      t:
        files: t.csv
        key: id
        columns: {id: {type: integer, required: K}, amount: money, name: text}
        rules:
          - {id: T1, \(rule)}
      """
    #expect { try Curator(sources: try sources(yaml)) } throws: { error in
      if !"\(error)".contains(message) { Issue.record("\(error)") }
      return error is PackError
    }
  }

  @Test(arguments: [
    ("files: t.csv\n  columns: {a: texts}", "expected one of text, integer", ""),
    ("files: t.csv\n  columns: {A: text}", "a name of lower-case letters", ""),
    ("files: t\n  columns: {a: text}", "the ending .csv, .json or .jsonl", ""),
    ("files: /t.csv\n  columns: {a: text}", "a pattern of paths", ""),
    ("files: t.csv\n  columns: {a: {type: text, from: '{place}'}}", "a name that the pattern captures", ""),
    ("files: t.csv\n  key: b\n  columns: {a: text}", "expected a column, found 'b'", ""),
    ("files: t.csv\n  key: a\n  columns: {a: text}", "'required' with a rule", ""),
    ("files: t.csv\n  wins: last\n  columns: {a: text}", "'key' beside it", ""),
    ("files: t.csv\n  wins: best\n  columns: {a: text}", "'last', 'first' or 'latest COLUMN'", ""),
    (
      "files: t.csv\n  key: a\n  wins: latest b\n  columns: {a: {type: text, required: K}}",
      "expected a column, found 'b'", ""
    ),
    ("files: t.csv\n  indexes: [b]\n  columns: {a: text}", "a column to index", ""),
    ("files: t.csv\n  columns: {a: {type: integer, default: x}}", "a default that is an integer", ""),
    ("files: t.csv\n  columns: {a: {type: integer, values: [1]}}", "beside the type text only", ""),
    ("files: t.csv\n  columns: {a: {type: text, in: u.a}}", "'required' or 'valid' with the rule", ""),
    ("files: t.csv\n  columns: {a: {type: text, valid: K, in: v.a}}", "expected a source, found 'v'", ""),
    (
      "files: t.csv\n  columns: {a: {type: text, valid: K, in: u.b}}", "expected a column of u, found 'b'", ""
    ),
    ("files: t.csv\n  columns: {a: {type: integer, valid: K, in: u.a}}", "a text or integer like u.a", ""),
    ("files: t.csv\n  columns: {a: {type: text, valid: K, in: ua}}", "expected SOURCE.COLUMN", ""),
    ("files: t.csv\n  columns: {a: {type: text, valid: K, in: t.a}}", "references in a circle: t", ""),
    (
      "files: t.csv\n  columns: {a: text, b: {type: text, value: c}, c: {type: text, value: a}}",
      "expected a column: a", ""
    ),
    (
      "files: t.csv\n  format: csv\n  columns: {a: text}\n  nested: {n: {path: x, columns: {b: text}}}",
      "the format json or jsonl", ""
    ),
    ("files: t.csv\n  columns: {a: {type: text, scale: 3}}", "scale beside money or decimal", ""),
    ("files: t.csv", "the key 'columns'", ""),
    (
      "files: t.json\n  columns: {a: text}\n  nested: {u: {path: x, columns: {b: text}}}", "a name not taken",
      ""
    ),
  ])
  func refusesDeclarations(yaml: String, message: String, _: String) {
    #expect {
      try Curator(sources: try sources("t:\n  \(yaml)\nu:\n  files: u.csv\n  columns: {a: text}\n"))
    } throws: { error in
      if !"\(error)".contains(message) { Issue.record("\(error)") }
      return error is PackError
    }
  }

  /// Whatever the rows, what is read is what is kept, superseded and quarantined; and the winner of a key is the
  /// one a plain look at all rows finds.
  @Test(arguments: 0..<20) func conserves(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    var text = header
    var best: [Int: (day: String, name: String)] = [:]
    for row in 0..<200 {
      let (id, price, day) = (random.below(60), random.below(5) - 1, "2024-01-0\(1 + random.below(5))")
      text += "\(id),n\(row),\(day),\(price),1,a,\n"
      if price > 0, (best[id]?.day ?? "") <= day { best[id] = (day, "n\(row)") }
      if random.below(20) == 0 { text += "\"ragged,\(row)\n" }
    }
    let collected = try curate(
      try sources(things), text: text, limits: ReadingLimits(section: 1 + random.below(2000)))
    let count = collected.count("things")
    #expect(count.isConserved && count.superseded > 0)
    #expect(count.quarantined == collected.quarantined.count)
    var kept: [Int: String] = [:]
    for row in collected.rows["things", default: []] {
      if case .integer(let id) = row[0] {
        #expect(kept.updateValue(row[1].text ?? "", forKey: Int(id)) == nil)
      }
    }
    #expect(kept == best.mapValues(\.name))
  }

  @Test func quarantinedTextIsCut() throws {
    let long = String(repeating: "x", count: 200_000)
    let collected = try curate(try sources(things), text: header + "x,\(long),,1,1,a,\n")
    #expect(collected.quarantined.first?.raw.count == QuarantinedRow.longestRaw)
  }
}
