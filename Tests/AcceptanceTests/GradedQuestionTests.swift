import Assembly
import Foundation
import Testing

private let shared = KnowledgeBase.root.deletingLastPathComponent()
  .appendingPathComponent("shared", isDirectory: true)
private let questions = shared.appendingPathComponent("questions/dev.jsonl")

/// Data of another origin, read with our pack, and questions that someone else wrote and answered.
@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: questions.path),
    "there are no graded questions in ../shared/questions"))
struct GradedQuestionTests {
  /// Of 1: the part that must be right, and the part that may be answered wrong.
  static let floor = (accuracy: 0.9, wrong: 0.02)

  @Test func questionsOfSomeoneElse() async throws {
    let base = try KnowledgeBase(data: [shared.appendingPathComponent("data", isDirectory: true)])
    let result = await QuestionEvaluation.run(
      try GradedQuestion.read(questions), assistant: base.assistant, clock: { 0 })
    #expect(result.accuracy >= Self.floor.accuracy)
    #expect(result.wrongRate <= Self.floor.wrong)
    #expect(!result.items.isEmpty)
  }
}
