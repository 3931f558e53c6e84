import Domain
import Foundation
import Glibc

/// Bytes of a file as memory: they are read when they are touched, and the system keeps them for all processes.
enum FileMapping {
  /// Where mappings may start: a multiple of the page of every processor we know.
  static let alignment = 65_536

  /// `byteCount` bytes of `file` from `offset`, a multiple of `alignment`.
  ///
  /// They stay readable when another file takes the name. Nobody may change or cut the file, which no one does to a
  /// generation.
  static func map(_ file: URL, offset: Int, byteCount: Int) throws -> MemoryRegion {
    if byteCount == 0 { return MemoryRegion(byteCount: 0) { _ in } }
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(file, "open") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(file, "read") }
    guard Int(status.st_size) - byteCount >= offset else {
      throw StorageError.truncated(file: file.path, bytes: Int(status.st_size), expected: offset + byteCount)
    }
    guard let start = mmap(nil, byteCount, PROT_READ, MAP_SHARED, descriptor, offset), start != MAP_FAILED
    else {
      throw failure(file, "map")
    }
    return MemoryRegion(UnsafeRawBufferPointer(start: start, count: byteCount)) { bytes in
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    }
  }

  private static func failure(_ file: URL, _ action: String) -> StorageError {
    .file(file.path, action: action, reason: String(cString: strerror(errno)))
  }
}
