/// A pattern of paths: `*` and `?` within one folder, `**` over any number of folders, `{name}` like `*` but at
/// least one byte, and captured.
///
/// Folders named `key=value` are captured under `key` without being asked for.
struct FilePattern: Sendable, Hashable {
  private enum Piece: Sendable, Hashable { case byte(UInt8), any, one, capture(String) }
  private enum Segment: Sendable, Hashable { case folders, pieces([Piece]) }

  let text: String
  private let segments: [Segment]
  /// The names that the pattern captures, those of its `key=` folders too.
  let captures: [String]

  /// Bytes of a pattern and of a path; longer ones do not match.
  static let longest = 4096

  /// - Returns: nil when a `{` has no `}`, a capture has no name, or the pattern is empty or absolute.
  init?(_ text: String) {
    guard !text.isEmpty, !text.hasPrefix("/"), text.utf8.count <= Self.longest else { return nil }
    var segments: [Segment] = []
    var captures: [String] = []
    for part in text.split(separator: "/", omittingEmptySubsequences: false) {
      if part == "**" {
        segments.append(.folders)
        continue
      }
      guard !part.isEmpty, part != "..", let pieces = Self.pieces(Array(part.utf8)) else { return nil }
      segments.append(.pieces(pieces))
      for case .capture(let name) in pieces { captures.append(name) }
      if let equals = part.firstIndex(of: "="), !part[..<equals].contains(where: { "*?{".contains($0) }) {
        captures.append(String(part[..<equals]))
      }
    }
    (self.text, self.segments, self.captures) = (text, segments, captures)
  }

  private static func pieces(_ bytes: [UInt8]) -> [Piece]? {
    var pieces: [Piece] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "*"): pieces.append(.any)
      case UInt8(ascii: "?"): pieces.append(.one)
      case UInt8(ascii: "{"):
        guard let close = bytes[index...].firstIndex(of: UInt8(ascii: "}")), close > index + 1 else {
          return nil
        }
        pieces.append(.capture(String(decoding: bytes[(index + 1)..<close], as: UTF8.self)))
        index = close
      default: pieces.append(.byte(bytes[index]))
      }
      index += 1
    }
    return pieces
  }

  /// What the path, relative and with `/`, captures; nil when it does not match.
  func match(_ path: String) -> [String: String]? {
    guard path.utf8.count <= Self.longest else { return nil }
    let parts = path.split(separator: "/").map { Array($0.utf8) }
    var captured: [String: String] = [:]
    guard match(parts[...], segments[...], &captured) else { return nil }
    for part in parts.dropLast() {
      if let equals = part.firstIndex(of: UInt8(ascii: "=")), equals > 0 {
        let name = String(decoding: part[..<equals], as: UTF8.self)
        captured[name] = captured[name] ?? String(decoding: part[(equals + 1)...], as: UTF8.self)
      }
    }
    return captured
  }

  private func match(
    _ parts: ArraySlice<[UInt8]>, _ segments: ArraySlice<Segment>, _ captured: inout [String: String]
  ) -> Bool {
    guard let segment = segments.first else { return parts.isEmpty }
    switch segment {
    case .folders:
      if segments.count == 1 { return !parts.isEmpty }
      for start in parts.startIndex...parts.endIndex
      where match(parts[start...], segments.dropFirst(), &captured) {
        return true
      }
      return false
    case .pieces(let pieces):
      guard let part = parts.first else { return false }
      var found: [String: String] = [:]
      guard Self.match(part[...], pieces[...], &found) else { return false }
      guard match(parts.dropFirst(), segments.dropFirst(), &captured) else { return false }
      captured.merge(found) { _, new in new }
      return true
    }
  }

  /// The shortest match of each `*` and `{name}` from the left.
  private static func match(
    _ bytes: ArraySlice<UInt8>, _ pieces: ArraySlice<Piece>, _ captured: inout [String: String]
  ) -> Bool {
    guard let piece = pieces.first else { return bytes.isEmpty }
    let rest = pieces.dropFirst()
    switch piece {
    case .byte(let byte): return bytes.first == byte && match(bytes.dropFirst(), rest, &captured)
    case .one: return !bytes.isEmpty && match(bytes.dropFirst(), rest, &captured)
    case .any, .capture:
      let first = if case .any = piece { bytes.startIndex } else { bytes.startIndex + 1 }
      guard first <= bytes.endIndex else { return false }
      for end in first...bytes.endIndex where match(bytes[end...], rest, &captured) {
        if case .capture(let name) = piece {
          captured[name] = String(decoding: bytes[..<end], as: UTF8.self)
        }
        return true
      }
      return false
    }
  }
}
