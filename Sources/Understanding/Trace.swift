import Domain

/// Collects what happened to a question, stage by stage.
struct Trace {
  private var stages: [Explanation]
  private var candidates: [Explanation] = []

  init(tokens: [QuestionToken], spans: [Span], items: [Item]) {
    let words = tokens.map { token in
      token.correctedFrom.map { "\(token.folded) (typed '\($0)')" } ?? token.folded
    }
    stages = [
      Explanation("tokens", words.joined(separator: " | ")),
      Explanation(
        "spans", "",
        spans.map { span in
          let meanings = span.meanings.map { String(describing: $0) }.sorted().joined(separator: ", ")
          let time = span.time.map { "time: \($0)" } ?? ""
          return Explanation(
            "'\(span.text)'", [time, meanings].filter { !$0.isEmpty }.joined(separator: "; "))
        }),
      Explanation("items", items.map { "\($0.text): \($0.kind)" }.joined(separator: " | ")),
    ]
  }

  mutating func add(_ interpretation: Interpretation) {
    let score = String(Double(Int(interpretation.score * 100)) / 100)
    candidates.append(
      Explanation(
        "reading over \(interpretation.query.subject)", "score \(score)",
        [Explanation("query", "\(interpretation.query)")]))
  }

  mutating func add(_ subject: EntityID, _ fault: ReadingFault) {
    candidates.append(Explanation("no reading over \(subject)", "\(fault)"))
  }

  var explanation: [Explanation] { stages + [Explanation("candidates", "", candidates)] }
}
