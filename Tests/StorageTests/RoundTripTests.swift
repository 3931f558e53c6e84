import Domain
import Foundation
import Storage
import Testing

@Suite struct RoundTripTests {
  @Test func everyTypeComesBackAsItWent() throws {
    let scratch = try Scratch()
    try scratch.build { try Sample.fill($0) }
    let generation = try scratch.open()
    var rows: [[Value]] = []
    try generation.export("sale") { rows.append($0) }
    #expect(Set(rows) == Set((1...10).map(Sample.row)))
    #expect(generation.datasets == [StoredDataset(dataset: Sample.dataset, rows: 10)])
    #expect(generation.personalColumns == ["sale": ["mail"]])
    #expect(generation.metadata.generation == "g1" && generation.metadata.inputs == ["a": "1"])
  }

  @Test(arguments: ["", "é ü 漢字 🚗", "a'b\"c", "line\nline", "x\0y"])
  func everyTextComesBack(text: String) throws {
    let scratch = try Scratch()
    try scratch.build { writer in
      try writer.create(Dataset(name: "t", columns: [Column(name: "a", type: .text)], key: []))
      try writer.insert(into: "t", row: [.text(text)])
      try writer.write(text, key: "k")
      try writer.write(Array(text.utf8), key: "b")
    }
    let generation = try scratch.open()
    #expect(try generation.distinctValues(dataset: "t", column: "a") == [.text(text)])
    #expect(try generation.text(key: "k") == text && generation.bytes(key: "b") == Array(text.utf8))
    #expect(try generation.text(key: "none") == nil)
  }

  @Test(arguments: [
    (ColumnType.integer, Value.text("1")), (.integer, .real(1)), (.boolean, .integer(2)),
    (.text, .integer(1)),
    (.real, .real(.infinity)), (.real, .text("1")), (.date, .text("2024-3-1")), (.date, .integer(20240301)),
    (.decimal(scale: 2), .real(1.5)), (.decimal(scale: 0), .decimal(FixedDecimal(cents: 150))),
    (.decimal(scale: 18), .integer(.max)),
  ])
  func refusesACellOfAnotherType(type: ColumnType, value: Value) throws {
    let scratch = try Scratch()
    let writer = try GenerationWriter(replacing: scratch.file)
    try writer.create(Dataset(name: "t", columns: [Column(name: "a", type: type)], key: []))
    #expect {
      try writer.insert(into: "t", row: [value])
    } throws: {
      if case StorageError.cell("t", "a", _, _) = $0 { true } else { false }
    }
    try writer.insert(into: "t", row: [.null])
  }

  @Test func aDecimalIsTakenAtAnyScaleThatLosesNothing() throws {
    let scratch = try Scratch()
    let type = ColumnType.decimal(scale: 3)
    try scratch.build { writer in
      try writer.create(Dataset(name: "t", columns: [Column(name: "a", type: type)], key: []))
      try writer.insert(into: "t", rows: [[.decimal(FixedDecimal(cents: 150))], [.integer(7)]])
    }
    let values = try scratch.open().distinctValues(dataset: "t", column: "a")
    #expect(values.map(\.description) == ["1.500", "7.000"])
  }

  @Test func readsAResultByTheKindOfItsColumns() throws {
    let scratch = try Scratch()
    try scratch.build { try Sample.fill($0) }
    let table = try scratch.open().execute(
      SQLStatement(
        "SELECT sum(total), avg(total) / 100.0, count(*), count(*), 9e999, NULL FROM sale", [],
        [.decimal, .decimal, .percent, .integer, .real, .text], scale: 2))
    let sum = Value.decimal(FixedDecimal(cents: 6875))
    #expect(table.rows == [[sum, .real(6.875), .real(10), .integer(10), .null, .null]])
  }

  @Test func exportsViewsWithTypesUnitsAndPersonalMarks() throws {
    let scratch = try Scratch()
    try scratch.build { writer in
      try Sample.fill(writer)
      try writer.run(
        script: "CREATE VIEW audience AS SELECT mail AS contact, total, count * 2 AS twice FROM sale;")
    }
    let generation = try scratch.open()
    #expect(
      try generation.columns(of: "audience") == [
        Column(name: "contact", type: .text, isPersonal: true),
        Column(name: "total", type: .decimal(scale: 2), unit: "USD"), Column(name: "twice", type: .text),
      ])
    var rows: [[Value]] = []
    try generation.export("audience", columns: ["twice", "total"], where: [("total", .text("2.5"))]) {
      rows.append($0)
    }
    #expect(rows == [[.integer(4), .decimal(FixedDecimal(cents: 250))]])
  }

  @Test(arguments: [
    ([("is open", Value.text("true"))], 5), ([("is open", .text("0")), ("id", .text("s2"))], 1),
    ([("mail", .null)], 3), ([("id", .text("' OR 1=1 --"))], 0), ([("count", .text("7"))], 1),
  ])
  func exportsWhatIsAskedFor(conditions: [(String, Value)], rows: Int) throws {
    let scratch = try Scratch()
    try scratch.build { try Sample.fill($0) }
    var count = 0
    try scratch.open().export("sale", where: conditions.map { (column: $0.0, value: $0.1) }) { _ in count += 1
    }
    #expect(count == rows)
  }

  @Test func namesWhatExistsWhenANameIsUnknown() throws {
    let scratch = try Scratch()
    try scratch.build { try Sample.fill($0) }
    let generation = try scratch.open()
    #expect(throws: StorageError.unknown(kind: "dataset", name: "sales", candidates: ["sale"])) {
      try generation.export("sales") { _ in }
    }
    #expect(throws: StorageError.self) { try generation.distinctValues(dataset: "sale", column: "x\" --") }
    #expect(throws: StorageError.self) { try generation.export("pitwall_quarantine") { _ in } }
    let error = StorageError.unknown(kind: "dataset", name: "sales", candidates: ["sale"])
    #expect(error.description == "no dataset 'sales'; known: sale; did you mean 'sale'?")
  }
}
