import Domain
import Foundation
import Glibc

/// Bytes on their way to a region: a file that grows beside the one under construction.
final class RegionFile {
  /// Bytes that are copied at a time.
  private static let batch = 16 << 20

  private let file: URL
  private let handle: FileHandle
  private(set) var byteCount = 0

  init(_ file: URL) throws {
    self.file = file
    // Made in place: Foundation makes a file under another name first, which a kill leaves behind.
    let descriptor = open(file.path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw StorageError.file(file.path, action: "write", reason: String(cString: strerror(errno)))
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws {
    try Self.write(bytes, to: handle, file)
    byteCount += bytes.count
  }

  func mapped() throws -> MemoryRegion { try FileMapping.map(file, offset: 0, byteCount: byteCount) }

  /// Puts `regions`, one after the other, behind what is in `file`.
  static func append(_ regions: [(region: FileRegion, memory: MemoryRegion)], to file: URL) throws {
    if regions.isEmpty { return }
    let handle = try acting("open", file) { try FileHandle(forUpdating: file) }
    defer { try? handle.close() }
    let start = FileRegion.aligned(Int(try acting("read", file) { try handle.seekToEnd() }))
    for (region, memory) in regions {
      try acting("write", file) { try handle.truncate(atOffset: UInt64(start + region.offset)) }
      for place in stride(from: 0, to: memory.bytes.count, by: batch) {
        let part = memory.bytes[place..<min(place + batch, memory.bytes.count)]
        try write(UnsafeRawBufferPointer(rebasing: part), to: handle, file)
      }
    }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to handle: FileHandle, _ file: URL) throws {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
    let data = Data(
      bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: bytes.count, deallocator: .none)
    try acting("write", file) { try handle.write(contentsOf: data) }
  }

  private static func acting<T>(_ action: String, _ file: URL, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch {
      throw StorageError.file(file.path, action: action, reason: error.localizedDescription)
    }
  }
}
