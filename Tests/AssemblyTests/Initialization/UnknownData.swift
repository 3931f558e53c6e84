import Assembly
import Domain
import Foundation

/// A folder of files of which nothing is declared, the pack made of it, and the database made of that.
final class UnknownData: Sendable {
  let folder: URL
  var data: URL { folder.appendingPathComponent("data", isDirectory: true) }
  var pack: URL { folder.appendingPathComponent("pack", isDirectory: true) }
  var database: URL { folder.appendingPathComponent("data.db") }

  static let knowledge = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
      "knowledge", isDirectory: true)

  init(_ files: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("unknown-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    for (name, text) in files { try write(Array(text.utf8), to: name) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = data.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  @discardableResult
  func initialize(_ path: URL? = nil) throws -> PackSummary {
    try PackInitialization(
      InitializationRequest(path: path ?? data, output: pack, knowledge: Self.knowledge)
    ).run()
  }

  func rebuild() throws -> RebuildOutcome {
    try RebuildPipeline(
      RebuildRequest(knowledge: pack, database: database),
      RebuildSurroundings(program: "1", now: { Date(timeIntervalSince1970: 1_720_000_000) }, clock: { 0 })
    ).run()
  }

  /// The files of the pack, by path, but for the data and the language.
  func packFiles() throws -> [String: String] {
    var files: [String: String] = [:]
    for folder in ["sources", "catalog", "documents", "documents/templates"] {
      let url = pack.appendingPathComponent(folder)
      for name in (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [] {
        guard let text = try? String(contentsOf: url.appendingPathComponent(name), encoding: .utf8) else {
          continue
        }
        files["\(folder)/\(name)"] = text
      }
    }
    return files
  }
}
