import Domain
import Foundation
import Testing

@testable import KnowledgePacks

private func load(_ text: String?, words: [String: String] = [:]) throws -> Grammar {
  let pack = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: pack) }
  let folder = pack.appendingPathComponent("language")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  if let text {
    try text.write(to: folder.appendingPathComponent("grammar.yaml"), atomically: true, encoding: .utf8)
  }
  let wordFolder = folder.appendingPathComponent("words")
  try FileManager.default.createDirectory(at: wordFolder, withIntermediateDirectories: true)
  for (name, text) in words {
    try text.write(to: wordFolder.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }
  return try loadGrammar(pack: pack)
}

@Suite struct Grammars {
  @Test func readsEverydayWords() throws {
    let text = "roles: {}\nnumbers: {}\nscales: {}\nunits: {}\nknown: [weather]"
    let grammar = try load(text, words: ["b.txt": "menu  men\n\nthe\n", "a.txt": "boat", "c.md": "not read"])
    #expect(grammar.known == ["weather", "boat", "menu", "men", "the"])
    #expect(try load(text).known == ["weather"])
  }

  @Test func readsOne() throws {
    let grammar = try load(
      """
      roles:
        filler: [the, "'s"]
        at_least: [at least, ">="]
        or_more: or more
      numbers: {two: 2, dozen: 12}
      scales: {k: 1000}
      units: {EUR: ["€", euro], hours: hour}
      known: [weather, late fee]
      abbreviations: {svc: service}
      """)
    #expect(
      grammar.phrases == [.filler: ["the", "'s"], .atLeast: ["at least", ">="], .orMore: ["or more"]])
    #expect(grammar.numbers == ["two": 2, "dozen": 12] && grammar.scales == ["k": 1000])
    #expect(grammar.units == ["EUR": ["€", "euro"], "hours": ["hour"]])
    #expect(grammar.known == ["weather", "late", "fee"])
    #expect(grammar.abbreviations == ["svc": "service"])
  }

  @Test(
    arguments: [
      (
        "rols: {}",
        "language/grammar.yaml:1: file: expected one of the keys roles, numbers, ordinals, scales, units, known, abbreviations, found 'rols'; did you mean 'roles'?"
      ),
      ("roles: {atleast: [x]}", "language/grammar.yaml:1: roles.atleast: expected one of the roles "),
      ("roles: {top: {a: b}}", "language/grammar.yaml:1: roles.top: expected a text, found 'a mapping'"),
      ("roles: [top]", "language/grammar.yaml:1: roles: expected a mapping, found 'a list'"),
      ("numbers: {two: many}", "language/grammar.yaml:1: numbers.two: expected a whole number, found 'many'"),
      ("scales:\n  k: 1000\n  k: 1", "language/grammar.yaml:2: syntax: expected each key once, found 'k'"),
      ("units: {EUR: [[a]]}", "language/grammar.yaml:1: units.EUR.1: expected a text, found 'a list'"),
      ("", "language/grammar.yaml: file: expected a YAML mapping, found 'nothing'"),
      ("roles: [", "language/grammar.yaml:"),
    ] as [(String, String)])
  func refuses(text: String, expected: String) {
    let error = #expect(throws: PackError.self) { try load(text) }
    #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "none")")
  }

  @Test func saysTheNearestRole() {
    let error = #expect(throws: PackError.self) { try load("roles: {atleast: [x]}") }
    #expect(error?.description.hasSuffix("found 'atleast'; did you mean 'at_least'?") == true)
  }

  @Test func wantsTheFile() {
    let error = #expect(throws: PackError.self) { try load(nil) }
    #expect(
      error?.description == "language/grammar.yaml: file: expected a readable file, found 'no such file'")
  }
}
