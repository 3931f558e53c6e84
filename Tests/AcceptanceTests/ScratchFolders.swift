import Foundation
import Synchronization

/// Temporary folders that last as long as the test run.
enum ScratchFolders {
  private static let folders = Mutex<[URL]>([])
  private static let removal: Void = {
    _ = atexit { ScratchFolders.removeAll() }
  }()

  static func make() throws -> URL {
    removal
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("known-answers-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    folders.withLock { $0.append(folder) }
    return folder
  }

  private static func removeAll() {
    for folder in folders.withLock({ $0 }) { try? FileManager.default.removeItem(at: folder) }
  }
}
