package import Foundation

/// Documents, questions, and which documents answer which question, in the layout of the BEIR benchmark.
///
/// - SeeAlso: Thakur, Reimers, Rücklé, Srivastava, Gurevych, *BEIR*, 2021.
package struct EvaluationSet: Sendable {
  package struct Entry: Sendable, Hashable {
    package let id: String
    package let title: String
    package let text: String

    package init(id: String, title: String = "", text: String) {
      (self.id, self.title, self.text) = (id, title, text)
    }
  }

  package let corpus: [Entry]
  package let queries: [Entry]
  /// Grades above 0 by document, by query; of a query whose documents are all judged irrelevant none.
  package let relevance: [String: [String: Int]]

  package init(corpus: [Entry], queries: [Entry], relevance: [String: [String: Int]]) {
    (self.corpus, self.queries, self.relevance) = (corpus, queries, relevance)
  }

  /// Reads `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` (or `qrels/test.tsv`) of a folder.
  package init(reading folder: URL) throws(EvaluationError) {
    corpus = try Self.entries(folder.appending(path: "corpus.jsonl"))
    queries = try Self.entries(folder.appending(path: "queries.jsonl"))
    let flat = folder.appending(path: "qrels.tsv")
    let nested = folder.appending(path: "qrels/test.tsv")
    let file =
      FileManager.default.fileExists(atPath: nested.path)
        && !FileManager.default.fileExists(atPath: flat.path) ? nested : flat
    relevance = try Self.grades(file)
  }

  private struct Line: Decodable {
    let _id: Name
    let title: String?
    let text: String
  }

  /// An id: a text, or a whole number where a set was written so.
  private struct Name: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      text = try (try? value.decode(String.self)) ?? String(value.decode(Int64.self))
    }
  }

  private static func lines(_ file: URL) throws(EvaluationError) -> [(number: Int, line: Data.SubSequence)] {
    let data: Data
    do { data = try Data(contentsOf: file) } catch {
      throw EvaluationError(
        file: file.lastPathComponent, line: nil, found: "no such file", expected: "a readable file")
    }
    return data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
      .compactMap { index, line in
        line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } ? nil : (index + 1, line)
      }
  }

  private static func entries(_ file: URL) throws(EvaluationError) -> [Entry] {
    let decoder = JSONDecoder()
    var entries: [Entry] = []
    for (number, line) in try lines(file) {
      do {
        let read = try decoder.decode(Line.self, from: Data(line))
        entries.append(Entry(id: read._id.text, title: read.title ?? "", text: read.text))
      } catch {
        throw EvaluationError(
          file: file.lastPathComponent, line: number, found: String(decoding: line.prefix(80), as: UTF8.self),
          expected: "a JSON object with texts \"_id\" and \"text\"")
      }
    }
    return entries
  }

  /// Three columns parted by tabs: query, document, grade; a head line is passed over.
  private static func grades(_ file: URL) throws(EvaluationError) -> [String: [String: Int]] {
    var grades: [String: [String: Int]] = [:]
    for (number, line) in try lines(file) {
      let fields = String(decoding: line, as: UTF8.self).split { $0 == "\t" || $0.isNewline }.map(String.init)
      if fields.count == 3, let grade = Int(fields[2]) {
        grades[fields[0], default: [:]][fields[1]] = grade > 0 ? grade : nil
      } else if number > 1 {
        throw EvaluationError(
          file: file.lastPathComponent, line: number, found: String(decoding: line.prefix(80), as: UTF8.self),
          expected: "query, document and a whole number, parted by tabs")
      }
    }
    return grades
  }
}

/// A file of an evaluation that cannot be read, or written.
package struct EvaluationError: Error, Hashable, CustomStringConvertible {
  package let file: String
  /// 1-based; nil when the whole file is meant.
  package let line: Int?
  package let found: String
  package let expected: String

  package init(file: String, line: Int?, found: String, expected: String) {
    (self.file, self.line, self.found, self.expected) = (file, line, found, expected)
  }

  package var description: String {
    "\(file)\(line.map { ":\($0)" } ?? ""): expected \(expected), found '\(found)'"
  }
}
