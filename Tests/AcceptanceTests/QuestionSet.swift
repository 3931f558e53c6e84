import Domain
import Foundation
import Testing

/// The questions about one pack: those that are answered right, and those that are not yet.
struct QuestionSet: Sendable {
  static let ours = QuestionSet(KnowledgeBase.ours, golden: .golden, notYet: .notYet)
  static let bakery = QuestionSet(
    KnowledgeBase.bakery, golden: QuestionFolder(path: "Bakery/questions"),
    notYet: QuestionFolder(path: "Bakery/questions/NotYet"))

  /// `PITWALL_RECORD=1` writes the files of questions anew; a question goes where its truth puts it.
  static let isRecording = ProcessInfo.processInfo.environment["PITWALL_RECORD"] == "1"

  let base: Result<KnowledgeBase, any Error>
  let answers: Answers
  let golden: QuestionFolder
  let notYet: QuestionFolder

  private init(_ base: Result<KnowledgeBase, any Error>, golden: QuestionFolder, notYet: QuestionFolder) {
    (self.base, self.golden, self.notYet) = (base, golden, notYet)
    answers = Answers(base)
  }

  /// It is answered right, and as before.
  func checkGolden(_ question: KnownQuestion) async throws {
    let answer = try await answers.answer(to: question)
    let today = Recording(answer)
    #expect(
      try TruthCheck(generation: base.get().generation).holds(question, for: answer),
      "not what is true of the data:\n\(today.lines.joined(separator: "\n"))")
    report(today, of: question, "the stage")
  }

  /// It is not answered right yet, in the way that is written down.
  func checkNotYet(_ question: KnownQuestion) async throws {
    let answer = try await answers.answer(to: question)
    if try TruthCheck(generation: base.get().generation).holds(question, for: answer) {
      Issue.record("is answered right now: it belongs to the golden questions (PITWALL_RECORD=1 moves it)")
      return
    }
    report(Recording(answer), of: question, "is still not right, but the stage")
  }

  private func report(_ today: Recording, of question: KnownQuestion, _ what: String) {
    guard let stage = today.firstDifference(from: question.recorded) else { return }
    Issue.record(
      """
      \(what) '\(stage.rawValue)' moved
      was: \(question.recorded.stages[stage, default: ["none"]].joined(separator: "\n     "))
      is:  \(today.stages[stage, default: ["none"]].joined(separator: "\n     "))
      """)
  }

  /// What the reader sees as text and as table comes from one result.
  func checkNumbers(_ question: KnownQuestion) async throws {
    let answer = try await answers.answer(to: question)
    guard let table = answer.table else { return }
    let strangers = NumbersOf(table).strangers(in: answer.text)
    #expect(strangers.isEmpty, "not in the table: \(strangers.joined(separator: ", ")), in: \(answer.text)")
  }

  func record() async throws {
    let check = TruthCheck(generation: try base.get().generation)
    var (right, wrong): ([KnownQuestion], [KnownQuestion]) = ([], [])
    for folder in [golden, notYet] {
      for var question in try folder.questions() {
        let answer = try await answers.answer(to: question)
        question.recorded = Recording(answer)
        if try check.holds(question, for: answer) { right.append(question) } else { wrong.append(question) }
      }
    }
    try golden.write(right)
    try notYet.write(wrong)
  }
}
