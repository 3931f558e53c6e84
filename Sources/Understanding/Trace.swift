package import Domain

/// What happened to a question, stage by stage, as values: words are made of it only when it is looked at.
package struct Trace: Sendable {
  /// A subject and what came of reading the question over it.
  package struct Candidate: Sendable {
    package let subject: EntityID
    package let result: Result<Interpretation, ReadingFault>
  }

  package let tokens: [QuestionToken]
  package let spans: [Span]
  package let items: [Item]
  package private(set) var candidates: [Candidate] = []

  init(tokens: [QuestionToken], spans: [Span], items: [Item]) {
    (self.tokens, self.spans, self.items) = (tokens, spans, items)
  }

  mutating func add(_ subject: EntityID, _ result: Result<Interpretation, ReadingFault>) {
    candidates.append(Candidate(subject: subject, result: result))
  }

  /// The stages in words; `words` says a query.
  package func explanation(words: (Query) -> String) -> [Explanation] {
    let read = tokens.map { token in
      token.correctedFrom.map { "\(token.folded) (typed '\($0)')" } ?? token.folded
    }
    let ranked = candidates.sorted { rank($0) > rank($1) }
    return [
      Explanation("tokens", read.joined(separator: " | ")),
      Explanation("words", "", spans.map { Explanation("'\($0.text)'", $0.words) }),
      Explanation("readings", "", ranked.map { explanation(of: $0, words) }),
    ]
  }

  private func rank(_ candidate: Candidate) -> Double {
    switch candidate.result {
    case .success(let interpretation): interpretation.score
    case .failure(let fault): -100 - Double(fault.unplaced.count)
    }
  }

  private func explanation(of candidate: Candidate, _ words: (Query) -> String) -> Explanation {
    switch candidate.result {
    case .success(let interpretation):
      let score = String(Double(Int((interpretation.score * 100).rounded())) / 100)
      return Explanation("\(candidate.subject), score \(score)", words(interpretation.query))
    case .failure(let fault): return Explanation("\(candidate.subject): none", "\(fault)")
    }
  }
}

extension Span {
  /// What the words were taken for.
  var words: String {
    var said = meanings.map(\.description).sorted()
    if let time { said.insert(time.words, at: 0) }
    return said.isEmpty ? "unknown" : said.joined(separator: ", ")
  }
}

extension Meaning: CustomStringConvertible {
  package var description: String {
    switch self {
    case .role(let role): "word of \(role.rawValue)"
    case .entity(let id): "entity \(id)"
    case .verb(let id): "verb of \(id)"
    case .hint(let id): "hint at \(id)"
    case .attribute(let id): "attribute \(id)"
    case .largest(let id): "largest \(id)"
    case .smallest(let id): "smallest \(id)"
    case .measure(let id): "measure \(id)"
    case .measureVerb(let id): "verb of measure \(id)"
    case .segment(let entity, let name): "segment \(entity).\(name)"
    case .value(let id, let text): "\(id) '\(text)'"
    case .words(let id, let text): "\(id) with '\(text)'"
    case .template(let id): "template \(id)"
    case .topic(let id): "topic \(id)"
    case .number(let number): "number \(number)"
    case .ordinal(let place): "place \(place)"
    case .scale(let scale): "times \(scale)"
    case .unit(let unit): "unit \(unit)"
    }
  }
}

extension TimeMatch.Meaning {
  var words: String {
    func said(_ window: TimeWindow) -> String {
      "\(window.label) [\(window.start?.description ?? "…"), \(window.end?.description ?? "…"))"
    }
    switch self {
    case .window(let window): return "time \(said(window))"
    case .windows(let windows): return "times " + windows.map(said).joined(separator: ", ")
    case .grain(let grain): return "by \(grain.rawValue)"
    case .weekday: return "by weekday"
    case .hour: return "by hour"
    case .weekdays(let days): return "on weekdays \(days.sorted())"
    case .hours(let hours): return "in hours \(hours.sorted())"
    case .relative(let shift): return "moved by \(shift.count) \(shift.unit?.rawValue ?? "of its length")"
    }
  }
}

extension ReadingFault: CustomStringConvertible {
  var unplaced: [String] { if case .unplaced(let words) = self { words } else { [] } }

  package var description: String {
    switch self {
    case .unplaced(let words): "no place for " + words.map { "'\($0)'" }.joined(separator: ", ")
    case .ambiguousValue(let text, let attribute, let values):
      "'\(text)' is not one \(attribute): " + values.joined(separator: ", ")
    case .noMeasure(let measures, let head): "nothing to rank \(head) by: " + measures.joined(separator: ", ")
    case .empty: "nothing is asked of it"
    }
  }
}
