import Domain
import Foundation
import Testing

@testable import Storage

/// Numbers that are the same in every run.
private struct Dice {
  var state: UInt64
  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(truncatingIfNeeded: (state >> 33) % UInt64(limit))
  }
}

private let table = Dataset(
  name: "thing",
  columns: [
    Column(name: "id", type: .integer), Column(name: "name", type: .text), Column(name: "size", type: .real),
    Column(name: "cents", type: .decimal(scale: 2)), Column(name: "note", type: .text),
  ], key: ["id"], indexes: [["name", "cents"], ["size"], ["note"]])

/// The values that are told apart by how they are stored.
private let integers: [Int64] = [
  0, 1, -1, 2, 127, 128, -128, -129, 32_767, 32_768, -32_768, -32_769, 8_388_607, 8_388_608, -8_388_609,
  2_147_483_647, 2_147_483_648, -2_147_483_649, 140_737_488_355_327, 140_737_488_355_328,
  -140_737_488_355_329, .max, .min, 255, 256, -255, -256, -257, 65_535, 65_536,
]
private let reals: [Double] = [
  0, -0.0, 1, -1, 0.5, -0.5, 1e300, -1e300, 1e-300, 3, 1_152_921_504_606_846_976,
]

private func text(_ dice: inout Dice, longest: Int) -> String {
  let letters = ["a", "b", "B", "é", "\u{0}", "€", " ", "z"]
  return (0..<dice.below(longest + 1)).map { _ in letters[dice.below(letters.count)] }.joined()
}

private func rows(_ count: Int, longest: Int, seed: UInt64) -> [[Value]] {
  var dice = Dice(state: seed)
  return (0..<count).map { number in
    [
      .integer(number < integers.count ? integers[number] : Int64(1000 + number * 7_919 % 1_000_003)),
      dice.below(9) == 0 ? .null : .text(text(&dice, longest: 12)),
      dice.below(9) == 0 ? .null : .real(reals[dice.below(reals.count)]),
      dice.below(9) == 0 ? .null : .decimal(FixedDecimal(cents: integers[dice.below(integers.count)])),
      dice.below(9) == 0 ? .null : .text(text(&dice, longest: dice.below(20) == 0 ? longest : 30)),
    ]
  }
}

private func block(_ rows: some Collection<[Value]>) -> RowBlock {
  var block = RowBlock(columnCount: table.columns.count)
  for cell in rows.joined() {
    switch cell {
    case .null: block.appendNull()
    case .integer(let value): block.append(value)
    case .decimal(let value): block.append(value.units)
    case .real(let value): block.append(value)
    case .text(var value): value.withUTF8 { block.append($0) }
    }
  }
  return block
}

extension GenerationWriter {
  fileprivate func all(_ sql: String) throws -> [[String]] {
    try write { connection in
      let statement = try PreparedStatement(connection, sql)
      var rows: [[String]] = []
      while try statement.step() {
        rows.append(
          (0..<statement.columnCount).map { column in
            statement.withBytes(column) { "\(statement.storage(column)):\(Array($0))" }
          })
      }
      return rows
    }
  }
}

@Suite struct Loading {
  /// What is loaded is, to SQLite, what it would have written itself.
  @Test(
    arguments: [
      (0, 30), (1, 30), (30, 5_000), (600, 1_500), (600, 4_000), (600, 20_000), (5_000, 200), (40_000, 40),
    ])
  func isWhatStatementsWouldHaveMade(count: Int, longest: Int) throws {
    let rows = rows(count, longest: longest, seed: UInt64(count + longest))
    let (loading, inserting) = (try Scratch(), try Scratch())
    let loaded = try GenerationWriter(replacing: loading.file)
    let inserted = try GenerationWriter(replacing: inserting.file)
    let refused = (0..<(count / 3)).map {
      QuarantinedRow(
        source: "s", rule: "R\($0)", reason: "é", file: "f", line: $0, raw: Array("raw \($0)".utf8))
    }
    try loaded.create(table)
    try loaded.load { loader in
      for start in stride(from: 0, to: rows.count, by: 997) {
        try loader.append(block(rows[start..<min(start + 997, rows.count)]), to: "thing")
      }
      for row in refused { try loader.quarantine(row) }
    }
    try inserted.create(table)
    try inserted.insert(into: "thing", rows: rows)
    try inserted.createIndexes(of: "thing")
    for row in refused { try inserted.quarantine(row) }

    #expect(try loaded.all("PRAGMA integrity_check").count == 1)
    let sound = try inserted.all("PRAGMA integrity_check")
    #expect(try loaded.all("PRAGMA integrity_check") == sound)
    for sql in [
      "SELECT rowid, * FROM thing", "SELECT * FROM pitwall_quarantine", "SELECT sql FROM sqlite_schema",
      "SELECT rowid, id FROM thing INDEXED BY thing_by_id ORDER BY id",
      "SELECT rowid, name, cents FROM thing INDEXED BY thing_by_name_cents ORDER BY name, cents",
      "SELECT rowid, size + 0.0 FROM thing INDEXED BY thing_by_size ORDER BY size DESC",
      "SELECT rowid, note FROM thing INDEXED BY thing_by_note WHERE note > 'b' ORDER BY note",
    ] {
      #expect(try loaded.all(sql) == inserted.all(sql), "\(sql)")
    }
    // The build goes on as any other.
    try loaded.run(script: "DELETE FROM thing WHERE id % 3 = 0; INSERT INTO thing(id) VALUES (-77)")
    #expect(try loaded.all("PRAGMA integrity_check") == sound)
    loaded.abandon()
    inserted.abandon()
  }

  @Test func aKeyComesOnce() throws {
    let scratch = try Scratch()
    let writer = try GenerationWriter(replacing: scratch.file)
    try writer.create(table)
    let twice: [[Value]] = [3, 1, 3].map { [.integer($0), .null, .null, .null, .null] }
    #expect(throws: StorageError.duplicateKey(dataset: "thing", key: ["id"])) {
      try writer.load { try $0.append(block(twice), to: "thing") }
    }
    #expect(throws: StorageError.self) { try writer.finish() }
  }

  @Test func anUnknownKeyIsNoDuplicate() throws {
    let scratch = try Scratch()
    let writer = try GenerationWriter(replacing: scratch.file)
    try writer.create(table)
    let empty = [[Value]](repeating: [.null, .null, .null, .null, .null], count: 3)
    try writer.load { loader in try loader.append(block(empty), to: "thing") }
    #expect(try writer.all("SELECT count(*) FROM thing WHERE id IS NULL").count == 1)
  }

  @Test func refusesWhatDoesNotFit() throws {
    let scratch = try Scratch()
    let wrong: [Value] = [.text("one"), .null, .null, .null, .null]
    for (name, rows) in [
      ("thong", block([])), ("thing", block([wrong])), ("thing", RowBlock(columnCount: 2)),
    ] {
      let writer = try GenerationWriter(replacing: scratch.file)
      try writer.create(table)
      #expect(throws: StorageError.self) { try writer.load { try $0.append(rows, to: name) } }
      writer.abandon()
    }
  }

  @Test func nothingElseIsWrittenMeanwhile() throws {
    let scratch = try Scratch()
    let writer = try GenerationWriter(replacing: scratch.file)
    try writer.create(table)
    try writer.load { _ -> Void in
      #expect(throws: StorageError.self) { try writer.insert(into: "thing", rows: []) }
    }
    try writer.insert(into: "thing", rows: rows(3, longest: 3, seed: 1))
  }

  /// SQLite keeps its locks on the bytes of one page, at 2^30, and has it empty.
  @Test func leavesTheLockPageOut() throws {
    let scratch = try Scratch()
    try Data().write(to: scratch.file)
    let file = try PageFile(scratch.file, count: PageFile.lockPage - 3)
    let pages = [UInt8](repeating: 7, count: 4 * PageImages.pageSize)
    #expect(try file.append(pages) == [-2, -1, 1, 2].map { UInt32(Int(PageFile.lockPage) + $0) })
    #expect(try file.append(Array(pages[..<PageImages.pageSize])) == [PageFile.lockPage + 3])
    let full = try PageFile(scratch.file, count: PageFile.mostPages - 1)
    #expect(throws: StorageError.self) { try full.append(pages) }
  }

  @Test(arguments: [0, 1, 127, 128, 16_383, 16_384, 1 << 21, 1 << 28, 1 << 49, 1 << 56, .max] as [UInt64])
  func varintsHaveTheirSize(number: UInt64) {
    let bytes = Varint.bytes(number)
    #expect(bytes.count == Varint.size(number))
    let value = bytes.enumerated().reduce(UInt64(0)) { value, byte in
      byte.offset == 8 ? value << 8 | UInt64(byte.element) : value << 7 | UInt64(byte.element & 0x7F)
    }
    #expect(value == number)
  }

  @Test func keysCompareAsValues() {
    func key(_ value: Int64) -> [UInt8] {
      var bytes: [UInt8] = []
      IndexKey.append(value, to: &bytes)
      return bytes
    }
    func key(_ value: String) -> [UInt8] {
      var bytes: [UInt8] = []
      Array(value.utf8).withUnsafeBytes { IndexKey.append($0, to: &bytes) }
      return bytes + [1]
    }
    for a in integers {
      for b in integers { #expect((a < b) == key(a).lexicographicallyPrecedes(key(b)), "\(a) \(b)") }
    }
    let texts = ["", "a", "a\u{0}", "a\u{0}b", "a\u{1}", "ab", "b", "é"]
    for (i, a) in texts.enumerated() {
      for (j, b) in texts.enumerated() { #expect((i < j) == key(a).lexicographicallyPrecedes(key(b))) }
    }
  }
}
