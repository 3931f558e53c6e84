import Assembly
import Domain
import Foundation
import KnowledgePacks
import SQLCompiler
import Storage
import Testing

/// Questions put together from a pack's own words, whose meaning is known because they were made from it.
///
/// `PITWALL_COMPOSED=N` asks N of them of each form and prints those not answered right.
@Suite struct ComposedTests {
  /// Of 1: the part that must be right, and the part that may be answered wrong.
  static let floor = (right: 0.92, wrong: 0.04)

  private enum Outcome: String { case right, wrong, silent }

  @Test func questionsFromThePacksOwnWords() async throws {
    let environment = ProcessInfo.processInfo.environment
    let each = environment["PITWALL_COMPOSED"].flatMap(Int.init) ?? 3
    let seed = environment["PITWALL_COMPOSED_SEED"].flatMap(UInt64.init) ?? 1
    let base = try KnowledgeBase.composed(environment["PITWALL_COMPOSED_DATABASE"])
    let pack = KnowledgeBase.root.appendingPathComponent("knowledge", isDirectory: true)
    let catalog = try loadCatalog(pack: pack, datasets: base.generation.datasets.map(\.dataset))
    let composer = try Composer(catalog: catalog, generation: base.generation)
    let asOf = try #require(CalendarDate(2024, 12, 31))
    var report: [String] = []
    var counts: [Outcome: Int] = [:]
    for form in Form.all {
      if let only = environment["PITWALL_COMPOSED_FORM"], only != form.name { continue }
      var tally: [Outcome: Int] = [:]
      for question in composer.questions(form, count: each, seed: seed, asOf: asOf) {
        let (outcome, answer) = try await ask(question, base, composer)
        tally[outcome, default: 0] += 1
        counts[outcome, default: 0] += 1
        if outcome != .right {
          report.append(
            "\(outcome) \(question): \(answer.kind.rawValue): \(answer.interpretation) \(answer.text.prefix(90))"
          )
        }
      }
      let tallied = tally.map { "\($0.value) \($0.key.rawValue)" }.sorted().joined(separator: ", ")
      report.append("= \(form.name): \(tallied)")
    }
    let all = Double(counts.values.reduce(0, +))
    let (right, wrong) = (Double(counts[.right] ?? 0) / all, Double(counts[.wrong] ?? 0) / all)
    if environment["PITWALL_COMPOSED"] != nil { print(report.joined(separator: "\n"), counts, right, wrong) }
    #expect(right >= Self.floor.right && wrong <= Self.floor.wrong, "\(report.joined(separator: "\n"))")
  }

  private func ask(_ question: ComposedQuestion, _ base: KnowledgeBase, _ composer: Composer) async throws
    -> (Outcome, Answer)
  {
    var answer: Answer?
    for turn in question.turns {
      answer = try await base.assistant.answer(
        Question(text: turn, conversation: answer?.conversation, asOf: question.query.asOf)
      ) { _ in }
    }
    let last = try #require(answer)
    await base.assistant.forget(last.conversation)
    guard last.kind == .answer else { return (.silent, last) }
    guard let table = last.table, let truth = composer.rows(question.query) else { return (.wrong, last) }
    let isOrdered = !question.query.order.isEmpty
    return (TruthCheck.match(truth, table.rows, isOrdered: isOrdered) ? .right : .wrong, last)
  }
}

extension Composer {
  /// Up to `count` questions of one form that have one answer: rows, and no tie where a limit cuts.
  func questions(_ form: Form, count: Int, seed: UInt64, asOf: CalendarDate) -> [ComposedQuestion] {
    var draws = Draws(seed: seed &+ (form.name.utf8.reduce(7 as UInt64) { ($0 &* 31) &+ UInt64($1) }))
    var made: [ComposedQuestion] = []
    for _ in 0..<(count * 12) where made.count < count {
      guard let subject = draws.pick(subjects) else { return made }
      var drawn = Drawn(composer: self, subject: subject, draws: draws, asOf: asOf)
      let result = form.make(&drawn)
      draws = drawn.draws
      guard let result, isClear(result.query) else { continue }
      made.append(ComposedQuestion(form: form.name, turns: result.turns, query: result.query))
    }
    return made
  }

  private func isClear(_ query: Query) -> Bool {
    guard let rows = rows(query), rows.count <= 200 else { return false }
    if rows.contains(where: { $0.contains(.null) }) { return false }
    if query.measures == [.count], query.groups.isEmpty, rows.first?.last?.double == 0 { return false }
    guard let limit = query.limit else { return true }
    var more = query
    (more.limit, more.offset) = (limit + query.offset + 1, 0)
    guard let all = self.rows(more) else { return false }
    if !query.limitWithin.isEmpty { return true }
    if all.contains(where: { $0.contains(.null) }) { return false }
    let keys = all.map { $0.last?.double ?? 0 }
    return zip(keys, keys.dropFirst()).allSatisfy { $0 != $1 }
  }
}

extension KnowledgeBase {
  /// Our own, or the database of that path.
  static func composed(_ database: String?) throws -> KnowledgeBase {
    guard let database else { return try ours.get() }
    return try KnowledgeBase(database: URL(fileURLWithPath: database))
  }
}
