import Foundation

/// The files of questions: `Questions/` with what is answered right, and `Questions/NotYet/` with what is not.
struct QuestionFolder: Sendable {
  static let golden = QuestionFolder(path: "Questions")
  static let notYet = QuestionFolder(path: "Questions/NotYet")

  let url: URL

  init(path: String) {
    url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent(path, isDirectory: true)
  }

  /// In order of file and place.
  func questions() throws -> [KnownQuestion] {
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".txt") }
    return try names.sorted().flatMap { name in
      let lines = try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return try lines.split { $0.isEmpty }.map {
        try KnownQuestion(Array($0), topic: String(name.dropLast(4)))
      }
    }
  }

  /// What `questions()` finds, and nothing where it throws; a test of its own shows what it throws.
  var all: [KnownQuestion] { (try? questions()) ?? [] }

  /// Writes the questions, one file for each topic, in place of those that are there.
  func write(_ questions: [KnownQuestion]) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: url.path) where name.hasSuffix(".txt") {
      try FileManager.default.removeItem(at: url.appendingPathComponent(name))
    }
    for (topic, questions) in Dictionary(grouping: questions, by: \.topic) {
      try questions.map(\.text).joined(separator: "\n")
        .write(to: url.appendingPathComponent("\(topic).txt"), atomically: true, encoding: .utf8)
    }
  }
}
