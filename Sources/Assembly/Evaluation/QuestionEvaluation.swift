package import Domain
package import Rendering

/// What became of a file of questions.
package struct QuestionEvaluation: Sendable {
  package struct Item: Sendable {
    let question: GradedQuestion
    let grade: AnswerGrade
    /// What came back, in short.
    let got: String
    let statement: SQLStatement?
    /// Of the slowest turn.
    let seconds: Double
  }

  /// Characters of an expected or given answer that a report shows.
  static let shownLength = 160
  /// Seconds after which an answer is an error.
  static let patience = 10.0

  package let items: [Item]

  /// Asks the questions one after the other, each in a conversation of its own; `clock` gives seconds.
  package static func run(
    _ questions: [GradedQuestion], assistant: AssistantInterface, clock: @Sendable () -> Double,
    progress: (Double) -> Void = { _ in }
  ) async -> QuestionEvaluation {
    var items: [Item] = []
    for (index, question) in questions.enumerated() {
      progress(Double(index) / Double(questions.count))
      items.append(await ask(question, assistant, clock))
    }
    return QuestionEvaluation(items: items)
  }

  private static func ask(
    _ question: GradedQuestion, _ assistant: AssistantInterface, _ clock: @Sendable () -> Double
  ) async -> Item {
    var answer: Answer?
    var seconds = 0.0
    do {
      for turn in question.turns {
        let start = clock()
        answer = try await assistant.answer(
          Question(text: turn, conversation: answer?.conversation, asOf: question.asOf)
        ) { _ in }
        seconds = max(seconds, clock() - start)
      }
    } catch {
      return Item(question: question, grade: .error, got: "\(error)", statement: nil, seconds: seconds)
    }
    if let conversation = answer?.conversation { await assistant.forget(conversation) }
    guard let answer, seconds <= patience else {
      return Item(question: question, grade: .error, got: "too late", statement: nil, seconds: seconds)
    }
    return Item(
      question: question, grade: question.grade(answer), got: short(answer), statement: answer.statement,
      seconds: seconds)
  }

  private static func short(_ answer: Answer) -> String {
    guard let table = answer.table, !table.rows.isEmpty else {
      return "\(answer.kind.rawValue): \(answer.text)"
    }
    let rows = table.rows.map { row in
      zip(row, table.columns).map { GradedCell($0, in: $1).plain }.joined(separator: " | ")
    }
    return "\(answer.kind.rawValue): \(rows.joined(separator: "; "))"
  }

  package var accuracy: Double { share(.correct) }
  package var wrongRate: Double { share(.wrong) }

  func share(_ grade: AnswerGrade) -> Double {
    items.isEmpty ? 0 : Double(items.count { $0.grade == grade }) / Double(items.count)
  }

  /// The reliability score RS(N): the share of right answers less `penalty` times that of wrong ones, from `-penalty`
  /// to 1 (Lee et al., EHRSQL, 2022). Silence costs nothing.
  func reliability(penalty: Int) -> Double { accuracy - Double(penalty) * wrongRate }

  /// What a wrong answer costs, in right ones: nothing, ten, or as many as there are questions.
  private var penalties: [(name: String, penalty: Int)] {
    [("RS(0)", 0), ("RS(10)", 10), ("RS(N)", items.count)]
  }

  /// The nearest rank.
  func milliseconds(percentile: Double) -> Double {
    let sorted = items.map(\.seconds).sorted()
    if sorted.isEmpty { return 0 }
    let rank = Int((percentile / 100 * Double(sorted.count)).rounded(.up))
    return sorted[min(max(0, rank - 1), sorted.count - 1)] * 1000
  }

  /// Counts of each grade, by what `group` gives, in order of name.
  func groups(by group: (GradedQuestion) -> String) -> [(name: String, counts: [Int])] {
    Dictionary(grouping: items) { group($0.question) }.sorted { $0.key < $1.key }.map { name, items in
      (name, AnswerGrade.allCases.map { grade in items.count { $0.grade == grade } })
    }
  }
}

extension QuestionEvaluation {
  /// Tables by domain and type, the rates, and each question that was not answered right.
  package func text(style: Style) -> String {
    var lines = AlignedTable(table("domain") { $0.domain }, style: style).lines + [""]
    lines += AlignedTable(table("type") { $0.type }, style: style).lines + [""]
    lines.append(
      style.paint("questions \(items.count)   accuracy \(Self.percent(accuracy))", .strong)
        + "   wrong answers \(Self.percent(wrongRate))   abstained \(Self.percent(share(.abstained)))"
        + "   errors \(Self.percent(share(.error)))")
    lines.append(
      "reliability "
        + penalties.map { "\($0.name) \(Span.number(reliability(penalty: $0.penalty) * 100, digits: 1))" }
        .joined(separator: "   "))
    lines.append(
      "latency p50 \(Span.milliseconds(milliseconds(percentile: 50)))   p95 "
        + "\(Span.milliseconds(milliseconds(percentile: 95)))   p99 "
        + "\(Span.milliseconds(milliseconds(percentile: 99)))   max "
        + Span.milliseconds(milliseconds(percentile: 100)))
    let failures = items.filter { $0.grade != .correct }
    if !failures.isEmpty { lines.append("") }
    for item in failures {
      let question = item.question
      lines.append(
        "\(question.id) | \(question.turns.joined(separator: " / ")) | \(item.grade.rawValue) | expected "
          + "\(Self.cut(question.expected)) | got \(Self.cut(item.got))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func table(_ name: String, _ group: (GradedQuestion) -> String) -> ResultTable {
    let columns =
      [ResultColumn(name: name, label: name, kind: .text)]
      + (["n"] + AnswerGrade.allCases.map(\.rawValue)).map {
        ResultColumn(name: $0, label: $0, kind: .integer, unit: "")
      } + [ResultColumn(name: "accuracy", label: "accuracy", kind: .text)]
    return ResultTable(
      columns: columns,
      rows: groups(by: group).map { name, counts in
        let total = counts.reduce(0, +)
        let accuracy = Self.percent(Double(counts.first ?? 0) / Double(max(1, total)))
        return [.text(name)] + ([total] + counts).map { .integer(Int64($0)) } + [.text(accuracy)]
      })
  }

  private static func percent(_ share: Double) -> String { "\(Span.number(share * 100, digits: 1)) %" }

  private static func cut(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count <= shownLength ? line : line.prefix(shownLength - 1) + "…"
  }
}

extension QuestionEvaluation: JSONWritable {
  /// `{"summary":{…},"domains":[…],"types":[…],"items":[…]}`.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("summary") { writeSummary(to: &$0) }
      json.member("domains") { write(groups { $0.domain }, to: &$0) }
      json.member("types") { write(groups { $0.type }, to: &$0) }
      json.member("items", items)
    }
  }

  private func writeSummary(to json: inout JSONWriter) {
    json.object { json in
      json.member("questions", items.count)
      for grade in AnswerGrade.allCases {
        json.member(grade.rawValue, items.count { $0.grade == grade })
      }
      json.member("accuracy", accuracy)
      json.member("wrong_rate", wrongRate)
      json.member("abstain_rate", share(.abstained))
      json.member("error_rate", share(.error))
      json.member("reliability") { json in
        json.object { json in
          for (name, penalty) in penalties { json.member(name, reliability(penalty: penalty)) }
        }
      }
      json.member("latency_ms") { json in
        json.object { json in
          json.member("p50", milliseconds(percentile: 50))
          json.member("p95", milliseconds(percentile: 95))
          json.member("p99", milliseconds(percentile: 99))
          json.member("max", milliseconds(percentile: 100))
        }
      }
    }
  }

  private func write(_ groups: [(name: String, counts: [Int])], to json: inout JSONWriter) {
    json.array { json in
      for group in groups {
        json.element { json in
          json.object { json in
            json.member("name", group.name)
            for (grade, count) in zip(AnswerGrade.allCases, group.counts) {
              json.member(grade.rawValue, count)
            }
          }
        }
      }
    }
  }
}

extension QuestionEvaluation.Item: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", question.id)
      json.member("domain", question.domain)
      json.member("type", question.type)
      json.member("question", question.turns.joined(separator: " / "))
      json.member("outcome", grade.rawValue)
      json.member("expected", question.expected)
      json.member("got", got)
      json.member("sql", statement)
      json.member("seconds", seconds)
    }
  }
}
