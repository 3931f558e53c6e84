import Domain
import Testing

@testable import Curation

/// A table with all that makes a line end no end of a row: quotes around line ends, quotes left open, text behind
/// them, blank lines, rows too short, and rows of more bytes than a section.
func messyText(_ random: inout SplitMix, rows: Int) -> String {
  var text = "id,name\n"
  for row in 0..<rows {
    switch random.below(12) {
    case 0: text += "\(row % 50),\"two\nlines, \(row)\"\n"
    case 1: text += "\(row % 50),\"say \"\"\n\"\" \(row)\"\r\n"
    case 2: text += "\n"
    case 3: text += "\(row)\n"
    case 4: text += "\(row % 50),\"closed\" badly \(row)\n"
    case 5: text += "x\(row),no key\n"
    case 6: text += "\(row % 50),\"\(String(repeating: "long\n", count: random.below(80)))\(row)\"\n"
    case 7 where random.below(4) == 0: text += "\(row % 50),\"left open \(row)\n"
    default: text += "\(row % 50),name \(row)\n"
    }
  }
  return text + (random.below(2) == 0 ? "7,\"open at the end" : "7,no line end")
}

@Suite struct Sections {
  private static let declared = """
    t:
      files: things*.csv
      key: id
      wins: last
      columns: {id: {type: integer, required: K}, name: text}
    """

  /// A file read in sections gives what it gives as a whole: rows, their order, and lines in quarantine.
  @Test(arguments: 0..<12) func areReadAsTheWhole(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let files = [
      "things1.csv": Array(messyText(&random, rows: 150).utf8),
      "things2.csv": Array(("\u{FEFF}" + messyText(&random, rows: 90)).utf8),
    ]
    let whole = try curate(try sources(Self.declared), files: files, limits: ReadingLimits(section: .max))
    #expect(!whole.quarantined.isEmpty && whole.count("t").superseded > 0)
    for section in [1, 7, 64, 1_000] {
      let cut = try curate(try sources(Self.declared), files: files, limits: ReadingLimits(section: section))
      #expect(cut.counts == whole.counts)
      #expect(cut.rows == whole.rows)
      #expect(cut.quarantined == whole.quarantined)
    }
  }

  /// A large file that cannot be cut is handed on bit by bit, and gives what one that can be cut gives.
  @Test func areHandedOnWhenTheyCannotBeCut() throws {
    var (csv, lines) = ("id,name\n", "")
    for row in 0..<(SectionVerdict.fullRows + 5_000) {
      let id = row % 997 == 0 ? "x" : "\(row * 7_919 % 50_021)"
      csv += "\(id),n\(row)\n"
      lines += "{\"id\":\"\(id)\",\"name\":\"n\(row)\"}\n"
    }
    let limits = ReadingLimits(section: 64 << 10)
    let cut = try curate(try sources(Self.declared), text: csv, limits: limits)
    let declared = Self.declared.replacing("*.csv", with: "*.jsonl")
    let streamed = try curate(try sources(declared), text: lines, path: "things.jsonl", limits: limits)
    #expect(cut.counts == streamed.counts && cut.count("t").superseded > 10_000)
    #expect(cut.rows == streamed.rows)
    #expect(cut.quarantined.map(\.reason) == streamed.quarantined.map(\.reason))
    #expect(cut.quarantined.map { $0.line - 1 } == streamed.quarantined.map(\.line))
  }

  /// Rows stand as in the files, whichever row of a key won.
  @Test func keepTheOrderOfTheFiles() throws {
    let collected = try curate(try sources(Self.declared), text: "id,name\n1,a\n2,b\n1,c\n3,d\n2,e\n")
    #expect(collected.rows["t", default: []].map { $0[1].text } == ["c", "d", "e"])
  }

  @Test(arguments: [1, 2, 5]) func workIsHandedOnInOrder(threads: Int) throws {
    var taken: [Int] = []
    try OrderedWork.run(200, threads: threads) {
      $0 * 3
    } take: { index, value in
      #expect(value == index * 3)
      taken.append(index)
    }
    #expect(taken == Array(0..<200))
  }

  @Test(arguments: [1, 3]) func theFirstErrorEndsTheWork(threads: Int) {
    struct Failure: Error, Equatable { let index: Int }
    var taken = 0
    #expect(throws: Failure(index: 20)) {
      try OrderedWork.run(100, threads: threads) { index in
        if index >= 20 { throw Failure(index: index) }
        return index
      } take: { _, _ in
        taken += 1
      }
    }
    #expect(taken == 20)
    #expect(throws: Failure(index: -1)) {
      try OrderedWork.run(100, threads: threads) {
        $0
      } take: { _, _ in
        throw Failure(index: -1)
      }
    }
  }

  @Test func aKeyTableIsADictionary() {
    var random = SplitMix(state: 3)
    var table = KeyTable()
    var plain: [[UInt8]: Int] = [:]
    for row in 0..<3_000 {
      let key = Array("\(random.below(900))".utf8)
      // Few hashes, so that keys have to be told apart by their bytes.
      let hash = UInt64(key.count) << 40
      let (entry, isNew) = key.withUnsafeBufferPointer {
        table.insert($0, hash: hash &+ UInt64(key[0]) << 33, row: row)
      }
      #expect(isNew == (plain[key] == nil))
      if isNew { plain[key] = row } else { #expect(table.rows[entry] == plain[key]) }
    }
    #expect(table.count == plain.count)
  }

  @Test func aRowSetHoldsWhatIsPutIn() {
    var set = RowSet()
    for row in [0, 63, 64, 1_000, 1_001] { set.insert(row) }
    for row in [63, 1_000, 7, 5_000] { set.remove(row) }
    #expect((0..<2_000).filter(set.contains) == [0, 64, 1_001])
    #expect(set.count == 3)
    #expect(set.count(in: 1..<1_001) == 1)
  }
}
