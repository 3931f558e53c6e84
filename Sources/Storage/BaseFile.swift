import Foundation
import Glibc

/// The file that an overlay lies on: an earlier generation, kept under a second name beside the database.
///
/// An overlay is a generation whose file holds only what was made anew; every other table, and the regions, are read
/// from its base. The second name is a hard link that says the file's inode, so that no byte is copied and one name
/// means one file.
package struct BaseFile: Sendable, Hashable {
  /// The name under which statements of ours find it where it is attached.
  static let schema = "base"

  let url: URL

  /// What an overlay's metadata calls it.
  var name: String { url.lastPathComponent }

  /// The base that the overlay in `file` names.
  ///
  /// - Throws: `StorageError.damaged` for a name that no base of `file` has.
  init(named name: String, of file: URL) throws {
    guard name.hasPrefix(Self.prefix(of: file)), !name.contains("/") else {
      throw StorageError.damaged(file: file.path, reason: "it lies on '\(name)'")
    }
    url = file.deletingLastPathComponent().appendingPathComponent(name)
  }

  /// Gives the generation in `file`, which is no overlay, its second name.
  ///
  /// - Throws: `StorageError.file`, also where the file system gives no file two names.
  init(linking file: URL) throws {
    var status = stat()
    guard stat(file.path, &status) == 0 else { throw Self.failure(file, "read") }
    url = file.deletingLastPathComponent().appendingPathComponent(Self.prefix(of: file) + "\(status.st_ino)")
    if FileIdentity(url) == FileIdentity(file) { return }
    // Of a folder that was copied: the name of a file that was another one there.
    unlink(url.path)
    guard link(file.path, url.path) == 0 else { throw Self.failure(url, "make the link") }
    // Before an overlay that names it takes its place.
    try FileReplacement.flush(folder: url.deletingLastPathComponent())
  }

  private static func failure(_ file: URL, _ action: String) -> StorageError {
    .file(file.path, action: action, reason: String(cString: strerror(errno)))
  }

  private static func prefix(of file: URL) -> String { file.lastPathComponent + ".base-" }

  /// Removes the second names of the files that `file` was, but for `kept`; who has one open keeps it.
  static func clear(of file: URL, but kept: BaseFile?) {
    let folder = file.deletingLastPathComponent()
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    where name.hasPrefix(prefix(of: file)) && name != kept?.name {
      unlink(folder.appendingPathComponent(name).path)
    }
  }
}
