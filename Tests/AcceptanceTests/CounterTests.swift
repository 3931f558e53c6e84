import Domain
import Foundation
import Testing

/// A question, and the documents of which one must be found first.
private struct CounterQuestion {
  let text: String
  let documents: Set<String>

  /// The lines of `Questions/Counter/questions.tsv`.
  static func all() throws -> [CounterQuestion] {
    let file = QuestionFolder.golden.url.appendingPathComponent("Counter/questions.tsv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let fields = line.split(separator: "\t")
      let ids = try #require(fields.count == 2 ? fields.last : nil, "\(line)").split(separator: " ")
      return CounterQuestion(
        text: String(fields[0]), documents: Set(ids.map { $0.contains("/") ? String($0) : "article/\($0)" }))
    }
  }
}

@Suite struct CounterTests {
  /// Of the questions, how many must have the right document first.
  static let least = 0.95

  @Test func theRightDocumentIsFirst() async throws {
    let search = try KnowledgeBase.ours.get().assistant.search
    let questions = try CounterQuestion.all()
    var missed: [String] = []
    for question in questions {
      let isAboutARow = question.documents.contains { !$0.hasPrefix("article/") }
      let kinds = isAboutARow ? ["part", "service"] : ["article"]
      let first = try await search(question.text, 1, kinds).first?.chunk.document ?? "nothing"
      if !question.documents.contains(first) { missed.append("\(question.text): \(first)") }
    }
    #expect(questions.count >= 100)
    let share = 1 - Double(missed.count) / Double(questions.count)
    #expect(share >= Self.least, "\(missed.joined(separator: "\n"))")
  }
}
