import Foundation
import Glibc

/// Puts a finished file in the place of another, in one step that survives a power cut.
enum FileReplacement {
  /// What is added to a file's name for its vectors while it is built.
  static let vectors = "-vectors"
  /// What a build and SQLite may leave beside a database.
  private static let companions = ["", "-journal", "-wal", "-shm", vectors]

  static func replace(_ file: URL, with new: URL) throws {
    try flush(new, flags: O_RDONLY)
    unlink(new.path + vectors)
    guard rename(new.path, file.path) == 0 else {
      throw StorageError.file(
        file.path, action: "put the new file in place", reason: String(cString: strerror(errno)))
    }
    try flush(folder: file.deletingLastPathComponent())
  }

  /// Has the names in a folder outlive a power cut.
  static func flush(folder: URL) throws { try flush(folder, flags: O_RDONLY | O_DIRECTORY) }

  /// Removes a file under construction with all that belongs to it; it may be absent.
  static func remove(_ file: URL) {
    for suffix in companions { unlink(file.path + suffix) }
  }

  private static func flush(_ file: URL, flags: Int32) throws {
    let descriptor = open(file.path, flags | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw StorageError.file(file.path, action: "open", reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 {
      throw StorageError.file(file.path, action: "flush to disk", reason: String(cString: strerror(errno)))
    }
  }
}
