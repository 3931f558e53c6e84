/// How many columns of a terminal a text takes, and texts cut to a number of them.
///
/// East Asian wide and emoji characters take 2 columns, combining marks and controls none, all else 1; escape
/// sequences of the form ESC [ … letter take none. Source: Unicode Standard Annex 11.
package enum DisplayWidth {
  package static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.value < 0x7F { return first.value < 0x20 ? 0 : 1 }
    if first.value < 0xA0 { return 0 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
    default: break
    }
    if first.properties.isEmojiPresentation || isWide(first.value) { return 2 }
    return character.unicodeScalars.contains { $0.value == 0xFE0F } ? 2 : 1
  }

  /// O(text).
  package static func of(_ text: some StringProtocol) -> Int {
    var width = 0
    var escape = EscapeScan()
    for character in text where !escape.swallows(character) { width += of(character) }
    return width
  }

  /// `text` in at most `width` columns; "…" stands for what was cut. `text` carries no escape sequences.
  package static func cut(_ text: String, to width: Int) -> String {
    if of(text) <= width { return text }
    guard width > 0 else { return "" }
    var result = ""
    var used = 0
    for character in text {
      let next = of(character)
      if used + next > width - 1 { break }
      result.append(character)
      used += next
    }
    while result.last == " " { result.removeLast() }
    return result + "…"
  }

  /// `text` with spaces on one side up to `width` columns; a wider text stays as it is.
  package static func pad(_ text: String, to width: Int, atLeft: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - of(text)))
    return atLeft ? spaces + text : text + spaces
  }

  /// The words of `text` in lines of at most `width` columns; a word wider than that is broken. At least one
  /// line, possibly empty. A width below 2 counts as 2, so that a wide character has room.
  package static func wrap(_ text: String, to width: Int) -> [String] {
    let width = max(2, width)
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
      let wide = of(word)
      if used > 0, used + 1 + wide <= width {
        line += " " + word
        used += 1 + wide
        continue
      }
      if used > 0 { lines.append(line) }
      (line, used) = ("", 0)
      for character in word {
        let next = of(character)
        if used + next > width {
          lines.append(line)
          (line, used) = ("", 0)
        }
        line.append(character)
        used += next
      }
    }
    return lines + (line.isEmpty && !lines.isEmpty ? [] : [line])
  }

  /// `text` safe to send to a terminal on one line: line ends and tabs become spaces, other controls and
  /// overrides of the writing direction "\u{FFFD}".
  package static func printable(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0D: continue
      case 0x09, 0x0A, 0x2028, 0x2029: result.append(" ")
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Blocks of East Asian Width W and F, and of pictographs that terminals draw two columns wide.
  private static let wideBlocks: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x1F1E6...0x1F1FF, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
    0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD,
  ]

  private static func isWide(_ value: UInt32) -> Bool {
    value >= 0x1100 && wideBlocks.contains { $0.contains(value) }
  }
}

/// Recognises escape sequences ESC [ … letter in a run of characters.
struct EscapeScan {
  private enum State { case text, escape, sequence }
  private var state = State.text

  /// True when `character` belongs to an escape sequence.
  mutating func swallows(_ character: Character) -> Bool {
    switch (state, character) {
    case (.text, "\u{1B}"): state = .escape
    case (.text, _): return false
    case (.escape, "["): state = .sequence
    case (.escape, _): state = .text
    case (.sequence, "@"..."~"): state = .text
    case (.sequence, _): break
    }
    return true
  }
}
