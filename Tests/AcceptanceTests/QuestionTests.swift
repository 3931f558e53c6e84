import Domain
import Foundation
import Testing

/// `PITWALL_RECORD=1` writes the files of questions anew; a question goes where its truth puts it.
private let isRecording = ProcessInfo.processInfo.environment["PITWALL_RECORD"] == "1"

@Suite("Questions with known answers", .enabled(if: !isRecording, "the answers are being recorded"))
struct QuestionTests {
  @Test func theFilesCanBeRead() throws {
    #expect(try QuestionFolder.golden.questions().count >= 90)
    #expect(try QuestionFolder.notYet.questions().count >= 1)
  }

  @Test("is answered right, and as before", arguments: QuestionFolder.golden.all)
  func golden(question: KnownQuestion) async throws {
    let base = try KnowledgeBase.ours.get()
    let answer = try await Answers.ours.answer(to: question)
    let today = Recording(answer)
    #expect(
      try TruthCheck(generation: base.generation).holds(question, for: answer),
      "not what is true of the data:\n\(today.lines.joined(separator: "\n"))")
    if let stage = today.firstDifference(from: question.recorded) {
      Issue.record(
        """
        the stage '\(stage.rawValue)' moved
        was: \(question.recorded.stages[stage, default: ["none"]].joined(separator: "\n     "))
        is:  \(today.stages[stage, default: ["none"]].joined(separator: "\n     "))
        """)
    }
  }

  @Test("is not answered right yet, in the way that is written down", arguments: QuestionFolder.notYet.all)
  func notYet(question: KnownQuestion) async throws {
    let base = try KnowledgeBase.ours.get()
    let answer = try await Answers.ours.answer(to: question)
    let today = Recording(answer)
    if try TruthCheck(generation: base.generation).holds(question, for: answer) {
      Issue.record("is answered right now: it belongs to the golden questions (PITWALL_RECORD=1 moves it)")
      return
    }
    if let stage = today.firstDifference(from: question.recorded) {
      Issue.record(
        """
        is still not right, but the stage '\(stage.rawValue)' moved
        was: \(question.recorded.stages[stage, default: ["none"]].joined(separator: "\n     "))
        is:  \(today.stages[stage, default: ["none"]].joined(separator: "\n     "))
        """)
    }
  }

  /// What the reader sees as text and as table comes from one result.
  @Test("has no number in its text that is not in its table", arguments: QuestionFolder.golden.all)
  func numbers(question: KnownQuestion) async throws {
    let answer = try await Answers.ours.answer(to: question)
    guard let table = answer.table else { return }
    let strangers = NumbersOf(table).strangers(in: answer.text)
    #expect(strangers.isEmpty, "not in the table: \(strangers.joined(separator: ", ")), in: \(answer.text)")
  }
}

@Suite("Recording", .serialized, .enabled(if: isRecording, "PITWALL_RECORD=1 records the answers"))
struct RecordingTests {
  @Test func record() async throws {
    let base = try KnowledgeBase.ours.get()
    let check = TruthCheck(generation: base.generation)
    var (golden, notYet): ([KnownQuestion], [KnownQuestion]) = ([], [])
    for folder in [QuestionFolder.golden, .notYet] {
      for var question in try folder.questions() {
        let answer = try await Answers.ours.answer(to: question)
        question.recorded = Recording(answer)
        if try check.holds(question, for: answer) {
          golden.append(question)
        } else {
          notYet.append(question)
        }
      }
    }
    try QuestionFolder.golden.write(golden)
    try QuestionFolder.notYet.write(notYet)
  }
}
