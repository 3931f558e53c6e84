import Foundation
import Glibc

/// The right to rebuild one database: an advisory lock on a file beside it, which the kernel takes back when the
/// process ends, however it ends. The file stays and names the last holder.
final class BuildLock: Sendable {
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

  deinit { close(descriptor) }
}
