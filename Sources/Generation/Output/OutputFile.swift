import Domain
import Foundation

/// A file that grows at its end, through a buffer.
struct OutputFile {
  let path: String
  let format: GenerationFile.Format?
  private(set) var rows = 0
  private(set) var bytes = 0
  private let url: URL
  private let bufferSize: Int
  private var buffer = ByteBuffer()

  init(
    path: String, in folder: URL, format: GenerationFile.Format?, header: [UInt8], bufferSize: Int
  ) throws(GenerationError) {
    (self.path, self.format, self.bufferSize) = (path, format, bufferSize)
    url = folder.appendingPathComponent(path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: url)
    } catch {
      throw .unwritable(file: path, reason: "\(error.localizedDescription)")
    }
    buffer.append(header)
  }

  mutating func append(
    _ record: (inout ByteBuffer) throws(GenerationError) -> Void
  ) throws(GenerationError) {
    if format == .json { buffer.append(rows == 0 ? "[\n" : ",\n") }
    try record(&buffer)
    if format != .json { buffer.append(byte: 0x0A) }
    rows += 1
    if buffer.bytes.count >= bufferSize { try flush() }
  }

  mutating func close() throws(GenerationError) {
    if format == .json { buffer.append(rows == 0 ? "[]\n" : "\n]\n") }
    try flush()
  }

  private mutating func flush() throws(GenerationError) {
    guard !buffer.bytes.isEmpty else { return }
    do {
      let handle = try FileHandle(forWritingTo: url)
      defer { try? handle.close() }
      try handle.seekToEnd()
      try handle.write(contentsOf: buffer.bytes)
    } catch {
      throw .unwritable(file: path, reason: "\(error.localizedDescription)")
    }
    bytes += buffer.bytes.count
    buffer.removeAll()
  }

  /// Leaves the first `count` bytes of the closed file.
  mutating func cut(to count: Int) throws(GenerationError) {
    guard count < bytes else { return }
    do {
      let handle = try FileHandle(forWritingTo: url)
      defer { try? handle.close() }
      try handle.truncate(atOffset: UInt64(count))
    } catch {
      throw .unwritable(file: path, reason: "\(error.localizedDescription)")
    }
    bytes = count
  }
}
