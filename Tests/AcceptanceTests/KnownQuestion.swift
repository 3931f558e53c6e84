import Domain
import Foundation
import Testing

/// A question in a file of `Questions/`, with what is true and what was answered when it was last recorded.
///
/// ```
/// Q: How much revenue did we make in 2023?        one line for each turn; the last answer counts
/// as of: 2024-12-31                               may be left out
/// truth: SELECT …                                 SQL written by hand, apart from the compiler's
/// kind:                                           from here on as recorded, one block for each stage
///   answer
/// ```
///
/// `states:` adds a name that the text must have. Instead of `truth:`, `expect:` says `clarification`, `no_answer` with or without the reason, or `source` with
/// the id of the document that must be quoted.
struct KnownQuestion: Sendable, CustomTestStringConvertible {
  enum Truth: Sendable, Hashable {
    /// SQL whose rows are those of the answer, each value in a cell of its own.
    case rows(sql: String)
    case refused(Answer.Refusal?)
    case clarification
    case quotes(document: String)
  }

  /// The name of the file, without its extension.
  let topic: String
  let turns: [String]
  let asOf: CalendarDate?
  let truth: Truth
  /// What the text of the answer must name, beside the table.
  let stated: String?
  /// The lines before the recorded blocks, as written.
  let head: [String]
  var recorded: Recording

  var testDescription: String { "\(topic): \(turns.joined(separator: " / "))" }

  /// The entry as it stands in the file.
  var text: String { (head + recorded.lines).joined(separator: "\n") + "\n" }

  init(_ lines: [String], topic: String) throws {
    self.topic = topic
    let split = lines.firstIndex { Recording.isHeading($0) } ?? lines.endIndex
    head = Array(lines[..<split])
    recorded = Recording(lines: lines[split...])
    turns = head.compactMap { Self.value("Q: ", $0) }
    let place = "\(topic): \(turns.first ?? lines.first ?? "")"
    if turns.isEmpty { throw FileProblem(place: place, expected: "a line that begins with 'Q: '") }
    stated = head.lazy.compactMap { Self.value("states: ", $0) }.first
    let day = head.lazy.compactMap { Self.value("as of: ", $0) }.first
    asOf = day.flatMap { CalendarDate(iso: $0) }
    if day != nil, asOf == nil { throw FileProblem(place: place, expected: "as of: YYYY-MM-DD") }
    if let first = head.firstIndex(where: { $0.hasPrefix("truth: ") }) {
      let more = head[(first + 1)...].prefix { $0.hasPrefix("  ") }
      truth = .rows(sql: ([String(head[first].dropFirst(7))] + more).joined(separator: "\n"))
      return
    }
    let words = head.lazy.compactMap { Self.value("expect: ", $0) }.first?.split(separator: " ").map(
      String.init)
    switch (words?.first, words?.dropFirst().first) {
    case ("clarification", nil): truth = .clarification
    case ("no_answer", let reason): truth = .refused(reason.flatMap { Answer.Refusal(rawValue: $0) })
    case ("source", let document?): truth = .quotes(document: document)
    default:
      throw FileProblem(place: place, expected: "truth: SQL, or expect: clarification, no_answer, source ID")
    }
  }

  private static func value(_ key: String, _ line: String) -> String? {
    line.hasPrefix(key) ? String(line.dropFirst(key.count)) : nil
  }

  struct FileProblem: Error, CustomStringConvertible {
    let place: String
    let expected: String
    var description: String { "\(place): expected \(expected)" }
  }
}
