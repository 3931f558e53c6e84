import Foundation
import Glibc

/// A database file that grows by whole pages while SQLite has let go of it.
final class PageFile {
  /// Pages of the file, as SQLite counts them.
  private(set) var count: UInt32
  private let file: URL
  private let descriptor: Int32

  /// SQLite locks bytes of this page, which is the one that holds byte 2^30, and so never uses it.
  static let lockPage = UInt32((1 << 30) / PageImages.pageSize) + 1
  /// The most pages of a file, as SQLite has it.
  static let mostPages: UInt32 = 1_073_741_823

  /// Opens the file to go on behind its `count` pages.
  init(_ file: URL, count: UInt32) throws {
    (self.file, self.count) = (file, count)
    descriptor = open(file.path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.error(file, "open") }
  }

  deinit { close(descriptor) }

  /// Adds the pages and gives each its number.
  func append(_ pages: [UInt8]) throws -> [UInt32] {
    var numbers: [UInt32] = []
    try pages.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        // One write for the pages up to the lock page.
        let first = count + 1 == Self.lockPage ? count + 2 : count + 1
        var pages = (bytes.count - start) / PageImages.pageSize
        if first < Self.lockPage { pages = min(pages, Int(Self.lockPage - first)) }
        guard Int(first) + pages - 1 <= Int(Self.mostPages) else {
          throw StorageError.file(
            file.path, action: "grow", reason: "it has \(Self.mostPages) pages, the most")
        }
        let end = start + pages * PageImages.pageSize
        try write(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), page: first)
        for offset in 0..<UInt32(pages) { numbers.append(first + offset) }
        count = first + UInt32(pages) - 1
        start = end
      }
    }
    return numbers
  }

  /// Writes one page over another.
  func replace(_ number: UInt32, with page: [UInt8]) throws {
    try page.withUnsafeBytes { try write($0, page: number) }
  }

  /// Tells SQLite of the pages: their number, and that it has to read the file anew.
  func finish() throws {
    var header = [UInt8](repeating: 0, count: 100)
    guard pread(descriptor, &header, header.count, 0) == header.count else { throw Self.error(file, "read") }
    var changes: UInt32 = 1
    for byte in header[24..<28].enumerated() {
      changes &+= UInt32(byte.element) << UInt32(24 - 8 * byte.offset)
    }
    for (place, number) in [(24, changes), (28, count), (92, changes)] {
      for offset in 0..<4 {
        header[place + offset] = UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * offset))
      }
    }
    try header.withUnsafeBytes { try write($0, page: 1) }
  }

  private func write(_ bytes: UnsafeRawBufferPointer, page: UInt32) throws {
    var done = 0
    let place = (Int(page) - 1) * PageImages.pageSize
    while done < bytes.count {
      let written = pwrite(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(place + done))
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw Self.error(file, "write") }
      done += written
    }
  }

  private static func error(_ file: URL, _ action: String) -> StorageError {
    .file(file.path, action: action, reason: String(cString: strerror(errno)))
  }
}
