/// What a key may do; each role may do what the one before may.
package enum Role: String, Sendable, CaseIterable, Comparable {
  /// Ask, search, see the state.
  case read
  /// Send records; see the raw text of rejected rows, and who a customer is.
  case ingest
  /// Rebuild.
  case admin

  package static func < (left: Self, right: Self) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

/// A line of a key file that cannot be used. The key itself is not repeated.
package struct APIKeyError: Error, Hashable, CustomStringConvertible {
  package let file: String
  /// 1-based; nil when the place is the whole file.
  package let line: Int?
  package let found: String
  package let expected: String

  package var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return "\(place): expected \(expected), found \(found)"
  }
}

/// The keys that are let in, with their roles.
package struct APIKeys: Sendable {
  private let entries: [(key: [UInt8], role: Role)]

  /// Bytes of a key, 8 at least so that it cannot be guessed by trying, and 512 at most.
  package static let keyBytes = 8...512

  /// Reads a key file: lines `KEY ROLE`; empty lines and lines that start with `#` are passed over. `file` is its
  /// name, for messages.
  ///
  /// - Throws: `APIKeyError` on another number of words, an unknown role, a key that is too short, too long or
  ///   there twice, and on a file without a key.
  package init(parsing text: String, file: String) throws(APIKeyError) {
    var entries: [(key: [UInt8], role: Role)] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let key = words.first, !key.hasPrefix("#") else { continue }
      let number = index + 1
      let rest = words.dropFirst().prefix { !$0.hasPrefix("#") }
      guard rest.count == 1, let name = rest.first else {
        throw APIKeyError(
          file: file, line: number, found: "\(rest.count + 1) words", expected: "a key and a role")
      }
      guard let role = Role(rawValue: String(name)) else {
        throw APIKeyError(
          file: file, line: number, found: "role '\(name)'", expected: "the role read, ingest or admin")
      }
      let bytes = Array(key.utf8)
      guard Self.keyBytes.contains(bytes.count) else {
        throw APIKeyError(
          file: file, line: number, found: "a key of \(bytes.count) bytes",
          expected: "\(Self.keyBytes.lowerBound) to \(Self.keyBytes.upperBound) bytes")
      }
      guard !entries.contains(where: { $0.key == bytes }) else {
        throw APIKeyError(
          file: file, line: number, found: "a key that stands above", expected: "each key once")
      }
      entries.append((bytes, role))
    }
    guard !entries.isEmpty else {
      throw APIKeyError(file: file, line: nil, found: "none", expected: "at least one line 'KEY ROLE'")
    }
    self.entries = entries
  }

  /// The role of a key; nil when there is no such key. The time it takes depends on the length of `key` and the
  /// number of keys only, not on how much of a key was right.
  func role(of key: some StringProtocol) -> Role? {
    let bytes = Array(key.utf8.prefix(Self.keyBytes.upperBound + 1))
    var found: Role?
    for entry in entries where Self.isEqual(entry.key, bytes) { found = entry.role }
    return found
  }

  private static func isEqual(_ key: [UInt8], _ given: [UInt8]) -> Bool {
    var difference = UInt(bitPattern: key.count ^ given.count)
    for (index, byte) in given.enumerated() {
      difference |= UInt(byte ^ (index < key.count ? key[index] : 0))
    }
    return difference == 0
  }
}
