import Assembly
import Domain
import Foundation
import GRDB
import Storage
import Testing

@Suite struct InitializationTests {
  private func statement(_ text: String, columns: Int) -> SQLStatement {
    SQLStatement(
      text: text, parameters: [],
      columns: (0..<columns).map { ResultColumn(name: "c\($0)", label: "", kind: .text) })
  }

  @Test func aRebuildTakesThePackAsItIs() throws {
    let data = try UnknownData([
      "customers.csv":
        "id,first name,last name,E-Mail\n1,Ada,Lund,ada@example.org\n2,Bo,Berg,bo@example.org\n",
      "orders/2024-01.csv": "order;customer_id;date;total\n10;1;2024-01-05;12.50\n11;2;2024-01-06;8\n",
      "orders/2024-02.csv": "order;customer_id;date;total\n12;1;2024-02-01;3.75\n",
      "notes.md": "# Notes\n",
    ])
    let summary = try data.initialize()
    #expect(summary.tables.map(\.name) == ["customers", "orders"])
    #expect(summary.tables.map(\.rows) == [2, 3])
    #expect(summary.joins.map(\.text) == ["order.customer_id -> customer.id"])
    #expect(summary.notes.contains { $0.hasPrefix("notes.md is left out") })
    let outcome = try data.rebuild()
    #expect(outcome.report.sources.map(\.kept) == [2, 3])
    #expect(outcome.quarantined == 0)
    let generation = try Generation(opening: data.database)
    #expect(generation.personalColumns == ["customers": ["e_mail"]])
    let table = try generation.execute(
      statement("SELECT SUM(total) FROM orders", columns: 1))
    #expect(table.rows == [[.integer(2425)]])
  }

  @Test func theSameDataMakesTheSamePack() throws {
    let files = [
      "a.csv": "id,name,value\n" + (1...50).map { "\($0),n\($0 % 7),\($0).5" }.joined(separator: "\n"),
      "b.json": "[{\"id\": 1, \"a\": {\"x\": 2}, \"rows\": [{\"y\": 1}, {\"y\": 2}]}]",
    ]
    let (one, other) = (try UnknownData(files), try UnknownData(files))
    try one.initialize()
    try other.initialize()
    #expect(try one.packFiles() == other.packFiles())
    #expect(try !one.packFiles().isEmpty)
  }

  @Test func tablesOfSQLite() throws {
    let data = try UnknownData()
    let file = data.folder.appendingPathComponent("shop.sqlite")
    let queue = try DatabaseQueue(path: file.path)
    try queue.write { database in
      try database.execute(
        sql: """
          CREATE TABLE Maker (MakerNo INTEGER PRIMARY KEY, Name TEXT NOT NULL);
          CREATE TABLE Part (PartNo INTEGER PRIMARY KEY, Title TEXT, MadeBy INTEGER REFERENCES Maker(MakerNo),
            Price NUMERIC, Picture BLOB);
          CREATE TABLE Hollow (a);
          INSERT INTO Maker VALUES (1, 'Åke, "and" sons'), (2, 'Two' || char(10) || 'lines');
          INSERT INTO Part VALUES (5, 'Bolt', 1, 0.5, x'00ff'), (6, NULL, 2, 12.25, NULL), (7, 'Nut', NULL, NULL, NULL);
          """)
    }
    try queue.close()
    let summary = try data.initialize(file)
    #expect(summary.tables.map(\.name) == ["maker", "part"])
    #expect(summary.tables.map(\.key) == ["maker_no", "part_no"])
    // Only the file tells that the maker is who made it.
    #expect(summary.joins.map(\.text) == ["part.made_by -> maker.maker_no"])
    #expect(summary.notes.contains("Part: 1 values of bytes are left out"))
    #expect(summary.notes.contains("the table Hollow is left out: found no row"))
    let outcome = try data.rebuild()
    #expect(outcome.report.sources.map(\.kept) == [2, 3])
    let generation = try Generation(opening: data.database)
    let names = try generation.execute(
      statement("SELECT name FROM maker ORDER BY maker_no", columns: 1))
    #expect(names.rows == [[.text("Åke, \"and\" sons")], [.text("Two\nlines")]])
  }

  @Test func nothingIsOverwritten() throws {
    let data = try UnknownData(["a.csv": "id,b\n1,2\n"])
    try FileManager.default.createDirectory(at: data.pack, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: data.pack.appendingPathComponent("mine.txt"))
    #expect(throws: InitializationError.self) { try data.initialize() }
    #expect(try FileManager.default.contentsOfDirectory(atPath: data.pack.path) == ["mine.txt"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: data.folder.path).sorted() == ["data", "pack"])
  }

  @Test func awkwardNames() throws {
    let csv =
      "select,Total,total,TOTAL,order by,größe,数量,2019,,a b,a_b,a-b,x,x\n1,2,3,4,5,6,7,8,9,10,11,12,13,14\n"
    let data = try UnknownData(["group.csv": csv])
    let summary = try data.initialize()
    let columns = try #require(summary.tables.first?.columns)
    #expect(columns.count == 14)
    #expect(Set(columns.map(\.name)).count == 14)
    let outcome = try data.rebuild()
    #expect(outcome.report.sources.first?.kept == 1)
    #expect(outcome.report.sources.first?.repaired == 0)
    let names = columns.map(\.name).joined(separator: ", ")
    let row = try Generation(opening: data.database).execute(
      statement("SELECT \(names) FROM \(try #require(summary.tables.first?.name))", columns: 14))
    #expect(row.rows == [(1...14).map { .integer(Int64($0)) }])
  }

  @Test func widthAndDepth() throws {
    let wide =
      (1...500).map { "c\($0)" }.joined(separator: ",") + "\n"
      + (1...500).map(String.init).joined(separator: ",")
    let deep = String(repeating: "{\"a\":", count: 60) + "1" + String(repeating: "}", count: 60)
    let data = try UnknownData(["wide.csv": wide, "deep.json": deep, "one.csv": "only\n1\n2\n"])
    let summary = try data.initialize()
    #expect(summary.tables.map(\.columns.count).sorted() == [1, 1, 500])
    #expect(try data.rebuild().quarantined == 0)
  }

  @Test func nestedRecords() throws {
    let data = try UnknownData([
      "visits.json": """
      [{"visit": 1, "berth": {"no": "A1", "length": 8}, "fees": [{"kind": "mooring", "paid": 12.5}, {"kind": "water", "paid": 2}]},
       {"visit": 2, "berth": {"no": "A2", "length": 10}, "fees": [], "tags": ["x", "y"]}]
      """,
      "report.json": "{\"results\": [{\"team\": \"A\", \"points\": 3}, {\"team\": \"B\", \"points\": 1}]}",
    ])
    let summary = try data.initialize()
    #expect(summary.joins.map(\.text).contains("fee.visit -> visit.visit"))
    #expect(summary.notes.contains { $0.contains("tags") })
    let outcome = try data.rebuild()
    let rows = Dictionary(outcome.report.sources.map { ($0.name, $0.kept) }) { first, _ in first }
    #expect(rows["visits"] == 2)
    #expect(rows["fees"] == 2)
    #expect(rows["reports"] == 2 || rows["report"] == 2)
  }

  @Test(
    arguments: [
      ("empty.csv", []), ("header.csv", Array("a,b,c\n".utf8)),
      ("zeros.csv", [UInt8](repeating: 0, count: 100)),
      ("binary.csv", (0...255).map(UInt8.init)), ("wide.csv", [0xFF, 0xFE, 0x61, 0, 0x2C, 0, 0x62, 0]),
      ("latin.csv", Array("name,city\nM".utf8) + [0xFC] + Array("ller,Koeln\n".utf8)),
      ("broken.json", Array("[{\"a\": 1,".utf8)),
      ("text.txt", Array("Dear all,\nhello.\n".utf8)), ("values.csv", Array("1,2,3\n4,5,6\n".utf8)),
      ("scalar.json", Array("[1, 2, 3]".utf8)), ("spaces.csv", Array("   \n \n".utf8)),
      ("picture.png", [0x89, 0x50, 0x4E]),
      ("cut.csv.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b]),
    ] as [(String, [UInt8])])
  func whatIsNoTableIsToldAndLeftOut(name: String, bytes: [UInt8]) throws {
    let data = try UnknownData(["good.csv": "id,b\n1,2\n"])
    try data.write(bytes, to: name)
    let summary = try data.initialize()
    #expect(summary.tables.contains { $0.name == "good" })
    #expect(summary.notes.contains { $0.contains(name) } || summary.tables.contains { $0.rows == 0 })
    #expect(try data.rebuild().report.sources.first { $0.name == "good" }?.kept == 1)
    // Alone it is an error of one line.
    let alone = try UnknownData()
    try alone.write(bytes, to: name)
    #expect {
      try alone.initialize()
    } throws: { error in
      "\(error)".split(separator: "\n").count == 1 && error is InitializationError
    }
  }
}
