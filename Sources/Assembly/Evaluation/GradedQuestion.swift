import Domain
package import Foundation

/// A question with its known answer: one line of a file of questions.
package struct GradedQuestion: Sendable {
  enum Check: String, Sendable, CaseIterable {
    case scalar, rows, set, contains, clarify
    case noAnswer = "no_answer"
  }

  let id: String
  let domain: String
  let type: String
  /// Asked in one conversation; the last answer is graded.
  let turns: [String]
  let asOf: CalendarDate?
  let check: Check
  let gold: [[GradedCell]]
  let contains: [String]
  let isOrdered: Bool
  let isPercent: Bool

  /// Reads a file of JSON objects, one a line; blank lines are passed over.
  ///
  /// - Throws: `QuestionFileError` with the line.
  package static func read(_ file: URL) throws -> [GradedQuestion] {
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw QuestionFileError(file: file.relativePath, line: nil, found: "none", expected: "a readable file")
    }
    var questions: [GradedQuestion] = []
    let lines = String(decoding: data, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      do {
        questions.append(try JSONDecoder().decode(Line.self, from: Data(line.utf8)).checked())
      } catch let expected as Expectation {
        throw QuestionFileError(
          file: file.relativePath, line: index + 1, found: expected.found, expected: expected.text)
      } catch {
        throw QuestionFileError(
          file: file.relativePath, line: index + 1, found: String(line.prefix(60)),
          expected: "an object with id, domain, type, question or turns, and check")
      }
    }
    return questions
  }

  private struct Expectation: Error {
    let found: String
    let text: String
  }

  private struct Line: Decodable {
    let id: String
    let domain: String
    let type: String
    let question: String?
    let turns: [String]?
    let as_of: String?
    let check: String
    let gold: [[Cell]]?
    let contains: [String]?
    let ordered: Bool?
    let percent: Bool?

    func checked() throws -> GradedQuestion {
      guard let check = Check(rawValue: check) else {
        throw Expectation(
          found: check,
          text: "a check of \(Check.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      let turns = turns ?? question.map { [$0] } ?? []
      guard let last = turns.last else { throw Expectation(found: "no question", text: "question or turns") }
      var asOf: CalendarDate?
      if let as_of {
        asOf = CalendarDate(iso: as_of)
        guard asOf != nil else { throw Expectation(found: as_of, text: "as_of as YYYY-MM-DD") }
      }
      let gold = (gold ?? []).map { $0.map(\.cell) }
      if check == .scalar, gold.first?.first == nil {
        throw Expectation(found: "no value", text: "gold with one value")
      }
      let words = #/percent|pct|%|breach rate|\bshare\b/#.ignoresCase()
      return GradedQuestion(
        id: id, domain: domain, type: type, turns: turns, asOf: asOf, check: check, gold: gold,
        contains: contains ?? [], isOrdered: ordered ?? false,
        isPercent: percent ?? (type == "share" || last.contains(words)))
    }
  }

  /// A value of the expected result.
  private struct Cell: Decodable {
    let cell: GradedCell

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        cell = GradedCell(.null, "")
      } else if let bit = try? value.decode(Bool.self) {
        cell = GradedCell(.boolean(bit), bit ? "true" : "false")
      } else if let number = try? value.decode(Double.self) {
        cell = GradedCell(number: number)
      } else {
        cell = GradedCell(text: try value.decode(String.self))
      }
    }
  }
}

/// A line of a file of questions that cannot be used.
package struct QuestionFileError: Error, Hashable, CustomStringConvertible {
  package let file: String
  /// 1-based; nil when the place is the whole file.
  package let line: Int?
  package let found: String
  package let expected: String

  package var description: String {
    "\(line.map { "\(file):\($0)" } ?? file): expected \(expected), found '\(found)'"
  }
}
