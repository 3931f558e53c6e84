package import Foundation
import GRDB

/// A table of an SQLite file of another program.
package struct ForeignTable: Sendable, Hashable {
  /// A column that the file declares to hold keys of another table.
  package struct Reference: Sendable, Hashable {
    package let column: String
    package let table: String
  }

  package let name: String
  package let columns: [String]
  package let primaryKey: [String]
  package let references: [Reference]
}

/// An SQLite file of another program, read only.
package struct ForeignDatabase {
  private let queue: DatabaseQueue
  private let path: String

  /// The first bytes of every SQLite file.
  package static let magic = Array("SQLite format 3\0".utf8)

  /// True for a file that begins as SQLite files do.
  package static func isDatabase(_ file: URL) -> Bool {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return false }
    defer { try? handle.close() }
    return (try? handle.read(upToCount: magic.count)).map { Array($0) == magic } ?? false
  }

  /// - Throws: `StorageError.notADatabase`.
  package init(opening file: URL) throws {
    path = file.path
    var configuration = Configuration()
    configuration.readonly = true
    do {
      queue = try DatabaseQueue(path: file.path, configuration: configuration)
    } catch {
      throw StorageError.notADatabase(file: file.path, found: "\(error)")
    }
  }

  /// The tables that hold rows of their own, in order of name.
  package func tables() throws -> [ForeignTable] {
    try read { database in
      let names = try String.fetchAll(
        database,
        sql: """
          SELECT name FROM pragma_table_list
          WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
          """)
      return try names.map { name in
        let columns = try Row.fetchAll(
          database, sql: "SELECT name FROM pragma_table_info(?) ORDER BY cid", arguments: [name])
        let keys = try String.fetchAll(
          database, sql: "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", arguments: [name])
        let references = try Row.fetchAll(
          database,
          sql:
            "SELECT \"from\" AS source, \"table\" AS target FROM pragma_foreign_key_list(?) ORDER BY id, seq",
          arguments: [name])
        return ForeignTable(
          name: name, columns: columns.map { $0["name"] as String }, primaryKey: keys,
          references: references.map {
            ForeignTable.Reference(column: $0["source"] as String, table: $0["target"] as String)
          })
      }
    }
  }

  /// Writes the rows of a table as CSV with a header; NULL and an empty text are both nothing, a blob is left out.
  ///
  /// - Returns: The number of rows, and of blobs that were left out. O(bytes), in bounded memory.
  package func export(_ table: ForeignTable, to file: URL) throws -> (rows: Int, blobs: Int) {
    guard FileManager.default.createFile(atPath: file.path, contents: nil),
      let handle = try? FileHandle(forWritingTo: file)
    else { throw StorageError.file(file.path, action: "write", reason: "it cannot be made") }
    defer { try? handle.close() }
    return try read { database in
      var (rows, blobs) = (0, 0)
      var csv = CSVBytes()
      for column in table.columns { csv.add(column) }
      csv.endRecord()
      let name = "\"" + table.name.replacingOccurrences(of: "\"", with: "\"\"") + "\""
      let cursor = try Row.fetchCursor(database, sql: "SELECT * FROM \(name)")
      while let row = try cursor.next() {
        rows += 1
        for index in table.columns.indices {
          let value: DatabaseValue = row[index]
          switch value.storage {
          case .null: csv.add("")
          case .int64(let number): csv.add(String(number))
          case .double(let number): csv.add(number.isFinite ? Self.text(number) : "")
          case .string(let text): csv.add(text)
          case .blob:
            csv.add("")
            blobs += 1
          }
        }
        csv.endRecord()
        if csv.bytes.count > 1 << 18 {
          try handle.write(contentsOf: csv.bytes)
          csv.bytes.removeAll(keepingCapacity: true)
        }
      }
      try handle.write(contentsOf: csv.bytes)
      return (rows, blobs)
    }
  }

  /// The shortest text that reads back as the number, without an exponent where it is short.
  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number)).0" : "\(number)"
  }

  private func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    do {
      return try queue.read(body)
    } catch let error as DatabaseError {
      throw StorageError.notADatabase(file: path, found: error.message ?? "\(error)")
    }
  }
}

/// Records of CSV as bytes.
private struct CSVBytes {
  var bytes: [UInt8] = []
  private var isFirst = true

  mutating func add(_ text: String) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    let utf8 = text.utf8
    guard utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0 }) else {
      bytes.append(contentsOf: utf8)
      return
    }
    bytes.append(0x22)
    for byte in utf8 where byte != 0 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  mutating func endRecord() {
    bytes.append(0x0A)
    isFirst = true
  }
}
