import Domain
import Foundation
import Testing

@testable import KnowledgePacks

/// Nil stands for a pack without the file.
private func load(_ text: String?) throws -> SearchLanguage {
  let pack = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: pack) }
  let folder = pack.appendingPathComponent("language")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  try text?.write(to: folder.appendingPathComponent("search.yaml"), atomically: true, encoding: .utf8)
  return try loadSearchLanguage(pack: pack)
}

@Suite struct SearchLanguageTests {
  @Test(
    arguments: [
      (nil, .english), ("language: english\n", .english), ("language: german", .german),
      ("# ours\nlanguage: 'indonesian'\n", .indonesian),
    ] as [(String?, Language)])
  func readsTheLanguage(text: String?, language: Language) throws {
    #expect(try load(text).language == language)
  }

  @Test(
    arguments: [
      (nil, []), ("language: english\n", []), ("synonyms: []\n", []),
      ("synonyms:\n  - [keel, fin]\n", [["keel", "fin"]]),
      (
        "language: german\nsynonyms:\n  - [keel, fin]\n  - [bow line, painter, mooring rope]\n",
        [["keel", "fin"], ["bow line", "painter", "mooring rope"]]
      ),
    ] as [(String?, [[String]])])
  func readsTheSynonyms(text: String?, synonyms: [[String]]) throws {
    #expect(try load(text).synonyms == synonyms)
  }

  @Test(
    arguments: [
      (
        "language: germn",
        "language/search.yaml:1: language: expected one of english, german, indonesian, found 'germn'"
      ),
      ("language: German", "found 'German'"),
      ("language: [german]", "language/search.yaml:1: language: expected"),
      ("language: 7", "found '7'"), ("language:", "language/search.yaml:1: language: expected"),
      ("", "language/search.yaml"), ("- german", "language/search.yaml:1"),
      ("\nlanguag: german", "language/search.yaml:2"),
      (
        "language: german\nstemmer: porter",
        "language/search.yaml:2: file: expected one of the keys language, synonyms, found 'stemmer'"
      ),
      ("synonyms: keel", "language/search.yaml:1: synonyms: expected"),
      ("synonyms:\n  - keel\n", "language/search.yaml:2: synonyms.1: expected two or more"),
      (
        "synonyms:\n  - [keel, fin]\n  - [bow]\n",
        "language/search.yaml:3: synonyms.2: expected two or more that mean the same, found '1 phrase'"
      ),
      ("language: german\nlanguage: english", "language/search.yaml"),
    ] as [(String, String)])
  func saysWhatIsWrong(text: String, part: String) throws {
    let error = #expect(throws: PackError.self) { try load(text) }
    let message = error?.description ?? ""
    #expect(message.contains(part), "\(message)")
    #expect(message.contains("expected") && !message.contains("\n"), "\(message)")
  }
}
