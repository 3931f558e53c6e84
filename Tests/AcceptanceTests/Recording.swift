import Domain
import Foundation

/// An answer, stage by stage, in the text that stands in a file of questions.
struct Recording: Sendable, Hashable {
  enum Stage: String, Sendable, CaseIterable { case kind, reading, sql, rows, says }

  /// Rows of a result that are written down.
  static let shownRows = 5
  /// Characters of a text that are written down.
  static let shownText = 300

  /// The lines of each stage; a stage that the answer does not have is missing.
  private(set) var stages: [Stage: [String]] = [:]

  static func isHeading(_ line: String) -> Bool {
    line.hasSuffix(":") && Stage(rawValue: String(line.dropLast())) != nil
  }

  /// Reads what `lines` wrote.
  init(lines: some Sequence<String>) {
    var current: Stage?
    for line in lines {
      if Self.isHeading(line) {
        current = Stage(rawValue: String(line.dropLast()))
      } else if let stage = current {
        stages[stage, default: []].append(String(line.dropFirst(2)))
      }
    }
  }

  init(_ answer: Answer) {
    put(.kind, [answer.kind.rawValue + (answer.refusal.map { ": \($0.rawValue)" } ?? "")])
    put(.reading, [answer.interpretation])
    if let statement = answer.statement {
      let values = statement.parameters.map(\.description).joined(separator: ", ")
      put(.sql, [statement.text] + (values.isEmpty ? [] : ["with: \(values)"]))
    }
    if let table = answer.table { put(.rows, Self.rows(table)) }
    var said = [answer.text.count > Self.shownText ? answer.text.prefix(Self.shownText) + " …" : answer.text]
    said += answer.options.map { "- \($0.label) -> \($0.question)" }
    if answer.table == nil, let source = answer.sources.first { said.append("[\(source.id)]") }
    put(.says, said)
  }

  var lines: [String] {
    Stage.allCases.flatMap { stage in
      stages[stage].map { ["\(stage.rawValue):"] + $0.map { "  " + $0 } } ?? []
    }
  }

  /// The first stage that differs from `other`, in the order in which an answer is made.
  func firstDifference(from other: Recording) -> Stage? {
    Stage.allCases.first { stages[$0] != other.stages[$0] }
  }

  /// No blank lines and none that end in blanks, as blank lines part the entries of a file.
  private mutating func put(_ stage: Stage, _ texts: [String]) {
    let lines = texts.flatMap { $0.split(separator: "\n") }.map { line in
      String(line.reversed().drop { $0.isWhitespace }.reversed())
    }.filter { !$0.isEmpty }
    if !lines.isEmpty { stages[stage] = lines }
  }

  private static func rows(_ table: ResultTable) -> [String] {
    let head = table.columns.map { $0.name + ($0.unit.map { " (\($0))" } ?? "") }.joined(separator: " | ")
    let rows = table.rows.prefix(shownRows).map { row in
      zip(row, table.columns).map { text($0, $1) }.joined(separator: " | ")
    }
    let count = "\(table.rows.count)\(table.isTruncated ? ", and more" : "")"
    return [count, head] + rows + (table.rows.count > shownRows ? ["…"] : [])
  }

  /// Reals with six digits after the point at most, so that the last bits of a division do not matter.
  private static func text(_ value: Value, _ column: ResultColumn) -> String {
    switch value {
    case .real(let number): Value.real((number * 1e6).rounded() / 1e6).description
    case .integer(let units) where column.kind == .decimal:
      FixedDecimal(units: units, scale: column.scale)?.description ?? "\(units)"
    default: value.description
    }
  }
}
