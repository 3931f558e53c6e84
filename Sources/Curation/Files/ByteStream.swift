import Foundation
import Glibc

/// Bytes that come in pieces.
struct ByteStream {
  /// Fills the buffer from its start and returns how many bytes it wrote: 0 at the end only.
  let read: (UnsafeMutableBufferPointer<UInt8>) throws -> Int

  /// Bytes asked of a file at a time.
  static let block = 256 << 10

  /// What every gzip file begins with.
  static let gzipMagic: [UInt8] = [0x1f, 0x8b]

  /// The file's bytes; of a gzip file, which its first two bytes tell, those it unpacks to.
  ///
  /// Reading throws `CurationError.unreadableFile`, or `InflateError` where a gzip file is broken.
  static func file(_ file: SourceFile) throws(CurationError) -> ByteStream {
    detectingGzip(try plain(file, from: 0))
  }

  /// The bytes of a file as they stand, from an offset on.
  static func plain(_ file: SourceFile, from offset: Int) throws(CurationError) -> ByteStream {
    guard let handle = FileReader(file.url.path) else { throw .unreadableFile(file.path) }
    var place = offset
    // Whoever adds to a file that records are sent to does so meanwhile.
    let end = file.isPosted ? file.bytes : .max
    return ByteStream { buffer in
      let wanted = UnsafeMutableBufferPointer(rebasing: buffer.prefix(max(0, end - place)))
      guard wanted.count > 0 else { return 0 }
      guard let count = handle.read(into: wanted, at: place) else {
        throw CurationError.unreadableFile(file.path)
      }
      place += count
      return count
    }
  }

  /// The bytes of an array in pieces of `block` bytes.
  static func bytes(_ bytes: [UInt8], block: Int = ByteStream.block) -> ByteStream {
    var start = 0
    return ByteStream { buffer in
      let count = min(block, buffer.count, bytes.count - start)
      for index in 0..<count { buffer[index] = bytes[start + index] }
      start += count
      return count
    }
  }

  static func detectingGzip(_ source: ByteStream) -> ByteStream {
    var inner: ByteStream?
    return ByteStream { buffer in
      if let inner { return try inner.read(buffer) }
      var head = [UInt8](repeating: 0, count: 2)
      var count = 0
      while count < 2 {
        let added = try head.withUnsafeMutableBufferPointer { head in
          try source.read(UnsafeMutableBufferPointer(rebasing: head[count...]))
        }
        if added == 0 { break }
        count += added
      }
      let prefixed = source.prefixed(by: Array(head.prefix(count)))
      let isGzip = count == 2 && head == gzipMagic
      let stream = isGzip ? gunzip(prefixed) : prefixed
      inner = stream
      return try stream.read(buffer)
    }
  }

  private func prefixed(by head: [UInt8]) -> ByteStream {
    var rest = head[...]
    return ByteStream { buffer in
      guard !rest.isEmpty else { return try read(buffer) }
      let count = min(rest.count, buffer.count)
      for index in 0..<count { buffer[index] = rest[rest.startIndex + index] }
      rest = rest.dropFirst(count)
      return count
    }
  }

  private static func gunzip(_ packed: ByteStream) -> ByteStream {
    let inflater = GzipReader(packed)
    return ByteStream { try inflater.read(into: $0) }
  }

  /// All the bytes, or nil when there are more than `limit`.
  func readAll(limit: Int) throws -> [UInt8]? {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: Self.block)
    while true {
      let count = try piece.withUnsafeMutableBufferPointer { try read($0) }
      if count == 0 { return all }
      if all.count + count > limit { return nil }
      all += piece[..<count]
    }
  }
}

/// An open file.
private final class FileReader {
  private let descriptor: Int32

  init?(_ path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// The number of bytes read, 0 at the end; nil when reading fails.
  func read(into buffer: UnsafeMutableBufferPointer<UInt8>, at offset: Int) -> Int? {
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 { return count }
      if errno != EINTR { return nil }
    }
  }
}
