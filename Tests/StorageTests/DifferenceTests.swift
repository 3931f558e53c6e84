import Domain
import Foundation
import Storage
import Testing

/// What differs between two generations, against what rows compared by hand say.
@Suite struct DifferenceTests {
  private static func dataset(_ key: [String], _ type: ColumnType = .text) -> Dataset {
    Dataset(
      name: "t",
      columns: [
        Column(name: "a", type: .integer), Column(name: "b", type: type),
        Column(name: "c", type: .decimal(scale: 2)),
      ], key: key)
  }

  /// Builds two generations, in two databases, of rows (a, b, c).
  private static func difference(
    _ scratch: Scratch, _ old: [[Value]], _ new: [[Value]], key: [String]
  ) throws -> GenerationDifference {
    let other = scratch.folder.appendingPathComponent("old.db")
    for (file, rows) in [(other, old), (scratch.file, new)] {
      let writer = try GenerationWriter(replacing: file)
      try writer.create(dataset(key))
      try writer.insert(into: "t", rows: rows)
      try writer.write(
        GenerationMetadata(generation: file.lastPathComponent, built: "", pack: "", inputs: [:]))
      try writer.finish()
    }
    return try GenerationDifference(from: other, to: scratch.file)
  }

  private static func row(_ a: Int64, _ b: String?, _ c: Int64?) -> [Value] {
    [.integer(a), b.map { .text($0) } ?? .null, c.map { .decimal(FixedDecimal(cents: $0)) } ?? .null]
  }

  @Test func rowsAreKnownAgainByTheirKey() throws {
    let scratch = try Scratch()
    let difference = try Self.difference(
      scratch, [Self.row(1, "x", 100), Self.row(2, nil, 200), Self.row(3, "z", nil)],
      [Self.row(3, "z", nil), Self.row(2, "y", 200), Self.row(4, "w", 1)], key: ["a"])
    let changes = try difference.changes(of: "t")
    #expect(changes.rowsBefore == 3 && changes.rowsAfter == 3)
    #expect(changes.added == 1 && changes.removed == 1 && changes.changed == 1 && !changes.isSame)
    let rows = try difference.rows(of: "t", limit: 10, hidden: [])
    #expect(rows.map(\.kind) == [.added, .removed, .changed])
    #expect(rows.map { $0.key.map(\.new) } == [[.integer(4)], [.integer(1)], [.integer(2)]])
    #expect(rows[2].fields == [RowChange.Field(column: "b", old: .null, new: .text("y"))])
    // What is personal is not told, and that it changed is.
    let hidden = try difference.rows(of: "t", limit: 10, hidden: ["b"])
    #expect(hidden[2].fields == [RowChange.Field(column: "b", old: .null, new: .null, isHidden: true)])
    #expect(try difference.rows(of: "t", limit: 0, hidden: []) == [])
    #expect(throws: StorageError.self) { try difference.changes(of: "u") }
  }

  @Test func rowsWithoutAKeyAreComparedAsWholes() throws {
    let scratch = try Scratch()
    let same = Self.row(1, "x", 100)
    let difference = try Self.difference(
      scratch, [same, same, same, Self.row(2, nil, nil)],
      [same, Self.row(3, nil, nil), Self.row(3, nil, nil)],
      key: [])
    let changes = try difference.changes(of: "t")
    #expect(changes.added == 2 && changes.removed == 3 && changes.changed == nil)
    let rows = try difference.rows(of: "t", limit: 10, hidden: [])
    #expect(rows.map(\.kind) == [.added, .removed, .removed])
    #expect(rows.map(\.count).sorted() == [1, 2, 2])
  }

  /// A key that may be missing names no row.
  @Test func rowsWhoseKeyIsMissingAreComparedAsWholes() throws {
    let scratch = try Scratch()
    let difference = try Self.difference(
      scratch, [Self.row(1, nil, 1), Self.row(2, nil, 2)], [Self.row(1, nil, 1), Self.row(2, nil, 3)],
      key: ["b"])
    let changes = try difference.changes(of: "t")
    #expect(changes.added == 1 && changes.removed == 1 && changes.changed == nil)
  }

  @Test func columnsOfOneGenerationAreTold() throws {
    let scratch = try Scratch()
    let other = scratch.folder.appendingPathComponent("old.db")
    let before = Dataset(
      name: "t",
      columns: [
        Column(name: "a", type: .integer), Column(name: "b", type: .text), Column(name: "c", type: .text),
        Column(name: "gone", type: .text),
      ], key: ["a"])
    let after = Dataset(
      name: "t",
      columns: [
        Column(name: "a", type: .integer), Column(name: "b", type: .text), Column(name: "c", type: .integer),
        Column(name: "came", type: .text),
      ], key: ["a"])
    for (file, dataset, third) in [(other, before, Value.text("1")), (scratch.file, after, .integer(2))] {
      let writer = try GenerationWriter(replacing: file)
      try writer.create(dataset)
      try writer.insert(into: "t", row: [.integer(1), .text("x"), third, .text("y")])
      if file == other {
        try writer.create(Dataset(name: "only", columns: [Column(name: "a", type: .text)], key: []))
      }
      try writer.write(GenerationMetadata(generation: "g", built: "", pack: "", inputs: [:]))
      try writer.finish()
    }
    let difference = try GenerationDifference(from: other, to: scratch.file)
    #expect(difference.datasets == ["t", "only"])
    let changes = try difference.changes(of: "t")
    #expect(changes.columnsAdded == ["came"] && changes.columnsRemoved == ["gone"])
    #expect(changes.columnsRetyped == ["c"] && changes.changed == 0 && !changes.isSame)
    let gone = try difference.changes(of: "only")
    #expect(gone.rowsBefore == 0 && gone.rowsAfter == nil && !gone.isSame)
    #expect(throws: StorageError.self) { try difference.rows(of: "only", limit: 1, hidden: []) }
  }

  /// Random rows, against dictionaries of them.
  @Test(arguments: 0..<8) func randomRowsAsByHand(seed: Int) throws {
    var random = Numbers(state: UInt64(seed) &+ 1)
    func rows() -> [Int64: [Value]] {
      var rows: [Int64: [Value]] = [:]
      for _ in 0..<Int64.random(in: 0...60, using: &random) {
        let key = Int64.random(in: 0...40, using: &random)
        rows[key] = Self.row(
          key, ["x", "y", nil].randomElement(using: &random) ?? nil,
          [1, 2, nil].randomElement(using: &random) ?? nil)
      }
      return rows
    }
    let (old, new) = (rows(), rows())
    let scratch = try Scratch()
    for key in [["a"], []] {
      let changes = try Self.difference(
        scratch, old.values.shuffled(using: &random), new.values.shuffled(using: &random), key: key
      ).changes(of: "t")
      let added = new.filter { old[$0.key] == nil }.count
      let removed = old.filter { new[$0.key] == nil }.count
      let changed = new.filter { old[$0.key] != nil && old[$0.key] != $0.value }.count
      if key.isEmpty {
        #expect(changes.added == added + changed && changes.removed == removed + changed)
      } else {
        #expect(changes.added == added && changes.removed == removed && changes.changed == changed)
      }
    }
  }
}

/// A pseudo-random sequence, the same for one seed (SplitMix64).
private struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
