import Foundation

/// Lists of strings in one cell, as JSON.
enum StringList {
  static func encoded(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }

  /// The list; empty for a text that is none.
  static func decoded(_ text: String) -> [String] {
    if text == "[]" { return [] }
    if !text.utf8.contains(0x5C) {
      // Without a backslash, quotes stand around the items only: every second piece is one.
      let pieces = text.utf8.split(separator: 0x22, omittingEmptySubsequences: false)
      return pieces.indices.filter { $0 % 2 == 1 }.map { String(Substring(pieces[$0])) }
    }
    return (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? []
  }

  static func lists(_ text: String) -> [[String]] {
    (try? JSONDecoder().decode([[String]].self, from: Data(text.utf8))) ?? []
  }

  static func dictionary(_ text: String) -> [String: String] {
    (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
  }
}
