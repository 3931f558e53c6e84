package import Foundation

/// The outcomes of an earlier run, read from its report (`pitwall evaluate --json`).
package struct EvaluationBaseline: Sendable {
  /// By the id of the question.
  let grades: [String: AnswerGrade]

  init(grades: [String: AnswerGrade]) { self.grades = grades }

  /// - Throws: `QuestionFileError` when the file is no report.
  package static func read(_ file: URL) throws -> EvaluationBaseline {
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw QuestionFileError(file: file.relativePath, line: nil, found: "none", expected: "a readable file")
    }
    guard let report = try? JSONDecoder().decode(Report.self, from: data) else {
      throw QuestionFileError(
        file: file.relativePath, line: nil, found: String(decoding: data.prefix(60), as: UTF8.self),
        expected: "a report of 'pitwall evaluate --json', with items of id and outcome")
    }
    var grades: [String: AnswerGrade] = [:]
    for item in report.items {
      guard let grade = AnswerGrade(rawValue: item.outcome) else {
        throw QuestionFileError(
          file: file.relativePath, line: nil, found: item.outcome,
          expected: "an outcome of \(AnswerGrade.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      grades[item.id] = grade
    }
    return EvaluationBaseline(grades: grades)
  }

  private struct Report: Decodable {
    struct Item: Decodable {
      let id: String
      let outcome: String
    }
    let items: [Item]
  }

  /// What became of each question since, in the order of the file.
  package func changes(to evaluation: QuestionEvaluation) -> EvaluationChanges {
    var changes = EvaluationChanges()
    for item in evaluation.items {
      guard let before = grades[item.question.id] else {
        changes.unknown.append(item.question.id)
        continue
      }
      let change = EvaluationChanges.Change(
        id: item.question.id, question: item.question.turns.joined(separator: " / "), before: before,
        after: item.grade)
      if change.isWorse {
        changes.regressions.append(change)
      } else if before != item.grade {
        changes.improvements.append(change)
      }
    }
    changes.gone = grades.keys.filter { id in !evaluation.items.contains { $0.question.id == id } }.sorted()
    return changes
  }
}

/// What differs between two runs of the same questions.
package struct EvaluationChanges: Sendable {
  package struct Change: Sendable {
    let id: String
    let question: String
    let before: AnswerGrade
    let after: AnswerGrade

    /// A right answer was lost, or silence became a wrong answer.
    var isWorse: Bool { before != after && (before == .correct || after == .wrong) }
  }

  package internal(set) var regressions: [Change] = []
  package internal(set) var improvements: [Change] = []
  /// Ids that the earlier run did not have, and that it alone had.
  package internal(set) var unknown: [String] = []
  package internal(set) var gone: [String] = []

  /// A line for each change, the losses first.
  package var text: String {
    var lines = [
      "since the baseline: \(regressions.count) worse, \(improvements.count) better, \(unknown.count) new, \(gone.count) gone"
    ]
    for (word, changes) in [("worse", regressions), ("better", improvements)] {
      lines += changes.map {
        "\(word) | \($0.id) | \($0.question) | \($0.before.rawValue) -> \($0.after.rawValue)"
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
