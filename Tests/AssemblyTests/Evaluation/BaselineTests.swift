import Foundation
import Rendering
import Testing

@testable import Assembly

private func evaluation(_ grades: [(String, AnswerGrade)]) -> QuestionEvaluation {
  QuestionEvaluation(
    items: grades.map { id, grade in
      let question = GradedQuestion(
        id: id, domain: "boats", type: "count", turns: ["how many boats"], asOf: nil, check: .scalar,
        gold: [[GradedCell(number: 4)]], contains: [], isOrdered: false, isPercent: false)
      return QuestionEvaluation.Item(question: question, grade: grade, got: "", statement: nil, seconds: 0)
    })
}

@Test(arguments: [
  (AnswerGrade.correct, AnswerGrade.correct, false, false), (.correct, .abstained, true, false),
  (.correct, .wrong, true, false), (.correct, .error, true, false), (.abstained, .wrong, true, false),
  (.abstained, .correct, false, true), (.wrong, .abstained, false, true), (.wrong, .correct, false, true),
  (.wrong, .wrong, false, false), (.error, .abstained, false, true),
])
func aChangeIsForTheWorseOrTheBetter(before: AnswerGrade, after: AnswerGrade, isWorse: Bool, isBetter: Bool) {
  let changes = EvaluationBaseline(grades: ["Q1": before]).changes(to: evaluation([("Q1", after)]))
  #expect(changes.regressions.map(\.id) == (isWorse ? ["Q1"] : []))
  #expect(changes.improvements.map(\.id) == (isBetter ? ["Q1"] : []))
  #expect(changes.text.contains("\(before.rawValue) -> \(after.rawValue)") == (isWorse || isBetter))
}

@Test func questionsOfOneRunAloneAreNamed() {
  let changes = EvaluationBaseline(grades: ["Q1": .correct, "Q2": .correct])
    .changes(to: evaluation([("Q2", .correct), ("Q3", .wrong)]))
  #expect(changes.gone == ["Q1"])
  #expect(changes.unknown == ["Q3"])
  #expect(changes.regressions.isEmpty)
}

@Test func aReportIsABaseline() throws {
  let run = evaluation([("Q1", .correct), ("Q2", .wrong)])
  let file = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString).json")
  defer { try? FileManager.default.removeItem(at: file) }
  try Data(JSONWriter.bytes(of: run)).write(to: file)
  #expect(try EvaluationBaseline.read(file).grades == ["Q1": .correct, "Q2": .wrong])

  for text in ["", "[]", #"{"items":[{"id":"Q1","outcome":"perfect"}]}"#] {
    try Data(text.utf8).write(to: file)
    #expect(throws: QuestionFileError.self) { try EvaluationBaseline.read(file) }
  }
}

@Test(arguments: [(0, 0.5), (10, -2.0), (4, -0.5)])
func aWrongAnswerCostsAsMuchAsSaid(penalty: Int, score: Double) {
  let run = evaluation([("Q1", .correct), ("Q2", .correct), ("Q3", .wrong), ("Q4", .abstained)])
  #expect(run.reliability(penalty: penalty) == score)
}
