import Domain

/// What an answer is worth.
package enum AnswerGrade: String, Sendable, CaseIterable {
  case correct
  /// An answer was given and does not match: someone may act on it.
  case wrong
  /// No answer, or a question back, although the data has the answer.
  case abstained
  case error
}

extension GradedQuestion {
  func grade(_ answer: Answer) -> AnswerGrade {
    switch (check, answer.kind) {
    case (.noAnswer, let kind): return kind == .answer ? .wrong : .correct
    case (.clarify, .answer): return .wrong
    case (.clarify, .clarification): return .correct
    case (_, .noAnswer), (_, .clarification): return .abstained
    case (_, .answer): return matches(answer) ? .correct : .wrong
    }
  }

  private func matches(_ answer: Answer) -> Bool {
    let matching = ResultMatching(isPercent: isPercent)
    let rows = Self.rows(answer.table)
    switch check {
    case .rows where gold.isEmpty:
      let saysNone = answer.text.contains(#/\b(?:no|none|nothing|zero|0)\b/#.ignoresCase())
      return rows.isEmpty && (answer.table != nil || saysNone)
    case .rows: return matching.rows(gold, rows, isOrdered: isOrdered)
    case .set: return matching.set(gold, rows)
    case .scalar: return gold.first?.first.map { matching.scalar($0, rows, text: answer.text) } ?? false
    case .contains:
      let said = GradedCell.folded(
        ([answer.text] + answer.sources.map { "\($0.title) \($0.snippet)" }).joined(separator: " "))
      return contains.allSatisfy { said.contains(GradedCell.folded($0)) }
    case .noAnswer, .clarify: return false
    }
  }

  private static func rows(_ table: ResultTable?) -> [[GradedCell]] {
    (table?.rows ?? []).map { row in
      zip(row, table?.columns ?? []).map { GradedCell($0, in: $1) }
    }
  }

  /// The expected answer, in short.
  var expected: String {
    switch check {
    case .noAnswer, .clarify: check.rawValue
    case .contains: contains.joined(separator: ", ")
    case .rows, .set, .scalar: gold.map { $0.map(\.plain).joined(separator: " | ") }.joined(separator: "; ")
    }
  }
}
