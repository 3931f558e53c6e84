import Foundation

/// Lists of strings in one cell, as JSON.
enum StringList {
  static func encoded(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }

  /// The list; empty for a text that is none.
  static func decoded(_ text: String) -> [String] {
    if text == "[]" { return [] }
    return (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? []
  }

  static func lists(_ text: String) -> [[String]] {
    (try? JSONDecoder().decode([[String]].self, from: Data(text.utf8))) ?? []
  }

  static func dictionary(_ text: String) -> [String: String] {
    (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
  }
}
