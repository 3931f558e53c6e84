import Domain

/// A run of bytes behind the tables of a database file, which is mapped instead of read.
///
/// SQLite knows from its header how many pages are its own and leaves alone what follows them. Where a region lies is
/// kept as metadata in the tables, so that tables and regions are one file, and whole or not there at all.
package struct FileRegion: Sendable, Hashable {
  package enum Name: String, CaseIterable, Sendable {
    /// The vectors of all chunks, little-endian 32-bit floats.
    case vectors
    /// What search made of them.
    case codes
    /// The index of the terms of all chunks.
    case terms
    /// What ranking needs to know of each chunk besides.
    case rows

    var key: String { "region.\(rawValue)" }
  }

  /// Bytes from the end of the tables, that rounded up to a multiple of `FileMapping.alignment`, of which this is
  /// one too.
  let offset: Int
  let byteCount: Int

  /// As metadata keeps it: "65536 1200".
  var text: String { "\(offset) \(byteCount)" }

  init(offset: Int, byteCount: Int) { (self.offset, self.byteCount) = (offset, byteCount) }

  init?(_ text: String) {
    let numbers = text.split(separator: " ").compactMap { Int($0) }
    guard numbers.count == 2, numbers.allSatisfy({ (0...Self.most).contains($0) }),
      numbers[0] % FileMapping.alignment == 0
    else { return nil }
    self.init(offset: numbers[0], byteCount: numbers[1])
  }

  /// Bytes of the largest region and of the largest offset: what no file exceeds, and what sums cannot overflow.
  private static let most = 1 << 60

  static func aligned(_ bytes: Int) -> Int {
    (bytes + FileMapping.alignment - 1) / FileMapping.alignment * FileMapping.alignment
  }
}
