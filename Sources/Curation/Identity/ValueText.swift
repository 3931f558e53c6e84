import Domain
import Foundation

/// Makes the comparable text of a declared value: two ways of writing one thing become one.
struct ValueText {
  private let value: IdentityValue
  private let replacements: [[UInt8]: [UInt8]]
  private let dropped: Set<[UInt8]>
  private let kept: Set<[UInt8]>

  /// Digits that a phone number has at least.
  static let shortestPhone = 7

  init(_ value: IdentityValue) {
    self.value = value
    replacements = Dictionary(
      value.replacements.map { (Self.folded($0.key), Self.folded($0.value)) }, uniquingKeysWith: { $1 })
    dropped = Set(value.dropped.map(Self.folded))
    kept = Set(value.kept.map(Self.folded))
  }

  /// The comparable text of the texts of the value's columns; nil when nothing is left to compare.
  func bytes(of cells: [String]) -> [UInt8]? {
    let bytes =
      switch value.form {
      case .words: words(cells, separator: 32)
      case .joined: words(cells, separator: nil)
      case .email: cells.first.map(email) ?? []
      case .phone: cells.first.map(phone) ?? []
      case .text: Array(cells.joined(separator: " ").utf8)
      }
    if bytes.isEmpty { return nil }
    if value.form != .phone, let length = value.length { return Array(bytes.prefix(length)) }
    return bytes
  }

  // MARK: - Words

  private func words(_ cells: [String], separator: UInt8?) -> [UInt8] {
    var result: [UInt8] = []
    var last: [UInt8] = []
    for cell in cells {
      for word in Self.split(cell) {
        let word = replacements[word] ?? word
        // "Apt # 4" and "Apt 4": what is replaced by the same word twice is written once.
        if dropped.contains(word) || word == last { continue }
        if !kept.isEmpty, !kept.contains(word) { continue }
        if value.isFirstWord {
          if word.count > 1 { return word }
          if result.isEmpty { result = word }
          continue
        }
        if let separator, !result.isEmpty { result.append(separator) }
        result += word
        last = word
      }
    }
    return result
  }

  /// Runs of letters or digits in lower case without accents; an apostrophe within a word is left out, `#` is a word.
  private static func split(_ text: String) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    for byte in folded(text) {
      switch byte {
      case 97...122, 48...57, 128...: word.append(byte)
      case 39: continue
      default:
        if !word.isEmpty { words.append(word) }
        word.removeAll(keepingCapacity: true)
        if byte == 35 { words.append([byte]) }
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// Lower case, without accents: "é" is "e".
  static func folded(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    if bytes.contains(where: { $0 >= 128 }) {
      bytes = Array(
        text.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
          .replacing("’", with: "'").replacing("ß", with: "ss").replacing("ø", with: "o")
          .replacing("æ", with: "ae").replacing("ł", with: "l").utf8)
    }
    for index in bytes.indices where (65...90).contains(bytes[index]) { bytes[index] += 32 }
    return bytes
  }

  // MARK: - E-mail, phone

  private func email(_ text: String) -> [UInt8] {
    let bytes = Self.folded(text).filter { $0 > 32 }
    guard let at = bytes.lastIndex(of: 64), at > 0, at + 1 < bytes.count else { return [] }
    let name = bytes[..<at]
    let local = Array(name[..<(name.firstIndex(of: 43) ?? at)])
    if local.isEmpty || dropped.contains(local) { return [] }
    return local + bytes[at...]
  }

  private func phone(_ text: String) -> [UInt8] {
    var digits = text.utf8.filter { (48...57).contains($0) }
    while digits.starts(with: [48, 48]), digits.count > value.length ?? .max { digits.removeFirst(2) }
    if let length = value.length, digits.count == length + value.countryCode.utf8.count,
      digits.starts(with: value.countryCode.utf8)
    {
      digits.removeFirst(value.countryCode.utf8.count)
    }
    let isNumber = digits.count >= Self.shortestPhone && digits.contains { $0 != digits[0] }
    return isNumber ? digits : []
  }
}
