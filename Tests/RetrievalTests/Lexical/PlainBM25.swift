import Foundation
import Retrieval
import TextAnalysis

/// BM25F by the book and what an early place adds, row by row, from the terms of each field: what the index must agree
/// with.
struct PlainBM25 {
  let rows: [LexicalRow]
  let settings: LexicalSettings
  private let fields: [[[String]]]

  init(_ rows: [LexicalRow], _ settings: LexicalSettings = LexicalSettings()) {
    (self.rows, self.settings) = (rows, settings)
    fields = rows.map { row in
      let headings = row.text.split(separator: "\n").filter { $0.hasPrefix("# ") || $0.hasPrefix("## ") }
      let others = [row.identifiers, row.context].map { $0.joined(separator: "\n") }
      return ([row.title, headings.joined(separator: "\n"), row.text] + others).map(Self.terms)
    }
  }

  static func terms(_ text: String) -> [String] {
    var analyzer = Analyzer()
    analyzer.keepsQuietWords = true
    return analyzer.terms(of: text)
  }

  func scores(_ question: String) -> [Double] {
    let filled = fields.count { $0.contains { !$0.isEmpty } }
    let averages = (0..<5).map { field in
      let lengths = fields.map { $0[field].count }.filter { $0 > 0 }
      return Double(lengths.reduce(0, +)) / Double(max(1, lengths.count))
    }
    let quiet = Analyzer().quietTerms
    return fields.map { row in
      var score = 0.0
      for term in Self.terms(question) {
        let count = Double(fields.count { $0.contains { $0.contains(term) } })
        guard count > 0 else { continue }
        var frequency = 0.0
        for field in LexicalSettings.Field.allCases {
          let terms = row[field.rawValue]
          let b = Double(settings.lengthNormalizations[field] ?? 0)
          let norm = 1 - b + b * Double(terms.count) / max(averages[field.rawValue], 1e-9)
          let found = Double(terms.count { $0 == term })
          if found > 0 { frequency += Double(settings.weights[field] ?? 0) * found / norm }
        }
        let k = Double(settings.saturation)
        let idf = log(1 + (Double(filled) - count + 0.5) / (count + 0.5))
        let weight = quiet.contains(term) ? Double(settings.quietWeight) : 1
        let place = (row[0] + row[2]).firstIndex(of: term).map(Double.init)
        let lead = place.map { Double(settings.leadWeight) / (1 + $0 / Double(settings.leadLength)) } ?? 0
        score += weight * idf * (frequency * (k + 1) / (frequency + k) + lead)
      }
      return score
    }
  }
}

extension LexicalIndex {
  init(_ rows: [LexicalRow], _ settings: LexicalSettings = LexicalSettings()) {
    var builder = LexicalIndexBuilder(settings: settings)
    for row in rows { builder.append(row) }
    self = builder.index()
  }

  func top(_ limit: Int, _ question: String, among isIncluded: [Bool]? = nil, feedback: Feedback? = nil)
    -> [ScoredRow]
  {
    let query = query(PlainBM25.terms(question), quiet: quietNumbers(Analyzer()))
    return top(limit, query, among: isIncluded, feedback: feedback)
  }
}

/// Rows of made-up words, the same in every run.
func madeRows(_ count: Int, seed: UInt64 = 7) -> [LexicalRow] {
  var state = seed
  func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
  // A few words are common, most are rare.
  func word() -> String { "w\(next(next(4) == 0 ? 2_000 : 40))" }
  func text(_ words: Int) -> String { (0..<words).map { _ in word() }.joined(separator: " ") }
  return (0..<count).map { row in
    LexicalRow(
      title: row % 3 == 0 ? "" : text(1 + next(4)),
      text: row % 11 == 0 ? "" : "## \(text(2))\n\n" + text(next(60)) + " what have they",
      identifiers: row % 5 == 0 ? ["ID-\(row)"] : [], context: row % 7 == 0 ? [text(9), text(9)] : [])
  }
}
