import Assembly
import Domain
import Foundation
import TestSupport

/// A pack of another trade, a marina, in a folder of its own: berths from CSV, visits from JSON.
final class Marina: Sendable {
  let folder: URL
  var pack: URL { folder.appendingPathComponent("pack", isDirectory: true) }
  var database: URL { folder.appendingPathComponent("marina.db") }

  static let files = MarinaPack.files

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("marina-\(UUID().uuidString)")
    for (name, text) in Self.files { try write(text, to: name) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = pack.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: pack.appendingPathComponent(name))
  }

  /// Always the same moment: what is built of the same files is the same.
  static let now = Date(timeIntervalSince1970: 1_720_000_000)

  func rebuild(
    into database: URL? = nil, program: String = "1", _ change: (inout RebuildRequest) -> Void = { _ in }
  ) throws -> RebuildOutcome {
    var request = RebuildRequest(knowledge: pack, database: database ?? self.database)
    change(&request)
    return try RebuildPipeline(
      request, RebuildSurroundings(program: program, now: { Self.now }, clock: { 0 })
    ).run()
  }
}
