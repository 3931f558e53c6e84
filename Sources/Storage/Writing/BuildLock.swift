package import Foundation
import Glibc

/// The right to rebuild one database: an advisory lock on a file beside it, which the kernel takes back when the
/// process ends, however it ends. The file stays and names the last holder.
package final class BuildLock: Sendable {
  private let descriptor: Int32

  /// - Throws: `StorageError.locked` when another holds it.
  init(file: URL) throws {
    let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw StorageError.file(file.path, action: "make the lock", reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      var bytes = [UInt8](repeating: 0, count: 256)
      let count = read(descriptor, &bytes, bytes.count)
      close(descriptor)
      guard reason == EWOULDBLOCK else {
        throw StorageError.file(file.path, action: "lock", reason: String(cString: strerror(reason)))
      }
      let holder = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      throw StorageError.locked(file: file.path, holder: holder.isEmpty ? "unnamed" : holder)
    }
    self.descriptor = descriptor
    let holder = "process \(getpid()) on \(ProcessInfo.processInfo.hostName)"
    ftruncate(descriptor, 0)
    _ = holder.withCString { pwrite(descriptor, $0, strlen($0), 0) }
  }

  /// That of the database in `file`.
  static func file(of database: URL) -> URL { URL(fileURLWithPath: database.path + ".lock") }

  /// Runs `body` while no build of `database` runs, and none can begin.
  ///
  /// - Returns: nil, without having run it, while one runs.
  package static func whileFree<T>(of database: URL, _ body: () throws -> T) throws -> T? {
    let lock: BuildLock
    do {
      lock = try BuildLock(file: file(of: database))
    } catch StorageError.locked {
      return nil
    }
    return try withExtendedLifetime(lock) { try body() }
  }

  deinit { close(descriptor) }
}
