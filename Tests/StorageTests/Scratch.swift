import Domain
import Foundation
import Storage

/// A folder of its own for one test, removed when it goes.
final class Scratch: Sendable {
  let folder: URL
  var file: URL { folder.appendingPathComponent("test.db") }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("storage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  /// Builds a generation and puts it in place.
  func build(_ name: String = "g1", _ fill: (GenerationWriter) throws -> Void = { _ in }) throws {
    let writer = try GenerationWriter(replacing: file)
    try writer.write(
      GenerationMetadata(generation: name, built: "2025-01-01T00:00:00Z", pack: "p", inputs: ["a": "1"]))
    try fill(writer)
    try writer.finish()
  }

  func open() throws -> Generation { try Generation(opening: file) }
}

/// A table with a column of every type.
enum Sample {
  static let dataset = Dataset(
    name: "sale",
    columns: [
      Column(name: "id", type: .text), Column(name: "count", type: .integer),
      Column(name: "ratio", type: .real), Column(name: "is open", type: .boolean),
      Column(name: "day", type: .date), Column(name: "at", type: .timestamp),
      Column(name: "total", type: .decimal(scale: 2), unit: "USD"),
      Column(name: "mail", type: .text, isPersonal: true),
    ], key: ["id"], indexes: [["day", "count"]])

  static func row(_ number: Int) -> [Value] {
    [
      .text("s\(number)"), .integer(Int64(number)), .real(Double(number) / 4), .integer(Int64(number % 2)),
      .text("2024-03-01"), .text("2024-03-01 14:06:26"), .decimal(FixedDecimal(cents: Int64(number) * 125)),
      number % 3 == 0 ? .null : .text("m\(number)@example.com"),
    ]
  }

  static func fill(_ writer: GenerationWriter, rows: Int = 10) throws {
    try writer.create(dataset)
    try writer.insert(into: "sale", rows: (1...rows).map(row))
  }

  static func chunk(_ number: Int, _ text: String, kind: String = "part", identifiers: [String] = []) -> Chunk
  {
    Chunk(
      document: "\(kind)/\(number)", kind: kind, title: "t", ordinal: 0, bytes: 0..<text.utf8.count,
      text: text,
      identifiers: identifiers)
  }

  static func embedder(_ dimension: Int) -> EmbedderIdentity {
    EmbedderIdentity(name: "hashing", version: "1", dimension: dimension)
  }
}

extension SQLStatement {
  /// A statement of one or more columns of a kind.
  init(_ text: String, _ parameters: [Value] = [], _ kinds: [ResultColumn.Kind] = [.integer], scale: Int = 0)
  {
    self.init(
      text: text, parameters: parameters,
      columns: kinds.enumerated().map { ResultColumn(name: "c\($0)", label: "", kind: $1, scale: scale) })
  }
}
