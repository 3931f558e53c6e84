/// A key press, or what a terminal sends like one.
package enum Key: Sendable, Hashable {
  /// A character as typed; a combining mark comes as a key of its own.
  case text(String)
  /// Text that was pasted, in one piece.
  case paste(String)
  /// A letter held with Ctrl, in lower case.
  case control(Character)
  /// A letter held with Alt, in lower case.
  case alt(Character)
  case enter, tab, backspace, delete, escape
  case left, right, up, down, home, end, wordLeft, wordRight
}

/// Bytes from a terminal to keys: UTF-8, VT escape sequences, bracketed paste. Sequences that are no known key
/// are dropped; bytes that are no UTF-8 become U+FFFD.
///
/// - SeeAlso: XTerm Control Sequences, "PC-Style Function Keys" and "Bracketed Paste Mode".
package struct KeyParser: Sendable {
  private enum State { case ground, escape, sequence, function, paste }

  /// Bytes of a paste that are kept; the rest is dropped.
  static let longestPaste = 64 * 1024
  /// Bytes of an escape sequence; a longer one is no sequence of ours.
  static let longestSequence = 32
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  private var state = State.ground
  private var bytes: [UInt8] = []

  package init() {}

  /// An escape byte waits for what follows: without more bytes, within a while, it is the Escape key.
  package var isWaiting: Bool { state == .escape }

  package mutating func feed(_ input: some Sequence<UInt8>) -> [Key] {
    var keys: [Key] = []
    for byte in input { take(byte, &keys) }
    return keys
  }

  /// The keys that wait, when no more bytes came for a while.
  package mutating func flush() -> [Key] {
    guard isWaiting else { return [] }
    state = .ground
    return [.escape]
  }

  private mutating func take(_ byte: UInt8, _ keys: inout [Key]) {
    switch state {
    case .ground: ground(byte, &keys)
    case .escape:
      state = .ground
      switch byte {
      case UInt8(ascii: "["): (state, bytes) = (.sequence, [])
      case UInt8(ascii: "O"): state = .function
      case 0x1B: state = .escape
      case 0x7F, 0x08: keys.append(.control("w"))
      case 0x21...0x7E:
        keys.append(.alt(Character(Unicode.Scalar(byte | (byte >= 65 && byte <= 90 ? 0x20 : 0)))))
      default: ground(byte, &keys)
      }
    case .function:
      state = .ground
      if let key = Self.named(byte, isWord: false) { keys.append(key) }
    case .sequence:
      bytes.append(byte)
      if (0x40...0x7E).contains(byte) {
        state = .ground
        sequence(bytes, &keys)
      } else if bytes.count > Self.longestSequence {
        (state, bytes) = (.ground, [])
      }
    case .paste:
      bytes.append(byte)
      if bytes.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) {
        keys.append(.paste(String(decoding: bytes.dropLast(Self.pasteEnd.count), as: UTF8.self)))
        (state, bytes) = (.ground, [])
      } else if bytes.count > Self.longestPaste + Self.pasteEnd.count {
        // What follows the limit falls out between the kept text and the end mark.
        bytes.remove(at: Self.longestPaste)
      }
    }
  }

  private mutating func ground(_ byte: UInt8, _ keys: inout [Key]) {
    if !bytes.isEmpty, byte & 0xC0 != 0x80 {
      keys.append(.text("\u{FFFD}"))
      bytes = []
    }
    switch byte {
    case 0x1B: state = .escape
    case 0x0D, 0x0A: keys.append(.enter)
    case 0x09: keys.append(.tab)
    case 0x7F, 0x08: keys.append(.backspace)
    case 0x00, 0x1C...0x1F: break
    case 0x01...0x1A: keys.append(.control(Character(Unicode.Scalar(byte + 0x60))))
    case 0x20...0x7E: keys.append(.text(String(Unicode.Scalar(byte))))
    default:
      bytes.append(byte)
      let needed = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : bytes[0] >= 0xC0 ? 2 : 1
      if bytes.count >= needed {
        keys.append(.text(String(decoding: bytes, as: UTF8.self)))
        bytes = []
      }
    }
  }

  private mutating func sequence(_ sequence: [UInt8], _ keys: inout [Key]) {
    bytes = []
    guard let last = sequence.last else { return }
    let numbers = sequence.dropLast().split(separator: UInt8(ascii: ";")).map {
      Int(String(decoding: $0, as: UTF8.self)) ?? 0
    }
    // 3, 5 and 7 stand for Alt, Ctrl and both.
    let isWord = numbers.count > 1 && [3, 5, 7].contains(numbers[1])
    guard last == UInt8(ascii: "~") else {
      if let key = Self.named(last, isWord: isWord) { keys.append(key) }
      return
    }
    switch numbers.first {
    case 1, 7: keys.append(.home)
    case 3: keys.append(.delete)
    case 4, 8: keys.append(.end)
    case 200: state = .paste
    default: break
    }
  }

  private static func named(_ byte: UInt8, isWord: Bool) -> Key? {
    switch byte {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): isWord ? .wordRight : .right
    case UInt8(ascii: "D"): isWord ? .wordLeft : .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    default: nil
    }
  }
}
