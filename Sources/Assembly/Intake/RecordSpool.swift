import Curation
import Domain
import Foundation
import Glibc

/// A file of lines, to which lines are added that survive a power cut once `append` has returned.
final class RecordSpool {
  private let file: URL
  private let descriptor: Int32
  /// Of whole lines.
  private(set) var byteCount: Int

  /// Opens or makes the file. What follows its last line end, left by a crash, was never acknowledged and is cut off.
  ///
  /// - Throws: `IntakeError.notStored`.
  init(_ file: URL) throws(IntakeError) {
    self.file = file
    let folder = file.deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .notStored(file: folder.path, reason: error.localizedDescription)
    }
    let isNew = !FileManager.default.fileExists(atPath: file.path)
    descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    byteCount = 0
    guard descriptor >= 0 else { throw failure("open") }
    // One process at a time adds to it.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw failure("lock: another server has it") }
    byteCount = PostedRecords.wholeLines(of: file)
    guard ftruncate(descriptor, off_t(byteCount)) == 0 else { throw failure("cut") }
    if isNew { try flush(folder) }
  }

  deinit { close(descriptor) }

  /// Adds lines, each without its line end; all of them are on the disk when it returns, or none.
  ///
  /// - Throws: `IntakeError.notStored`.
  func append(_ lines: [[UInt8]]) throws(IntakeError) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lines.reduce(0) { $0 + $1.count + 1 })
    for line in lines {
      bytes += line
      bytes.append(UInt8(ascii: "\n"))
    }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        pwrite(
          descriptor, all.baseAddress.map { $0 + done }, all.count - done, off_t(byteCount + done))
      }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw undo("write")
      }
    }
    guard fsync(descriptor) == 0 else { throw undo("flush") }
    byteCount += bytes.count
  }

  /// Takes back what a failed append has written.
  private func undo(_ action: String) -> IntakeError {
    let failure = failure(action)
    ftruncate(descriptor, off_t(byteCount))
    return failure
  }

  private func failure(_ action: String) -> IntakeError {
    .notStored(file: file.path, reason: "\(action): \(String(cString: strerror(errno)))")
  }

  private func flush(_ folder: URL) throws(IntakeError) {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open its folder") }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 { throw failure("flush its folder") }
  }

  /// Puts this file, all of whose lines are on the disk, in the place of `other`, which is let go afterwards.
  ///
  /// - Throws: `IntakeError.notStored`; `other` stays then.
  func replace(_ other: URL) throws(IntakeError) {
    guard rename(file.path, other.path) == 0 else { throw failure("put in place of \(other.path)") }
    try flush(other.deletingLastPathComponent())
  }

  /// Opens an empty file, in place of one that a crash left.
  static func empty(_ file: URL) throws(IntakeError) -> RecordSpool {
    unlink(file.path)
    return try RecordSpool(file)
  }

  /// Gives the lines, `batch` at a time, from the first.
  static func lines(of file: URL, batch: Int, _ body: ([[UInt8]]) throws -> Void) throws {
    guard let data = try? Data(contentsOf: file, options: .alwaysMapped) else { return }
    var lines: [[UInt8]] = []
    var start = data.startIndex
    while let end = data[start...].firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(Array(data[start..<end]))
      start = end + 1
      if lines.count == batch {
        try body(lines)
        lines.removeAll(keepingCapacity: true)
      }
    }
    if !lines.isEmpty { try body(lines) }
  }
}
