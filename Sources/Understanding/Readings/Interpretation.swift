package import Domain

/// A reading and the query it makes.
package struct Interpretation: Sendable, Hashable {
  package var reading: Reading
  package var query: Query
  package var score: Double
}

/// A template with its slots filled.
package struct TemplateCall: Sendable, Hashable {
  package let template: String
  /// Text by slot name, for the words of the interpretation.
  package let values: [String: Value]
  package let window: TimeWindow?
}

/// What became of a question.
package struct Understood: Sendable {
  package enum Outcome: Sendable {
    case query(Interpretation)
    /// Readings that are equally good and not the same.
    case choice([Interpretation])
    /// A name that stands for several values.
    case ambiguousValue(text: String, AttributeID, [String])
    /// A ranking without a measure, and those it could be by.
    case noMeasure([MeasureID], head: EntityID)
    case template(TemplateCall)
    case topic(Topic)
    /// The words that found no place in the best attempt.
    case notUnderstood([String])
  }

  package private(set) var outcome: Outcome
  /// The question opens as one about knowledge: "what is", "how do you".
  package let asksForKnowledge: Bool
  /// It asks what a word means or what is done: "what do you mean by", "what happens to".
  package let asksForDefinition: Bool
  /// Its words that carry meaning.
  package let content: String
  /// Words taken for other words: as typed, as read.
  package let corrections: [(String, String)]
  /// 0 to 1: how far the reading leads the next and how little it takes for granted.
  package let confidence: Double
  /// The question says what it is about; the turn before has no part in it.
  package let standsAlone: Bool
  package let trace: Trace

  /// The question with the words that were taken for others in their place.
  package func mended(_ question: String) -> String {
    guard !corrections.isEmpty else { return question }
    let meant = Dictionary(corrections) { first, _ in first }
    var text = Array(question.utf8)
    for token in QuestionTokenizer.tokens(of: question).reversed() {
      if let word = meant[token.folded] { text.replaceSubrange(token.bytes, with: word.utf8) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Words of the question say a time.
  var saysTime: Bool {
    trace.items.contains { item in
      switch item.kind {
      case .window, .windows, .shift: true
      default: false
      }
    }
  }

  /// The same, counted from another day.
  func counted(from day: CalendarDate) -> Understood {
    func counted(_ interpretation: Interpretation) -> Interpretation {
      var interpretation = interpretation
      interpretation.query.asOf = day
      return interpretation
    }
    var understood = self
    switch outcome {
    case .query(let interpretation): understood.outcome = .query(counted(interpretation))
    case .choice(let readings): understood.outcome = .choice(readings.map(counted))
    case .ambiguousValue, .noMeasure, .template, .topic, .notUnderstood: break
    }
    return understood
  }
}
