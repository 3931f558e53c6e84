import Domain
import Understanding

/// Questions back, when good readings differ or a word is not enough.
extension Answerer {
  /// Readings that are equally good: when all give the same numbers there is nothing to ask.
  func choice(
    _ readings: [Interpretation], _ question: String, _ understood: Understood, _ watch: inout Stopwatch
  ) async -> (Answer, Reading?) {
    var answers: [(Interpretation, Answer)] = []
    for reading in readings.prefix(4) {
      let answer = await data(reading, understood, &watch)
      if answer.kind == .answer { answers.append((reading, answer)) }
    }
    guard !answers.isEmpty else {
      return (
        Answer(kind: .noAnswer, text: "None of the readings can be worked out.", refusal: .notUnderstood), nil
      )
    }
    // A reading that finds nothing gives way to those that find something.
    let found = answers.filter { !Self.isEmpty($0.1.table) }
    if !found.isEmpty { answers = found }
    let truths = answers.map { reading, answer in
      reading.reading.yesNo.flatMap { kind in answer.table.flatMap { YesNo.answer($0, comparison: kind) } }
    }
    if let first = answers.first, let truth = truths[0], truths.allSatisfy({ $0 == truth }) {
      return (first.1, first.0.reading)
    }
    if let first = answers.first, answers.dropFirst().allSatisfy({ $0.1.table?.rows == first.1.table?.rows })
    {
      return (first.1, first.0.reading)
    }
    let options = answers.map { reading, answer in
      Answer.Option(
        label: "\(answer.interpretation): \(Self.plain(answer.text))",
        question: "\(question) (\(hint(for: reading, among: readings)))")
    }
    return (
      Answer(
        kind: .clarification, text: "That can be read in \(options.count) ways. Which is meant?",
        interpretation: "More than one reading", options: options, confidence: 0.5), nil
    )
  }

  /// No rows, or nothing but a count or sum over none.
  private static func isEmpty(_ table: ResultTable?) -> Bool {
    guard let table, let row = table.rows.first else { return true }
    return table.rows.count == 1 && row.allSatisfy { $0.isNull || $0.double == 0 }
  }

  static func plain(_ text: String) -> String { text.replacing("**", with: "") }

  /// A name that only this reading's subject or measure has.
  func hint(for reading: Interpretation, among others: [Interpretation]) -> String {
    var names: [String] = []
    for case .measure(let id) in reading.query.measures { names += catalog.measure(id)?.names ?? [] }
    names += catalog.entity(reading.query.subject)?.names ?? []
    let taken = catalog.entities.filter { $0.id != reading.query.subject }.flatMap(\.names)
    return names.first { !taken.contains($0) } ?? reading.query.subject
  }

  func which(_ question: String, _ text: String, _ attribute: AttributeID, _ values: [String])
    -> Answer
  {
    let label = catalog.attribute(attribute)?.label ?? attribute.name
    let options = values.prefix(8).map { value in
      Answer.Option(label: value, question: question.replacing(text, with: value))
    }
    return Answer(
      kind: .clarification, text: "'\(text)' fits \(values.count) values of \(label). Which is meant?",
      interpretation: "'\(text)' is not one \(label.lowercasedFirst)", options: Array(options),
      confidence: 0.4)
  }

  func byWhat(_ question: String, _ measures: [MeasureID], _ head: EntityID) -> Answer {
    let options = measures.compactMap { catalog.measure($0) }.prefix(6).map { measure in
      Answer.Option(
        label: "by \(measure.label.lowercasedFirst)",
        question: "\(question) by \(measure.names.first ?? measure.label)")
    }
    return Answer(
      kind: .clarification, text: "Best by what? The question names no measure.",
      interpretation: "A ranking without a measure",
      options: Array(options), confidence: 0.4)
  }
}
