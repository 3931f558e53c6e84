import Assembly
import Domain
import Foundation
import Storage

/// A pack, rebuilt once per test run in a temporary folder, and the assistant over it.
struct KnowledgeBase: Sendable {
  let assistant: AssistantInterface
  let generation: Generation
  let database: URL

  /// The root of the package.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let knowledge = root.appendingPathComponent("knowledge", isDirectory: true)
  /// 2025-01-15: what the clock of the tests says, two weeks after the newest data.
  static let now = Date(timeIntervalSince1970: 1_736_899_200)

  /// Over the data of our pack.
  static let ours = Result { try KnowledgeBase(data: []) }
  /// Over those of a pack of another trade.
  static let bakery = Result {
    try KnowledgeBase(
      data: [],
      of: URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Bakery"))
  }

  /// Rebuilds from `data`, or from the pack's own folder when empty.
  init(data: [URL], of knowledge: URL = Self.knowledge) throws {
    let folder = try ScratchFolders.make()
    let database = folder.appendingPathComponent("pitwall.db")
    _ = try RebuildPipeline(
      RebuildRequest(knowledge: knowledge, data: data, database: database),
      RebuildSurroundings(program: "acceptance", now: { Self.now }, clock: { 0 })
    ).run()
    try self.init(database: database, of: knowledge)
  }

  /// Over what was rebuilt before.
  init(database: URL, of knowledge: URL = Self.knowledge) throws {
    self.database = database
    assistant = try Assistant(database: database, knowledge: knowledge, now: { Self.now }).interface
    generation = try Generation(opening: database, connections: 1)
  }
}
