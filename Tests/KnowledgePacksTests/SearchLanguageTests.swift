import Domain
import Foundation
import Testing

@testable import KnowledgePacks

/// Nil stands for a pack without the file.
private func load(_ text: String?) throws -> Language {
  let pack = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: pack) }
  let folder = pack.appendingPathComponent("language")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  try text?.write(to: folder.appendingPathComponent("search.yaml"), atomically: true, encoding: .utf8)
  return try loadLanguage(pack: pack)
}

@Suite struct SearchLanguageTests {
  @Test(
    arguments: [
      (nil, .english), ("language: english\n", .english), ("language: german", .german),
      ("# ours\nlanguage: 'indonesian'\n", .indonesian),
    ] as [(String?, Language)])
  func readsTheLanguage(text: String?, language: Language) throws {
    #expect(try load(text) == language)
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
        "language/search.yaml:2: file: expected one of the keys language, found 'stemmer'"
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
