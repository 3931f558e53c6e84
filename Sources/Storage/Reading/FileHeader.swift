import Foundation

/// The first 100 bytes of a database file, big-endian; enough to tell what is wrong with it.
///
/// - SeeAlso: SQLite, *Database File Format*, 1.3.
enum FileHeader {
  private static let size = 100
  private static let magic = Array("SQLite format 3\0".utf8)

  /// Gives the bytes that the tables take, from the start of the file.
  ///
  /// - Throws: `StorageError` unless the file is a whole database of ours, of this schema version.
  static func check(_ file: URL) throws -> Int {
    let path = file.path
    guard FileManager.default.fileExists(atPath: path) else { throw StorageError.missing(file: path) }
    let bytes: [UInt8]
    let length: Int
    do {
      let handle = try FileHandle(forReadingFrom: file)
      defer { try? handle.close() }
      bytes = [UInt8](try handle.read(upToCount: size) ?? Data())
      length = Int(try handle.seekToEnd())
    } catch {
      throw StorageError.file(path, action: "read", reason: error.localizedDescription)
    }
    guard bytes.count == size, bytes.starts(with: magic) else {
      let found = bytes.isEmpty ? "an empty file" : "a file of \(length) bytes that is no SQLite database"
      throw StorageError.notADatabase(file: path, found: found)
    }
    let application = Int32(bitPattern: word(bytes, at: 68))
    guard application == Schema.applicationID else {
      throw StorageError.foreign(file: path, applicationID: application)
    }
    let version = Int32(bitPattern: word(bytes, at: 60))
    guard version == Schema.version else {
      throw StorageError.version(file: path, found: version, expected: Schema.version)
    }
    let stored = Int(bytes[16]) << 8 | Int(bytes[17])
    let expected = Int(word(bytes, at: 28)) * (stored == 1 ? 65_536 : stored)
    guard length >= expected else {
      throw StorageError.truncated(file: path, bytes: length, expected: expected)
    }
    return expected
  }

  private static func word(_ bytes: [UInt8], at place: Int) -> UInt32 {
    bytes[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
