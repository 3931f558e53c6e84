/// Finds the words of a text in its UTF-8 bytes; knows nothing of their meaning.
///
/// A word is a run of letters, digits and marks. An apostrophe between two letters belongs to the word, so does
/// a point between two digits and a comma before exactly three digits. Dashes, slashes and underscores between
/// two word characters join words to a compound.
struct WordScanner {
  /// Bytes of the longest word or compound; a longer run is cut there.
  static let longestWord = 256

  /// Calls `body` with the byte range of each word in the order of the text: a compound first, then its parts.
  /// `bytes` is valid UTF-8. O(count).
  static func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>, Token.Role) -> Void) {
    var parts: [Range<Int>] = []
    var position = 0
    while position < bytes.count {
      let (kind, length) = character(bytes, at: position)
      guard kind == .letter || kind == .digit else {
        position += length
        continue
      }
      let start = position
      var partStart = position
      var last = kind
      position += length
      parts.removeAll(keepingCapacity: true)
      while position < bytes.count, position - start < longestWord {
        let (kind, length) = character(bytes, at: position)
        if kind == .letter || kind == .digit || kind == .mark {
          if kind != .mark { last = kind }
          position += length
          continue
        }
        let next = position + length
        guard kind != .other, next < bytes.count else { break }
        let following = character(bytes, at: next).kind
        guard following == .letter || following == .digit else { break }
        switch kind {
        case .apostrophe where last == .letter && following == .letter: position = next
        case .point where last == .digit && following == .digit: position = next
        case .comma where last == .digit && isThousands(bytes, from: partStart, comma: position):
          position = next
        case .joiner:
          parts.append(partStart..<position)
          (partStart, position) = (next, next)
        default:
          break
        }
        if position != next { break }
      }
      if parts.isEmpty {
        body(start..<position, .word)
      } else {
        parts.append(partStart..<position)
        body(start..<position, .compound)
        for part in parts where !part.isEmpty { body(part, .part) }
      }
    }
  }

  /// Whether exactly three digits follow the comma, and only digits (one to three, or groups) lead to it.
  private static func isThousands(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, comma: Int) -> Bool {
    func isDigit(_ index: Int) -> Bool { index < bytes.count && bytes[index] &- 48 < 10 }
    guard isDigit(comma + 1), isDigit(comma + 2), isDigit(comma + 3), !isDigit(comma + 4) else {
      return false
    }
    var run = 0
    var index = comma
    while index > start, isDigit(index - 1) { (index, run) = (index - 1, run + 1) }
    return (1...3).contains(run) && (index == start || (run == 3 && bytes[index - 1] == UInt8(ascii: ",")))
  }

  enum Kind { case letter, digit, mark, apostrophe, point, comma, joiner, other }

  /// The kind of the character at `position`, and its bytes.
  static func character(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> (kind: Kind, length: Int) {
    let byte = bytes[position]
    if byte < 0x80 { return (ascii[Int(byte)], 1) }
    let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    guard position + length <= bytes.count else { return (.other, bytes.count - position) }
    var value = UInt32(byte) & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
    for offset in 1..<length { value = value << 6 | UInt32(bytes[position + offset] & 0x3F) }
    switch value {
    case 0x2018, 0x2019, 0x02BC: return (.apostrophe, length)
    case 0x2010...0x2013: return (.joiner, length)
    default: break
    }
    guard let properties = Unicode.Scalar(value)?.properties else { return (.other, length) }
    switch properties.generalCategory {
    case .decimalNumber: return (.digit, length)
    case .nonspacingMark, .spacingMark, .enclosingMark: return (.mark, length)
    default: return (properties.isAlphabetic ? .letter : .other, length)
    }
  }

  private static let ascii: [Kind] = (0..<128).map { (byte: UInt8) in
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
    case UInt8(ascii: "'"): .apostrophe
    case UInt8(ascii: "."): .point
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_"): .joiner
    default: .other
    }
  }
}

/// The UTF-8 bytes of `text`, contiguous.
func withUTF8<Result>(
  _ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result
) -> Result {
  if let result = text.utf8.withContiguousStorageIfAvailable(body) { return result }
  return Array(text.utf8).withUnsafeBufferPointer(body)
}
