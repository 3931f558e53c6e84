/// What a question gets back. The same value is drawn in the terminal and encoded as JSON.
package struct Answer: Sendable {
  package enum Kind: String, Sendable { case answer, clarification, noAnswer = "no_answer" }

  /// Why there is no answer.
  package enum Refusal: String, Sendable {
    case notInData = "not_in_data"
    case outOfScope = "out_of_scope"
    case notUnderstood = "not_understood"
    case notAllowed = "not_allowed"
  }

  /// One reading to choose from: a label and the full question that it stands for.
  package struct Option: Sendable, Hashable {
    package let label: String
    package let question: String
    package init(label: String, question: String) { (self.label, self.question) = (label, question) }
  }

  /// A document the answer rests on.
  package struct Source: Sendable, Hashable {
    package let id: String
    package let title: String
    package let kind: String
    package let snippet: String
    package let score: Double
    package init(id: String, title: String, kind: String, snippet: String, score: Double) {
      (self.id, self.title, self.kind, self.snippet, self.score) = (id, title, kind, snippet, score)
    }
  }

  /// How the table is best drawn: names of columns of the table.
  package struct Chart: Sendable, Hashable {
    package enum Kind: String, Sendable { case line, bar }
    package let kind: Kind
    package let x: String
    package let y: [String]
    package init(kind: Kind, x: String, y: [String]) { (self.kind, self.x, self.y) = (kind, x, y) }
  }

  /// What a language model did for the answer, when one was asked.
  package struct ModelUse: Sendable, Hashable {
    package let model: String
    /// True when the model's words are the answer's text; false when they were refused.
    package let isUsed: Bool
    /// Why the words were refused: "states 12, which no source has".
    package let note: String?
    package init(model: String, isUsed: Bool, note: String?) {
      (self.model, self.isUsed, self.note) = (model, isUsed, note)
    }
  }

  /// A stage and the milliseconds it took.
  package struct Timing: Sendable, Hashable {
    package let stage: String
    package let milliseconds: Double
    package init(stage: String, milliseconds: Double) {
      (self.stage, self.milliseconds) = (stage, milliseconds)
    }
  }

  package var conversation: String
  package var kind: Kind
  /// Markdown.
  package var text: String
  /// How the question was read, in words.
  package var interpretation: String
  package var refusal: Refusal?
  package var table: ResultTable?
  package var statement: SQLStatement?
  /// What the statement was compiled from; nil where it is the SQL of a question template.
  package var query: Query?
  /// The rows it was made of, where they were asked for.
  package var rowsBehind: RowsBehind?
  package var sources: [Source]
  package var chart: Chart?
  package var options: [Option]
  package var suggestions: [String]
  /// 0 to 1: how much of the question the reading accounts for, and how far it leads the next.
  package var confidence: Double
  /// ISO date that relative time was counted from.
  package var asOf: String
  package var generation: String
  package var model: ModelUse?
  package var timings: [Timing]

  package init(
    kind: Kind, text: String, interpretation: String = "", refusal: Refusal? = nil, table: ResultTable? = nil,
    statement: SQLStatement? = nil, sources: [Source] = [], chart: Chart? = nil, options: [Option] = [],
    suggestions: [String] = [], confidence: Double = 0, asOf: String = "", generation: String = ""
  ) {
    conversation = ""
    (self.kind, self.text, self.interpretation, self.refusal) = (kind, text, interpretation, refusal)
    (self.table, self.statement, self.sources, self.chart) = (table, statement, sources, chart)
    (self.options, self.suggestions, self.confidence) = (options, suggestions, confidence)
    (self.asOf, self.generation) = (asOf, generation)
    model = nil
    timings = []
  }
}

/// A question with what surrounds it.
package struct Question: Sendable, Hashable {
  package var text: String
  package var conversation: String?
  package var asOf: CalendarDate?
  /// The generation that is asked, by id, label or as "yesterday"; the newest when nil.
  package var generation: String?

  /// Bytes of a question; a longer one is refused.
  package static let longest = 4_000

  package init(
    text: String, conversation: String? = nil, asOf: CalendarDate? = nil, generation: String? = nil
  ) {
    (self.text, self.conversation, self.asOf) = (text, conversation, asOf)
    self.generation = generation
  }
}
