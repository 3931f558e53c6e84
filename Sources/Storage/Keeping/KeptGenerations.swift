package import Foundation
import Glibc

/// The former generations of a database that are kept: the folder "<file>.generations", one file each.
///
/// A file is the very one that was in place, under a second name, so that keeping it copies no byte. The name says the
/// generation and its label, "ID.db" or "ID+LABEL.db": to keep, to label and to remove are one step each for the file
/// system, in any order and from any process. Whoever has one open goes on reading it.
package struct KeptGenerations: Sendable, Hashable {
  package struct Entry: Sendable, Hashable {
    package let id: String
    package let label: String?
    package let file: URL
  }

  /// Bytes of an id or a label.
  package static let longestName = 100
  private static let ending = ".db"
  private static let separator: Character = "+"

  private let database: URL
  package let folder: URL

  /// Those of the database in `file`.
  package init(of file: URL) {
    database = file
    folder = URL(fileURLWithPath: file.path + ".generations", isDirectory: true)
  }

  /// Whether a text can be an id or a label: letters, digits, `-`, `_` and `.`, the first no `.`.
  package static func isName(_ text: String) -> Bool {
    (1...longestName).contains(text.utf8.count) && !text.hasPrefix(".")
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  /// Those there are, by id. What is not named as they are is none of them.
  package var entries: [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in
      guard name.hasSuffix(Self.ending) else { return nil }
      let parts = name.dropLast(Self.ending.count).split(
        separator: Self.separator, maxSplits: 1, omittingEmptySubsequences: false
      ).map(String.init)
      guard let id = parts.first, parts.allSatisfy(Self.isName) else { return nil }
      return Entry(
        id: id, label: parts.count > 1 ? parts[1] : nil, file: folder.appendingPathComponent(name))
    }
  }

  /// Keeps the generation in place, which is `generation`; one that is kept already stays as it is. An overlay is none
  /// to keep: it lives for some seconds, and what it lies on is kept.
  ///
  /// - Throws: `StorageError.file`, also where the file system gives no file two names.
  package func keep(_ generation: Generation) throws {
    let id = generation.metadata.generation
    guard generation.base == nil, Self.isName(id) else { return }
    let known = entries.filter { $0.id == id }
    if known.contains(where: { FileIdentity($0.file) == generation.identity }) { return }
    // Of a folder that was copied, or of two builds of the same in one second.
    for entry in known { unlink(entry.file.path) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw StorageError.file(folder.path, action: "make the folder", reason: error.localizedDescription)
    }
    let file = file(id, known.first?.label)
    guard link(database.path, file.path) == 0 else {
      throw StorageError.file(file.path, action: "make the link", reason: String(cString: strerror(errno)))
    }
    guard FileIdentity(file) == generation.identity else {
      unlink(file.path)
      throw StorageError.file(
        database.path, action: "keep generation \(id)", reason: "it was replaced meanwhile")
    }
    try FileReplacement.flush(folder: folder)
  }

  /// Gives one that is kept a label, in place of the one it has; a labelled one stays until it is removed.
  package func label(_ entry: Entry, _ label: String) throws {
    let file = file(entry.id, label)
    guard rename(entry.file.path, file.path) == 0 else {
      throw StorageError.file(
        entry.file.path, action: "give the label", reason: String(cString: strerror(errno)))
    }
    try FileReplacement.flush(folder: folder)
  }

  /// Keeps one no more; it may be gone already. The folder goes with the last.
  package func remove(_ entry: Entry) {
    unlink(entry.file.path)
    rmdir(folder.path)
  }

  private func file(_ id: String, _ label: String?) -> URL {
    folder.appendingPathComponent(id + (label.map { "\(Self.separator)\($0)" } ?? "") + Self.ending)
  }
}
