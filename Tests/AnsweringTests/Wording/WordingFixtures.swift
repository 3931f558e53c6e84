import Domain

@testable import Answering

/// A result with what surrounds it, for the check.
struct WordingCase: Sendable {
  let question, interpretation, text: String
  let table: ResultTable?
  var sources: [Answer.Source] = []

  var evidence: WordingEvidence {
    WordingEvidence(
      question: question, interpretation: interpretation, table: table, sources: sources, text: text)
  }

  func refusal(of words: String) -> WordingRefusal? {
    do throws(WordingRefusal) {
      try WordingCheck(evidence: evidence, limits: Wording.Limits()).check(words)
      return nil
    } catch { return error }
  }
}

func money(_ label: String) -> ResultColumn {
  ResultColumn(name: label.lowercased(), label: label, kind: .decimal, scale: 2, unit: "USD")
}

func count(_ label: String) -> ResultColumn {
  ResultColumn(name: label.lowercased(), label: label, kind: .integer)
}

func name(_ label: String, _ kind: ResultColumn.Kind = .text) -> ResultColumn {
  ResultColumn(name: label.lowercased(), label: label, kind: kind)
}

/// Three harbours, two measures, a share.
let harbours = WordingCase(
  question: "Which harbours earned the most in 2024?",
  interpretation: "Revenue, boats and share by harbour, top 5 harbours, 2024-01-01 to 2024-12-31",
  text: "Vela earned the most: $1,987,654.20.",
  table: ResultTable(
    columns: [
      name("Harbour"), money("Revenue"), count("Boats"),
      ResultColumn(name: "share", label: "Share", kind: .percent, unit: "%"),
    ],
    rows: [
      [.text("Vela"), .integer(198_765_420), .integer(412), .real(61.27)],
      [.text("Porto Nuovo"), .integer(98_000_050), .integer(77), .real(30.21)],
      [.text("Cala Rossa"), .integer(27_650_000), .integer(12), .real(8.52)],
    ]))

/// Months in rows.
let months = WordingCase(
  question: "Revenue per month in Q4", interpretation: "Revenue by month, Q4 2024", text: "Three months.",
  table: ResultTable(
    columns: [name("Month", .month), money("Revenue")],
    rows: [
      [.text("2024-10"), .integer(10_000_00)], [.text("2024-11"), .integer(25_500_00)],
      [.text("2024-12"), .integer(7_200_25)],
    ]))

/// One number.
let single = WordingCase(
  question: "How many boats in the last 90 days?", interpretation: "Boats, last 90 days to 2024-12-31",
  text: "412 boats.",
  table: ResultTable(columns: [count("Boats")], rows: [[.integer(412)]]))

/// No table: documents only.
let cited = WordingCase(
  question: "When is the hull of the X200 cleaned?", interpretation: "Search in documents",
  text: "See the guide.",
  table: nil,
  sources: [
    Answer.Source(
      id: "guide/hull", title: "Hull care", kind: "guide",
      snippet: "The hull of an X200 is cleaned every 250 hours, or 12 months, with Marinol.", score: 0.9)
  ])
