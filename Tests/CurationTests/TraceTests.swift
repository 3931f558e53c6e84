import Domain
import Foundation
import Testing

@testable import Curation

/// Every record of a key, found by reading the files again.
@Suite struct TraceTests {
  /// Files in a folder of their own, which goes with this.
  private final class Files {
    let folder: URL

    init(_ files: [String: String]) throws {
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("trace-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (path, text) in files {
        try Data(text.utf8).write(to: folder.appendingPathComponent(path))
      }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func trace(
      _ key: [Value], of source: String = "t", _ sources: [SourceDeclaration],
      limits: ReadingLimits = ReadingLimits(), referred: [Value] = []
    ) throws -> [Lineage.Record] {
      var curator = try Curator(sources: sources)
      curator.limits = limits
      return try #require(
        try curator.trace(key, of: source, curator.inputs(in: [folder])) { _, _, value in
          referred.forEach(value)
        })
    }
  }

  private static let plain = """
    t:
      files: things*.csv
      key: id
      wins: last
      columns: {id: {type: integer, required: K}, name: text}
    """

  /// What is traced key by key is what a curation of all keys keeps, supersedes and rejects, however files are cut.
  @Test(arguments: 0..<3) func isWhatACurationDoes(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let files = try Files([
      "things1.csv": messyText(&random, rows: 60), "things2.csv": messyText(&random, rows: 40),
    ])
    let declared = try sources(Self.plain)
    let whole = try curate(declared, folders: [files.folder])
    let rows = whole.rows["t", default: []]
    for section in [200, .max] {
      var superseded = 0
      for id in Set(rows.compactMap(\.first)) {
        let records = try files.trace([id], declared, limits: ReadingLimits(section: section))
        let kept = records.filter { $0.fate == .kept }
        #expect(kept.map { $0.fields.map(\.value) } == [rows.first { $0.first == id }])
        superseded += records.count - kept.count
        // A line of the file says what the record says.
        for record in records where record.fate != .kept { #expect(record.fate == .superseded(.readLater)) }
        if let record = kept.first, let name = record.fields[1].raw {
          let bytes = try Data(contentsOf: files.folder.appendingPathComponent(record.file))
          let line = bytes.split(separator: 10, omittingEmptySubsequences: false)[record.line - 1]
          let first = name.utf8.prefix { $0 != 10 }.prefix(3)
          #expect(
            String(decoding: line, as: UTF8.self).contains(String(decoding: first, as: UTF8.self)),
            "\(record.file):\(record.line)")
        }
      }
      #expect(superseded == whole.count("t").superseded)
    }
  }

  private static let ruled = """
    t:
      files: things*.csv
      key: id
      wins: highest rev, then last
      columns:
        id:   {type: integer, required: K}
        rev:  integer
        name: {type: text, letters: upper}
        sum:  {type: money, default: "0"}
        gone: {type: boolean}
        twice: {type: money, value: sum + sum}
      rules:
        - {id: Q, quarantine: sum > 100}
        - {id: D, delete: gone}
        - {id: R, repair: sum, when: sum < 0, with: "0 - sum"}
    """

  /// Lines of a file, the key asked for, and the fate of each record of it by line.
  @Test(
    arguments: [
      ("1,1,a,5,\n", 1, [(2, .kept)]),
      ("1,1,a,5,\n2,1,b,5,\n", 3, []),
      (
        "1,2,a,5,\n1,1,b,5,\n1,2,c,5,\n", 1,
        [
          (2, .superseded(.readLater)),
          (3, .superseded(.larger(column: "rev", own: .integer(1), kept: .integer(2)))), (4, .kept),
        ]
      ),
      (
        "1,,a,5,\n1,3,b,5,\n", 1,
        [(2, .superseded(.larger(column: "rev", own: .null, kept: .integer(3)))), (3, .kept)]
      ),
      (
        "1,1,a,500,\n1,1,b,5,\n", 1,
        [
          (2, .quarantined(rule: "Q", reason: "found sum '500.00', expected not: sum > 100")), (3, .kept),
        ]
      ),
      // Of a key whose deletion is asked for, nothing is told but where.
      ("1,1,a,5,\n1,1,b,5,true\n", 1, [(2, .deleted(rule: "D")), (3, .deleted(rule: "D"))]),
      (
        "1,1,a,5,\n1,1,b,5,\n1,1,b,500,\n1,1,b,5,true\n", 1,
        [
          (2, .superseded(.readLater)), (3, .deleted(rule: "D")), (4, .quarantined(rule: "Q", reason: "")),
          (5, .deleted(rule: "D")),
        ]
      ),
    ] as [(String, Int64, [(Int, Lineage.Fate)])])
  func everyRecordHasItsFate(lines: String, id: Int64, fates: [(Int, Lineage.Fate)]) throws {
    let files = try Files(["things.csv": "id,rev,name,sum,gone\n" + lines])
    let records = try files.trace([.integer(id)], try sources(Self.ruled))
    #expect(records.map(\.line) == fates.map(\.0))
    #expect(records.map(\.fate) == fates.map(\.1))
    let isDeleted = records.contains { if case .deleted = $0.fate { true } else { false } }
    #expect(records.allSatisfy { $0.fields.isEmpty == isDeleted })
  }

  @Test func fieldsTellRawReadAndRow() throws {
    let files = try Files(["things.csv": "id,rev,name,sum,gone\n1,x,ab,-2.50,\n2,1,,,\n"])
    let declared = try sources(Self.ruled)
    let fields = try #require(files.trace([.integer(1)], declared).first).fields
    func money(_ cents: Int64) -> Value { .decimal(FixedDecimal(cents: cents)) }
    let expected: [Lineage.Field] = [
      .init(column: "id", raw: "1", read: .integer(1), isUnreadable: false, value: .integer(1), rule: nil),
      .init(column: "rev", raw: "x", read: .null, isUnreadable: true, value: .null, rule: nil),
      .init(column: "name", raw: "ab", read: .text("AB"), isUnreadable: false, value: .text("AB"), rule: nil),
      .init(
        column: "sum", raw: "-2.50", read: money(-250), isUnreadable: false, value: money(250), rule: "R"),
      .init(column: "gone", raw: nil, read: .null, isUnreadable: false, value: .null, rule: nil),
      .init(column: "twice", raw: nil, read: money(500), isUnreadable: false, value: money(500), rule: nil),
    ]
    #expect(fields == expected)
    #expect(fields.map(\.isRepaired) == [false, true, false, true, false, false])
    let standard = try #require(files.trace([.integer(2)], declared).first).fields[3]
    #expect(standard.raw == nil && standard.value == money(0) && !standard.isRepaired)
  }

  /// A record that refers to what is not there is rejected as a rebuild rejects it.
  @Test func referencesAreThoseOfTheGeneration() throws {
    let declared = try sources(
      """
      u:
        files: others.csv
        key: id
        columns: {id: {type: integer, required: K}}
      t:
        files: things.csv
        key: id
        columns: {id: {type: integer, required: K}, other: {type: integer, required: F, in: u.id}}
      """)
    let files = try Files(["others.csv": "id\n1\n", "things.csv": "id,other\n1,1\n2,9\n"])
    for (id, other, isKept) in [(1, 1, true), (2, 1, false), (2, 9, true)] as [(Int64, Int64, Bool)] {
      let records = try files.trace([.integer(id)], declared, referred: [.integer(other)])
      #expect(records.map { $0.fate == .kept } == [isKept])
    }
  }

  @Test func keysOfSeveralColumnsAreToldApart() throws {
    let declared = try sources(
      """
      t:
        files: things.csv
        key: a, b
        columns: {a: {type: text, required: K}, b: {type: text, required: K}}
      """)
    let files = try Files(["things.csv": "a,b\nx,yz\nxy,z\n"])
    #expect(try files.trace([.text("x"), .text("yz")], declared).map(\.line) == [2])
    #expect(try files.trace([.text("xy"), .text("z")], declared).map(\.line) == [3])
    #expect(try files.trace([.text("x"), .text("z")], declared).isEmpty)
    #expect(try files.trace([.text("x")], declared).isEmpty)
  }
}
