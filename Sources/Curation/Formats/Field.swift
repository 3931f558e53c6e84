/// A value as it stands in a file: bytes, trimmed and unescaped, and what the format says they are.
///
/// The bytes belong to the reader and are good until it reads on.
struct Field {
  enum Kind {
    /// Not there, or JSON's null.
    case absent
    case text
    /// A number of JSON.
    case number
    /// An array or object of JSON, its bytes as they stand.
    case container
  }

  var bytes: UnsafeBufferPointer<UInt8>
  var kind: Kind

  static var absent: Field { Field(bytes: UnsafeBufferPointer(start: nil, count: 0), kind: .absent) }

  /// The bytes as text, for messages: what is not UTF-8 replaced, 80 bytes at most.
  var shown: String { String(decoding: bytes.prefix(80), as: UTF8.self) }
}

/// A record as it stands in a file.
struct RawRecord {
  let bytes: UnsafeBufferPointer<UInt8>
  /// 1-based line it starts on.
  let line: Int
  /// 1-based number among the records of its file.
  let number: Int

  /// The bytes kept of it in quarantine.
  func raw(limit: Int) -> [UInt8] { Array(bytes.prefix(limit)) }
}

/// Bounds of what is read; beyond them is quarantine, never a crash.
package struct ReadingLimits: Sendable, Hashable {
  /// Bytes of one record: a CSV row with its line breaks, a line of JSON.
  package var longestRecord: Int
  /// Columns of a CSV file.
  package var mostColumns: Int
  /// Bytes of a JSON document, which is checked as a whole before its first record is used.
  package var largestDocument: Int
  /// Arrays and objects inside each other.
  package var deepestNesting: Int
  /// Bytes of a CSV file that are read by themselves, beside others.
  package var section: Int

  package init(
    longestRecord: Int = 4 << 20, mostColumns: Int = 4096, largestDocument: Int = 256 << 20,
    deepestNesting: Int = 64, section: Int = 4 << 20
  ) {
    (self.longestRecord, self.mostColumns) = (longestRecord, mostColumns)
    (self.largestDocument, self.deepestNesting) = (largestDocument, deepestNesting)
    self.section = max(1, section)
  }
}
