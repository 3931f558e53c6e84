import Domain
import Foundation
import LanguageModels
import Testing

@testable import Answering

private let modelURL = ProcessInfo.processInfo.environment["PITWALL_TEST_MODEL_URL"].flatMap {
  $0.isEmpty ? nil : $0
}

/// Twenty results of one to five rows, numbers from a fixed sequence.
private let results: [WordingCase] = (0..<20).map { seed in
  var state = UInt64(seed &+ 1) &* 0x9E37_79B9_7F4A_7C15
  func next(_ bound: UInt64) -> Int64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int64((state >> 33) % bound)
  }
  let names = ["Vela", "Porto Nuovo", "Cala Rossa", "Lerma", "Dorset"]
  let rows = (0..<(seed % 5 + 1)).map { row -> [Value] in
    [.text(names[row]), .integer(next(300_000_000)), .integer(next(900) + 3)]
  }
  return WordingCase(
    question: "What did the harbours earn in 2024, and with how many boats?",
    interpretation: "Revenue and boats by harbour, 2024",
    text: rows.map { "\($0[0]) had \($0[2]) boats." }.joined(separator: " "),
    table: ResultTable(columns: [name("Harbour"), money("Revenue"), count("Boats")], rows: rows))
}

/// The runs of digits of a text, separators taken out: "$1,234.50" gives 1234.50.
private func plainNumbers(_ text: String) -> [Double] {
  text.replacing(",", with: "").split { !($0.isNumber || $0 == ".") }
    .compactMap { run in Double(run.hasSuffix(".") ? run.dropLast() : run) }
}

/// A small model says much that is wrong; none of it is shown. The check on the check is a plain one: each number
/// of a text that is shown is within a half of a cell, or 2024, or the count of rows.
@Test(.enabled(if: modelURL != nil, "PITWALL_TEST_MODEL_URL names no model server"))
func aSmallModelGetsNoWrongNumberThrough() async throws {
  let url: String = try #require(modelURL)
  var limits = RemoteLanguageModel.Limits()
  (limits.tokens, limits.totalSeconds) = (60, 10)
  let remote = try RemoteLanguageModel(
    provider: .openai, url: url, model: "test", key: nil, limits: limits)
  var bounds = Wording.Limits()
  bounds.seconds = 10
  let wording = Wording(
    model: remote.languageModel().complete, modelName: "test",
    prompt: PromptFolder(promptsFolder).render, limits: bounds)
  var (shown, notes): (Int, [String]) = (0, [])
  for item in results {
    let (text, use) = await wording.word(
      question: item.question, interpretation: item.interpretation, table: item.table, sources: [],
      text: item.text)
    let rows = try #require(item.table).rows
    guard use.isUsed else {
      #expect(text == item.text)
      notes.append(use.note ?? "")
      continue
    }
    shown += 1
    print("small model, shown:", text)
    var allowed: [Double] = [2024, Double(rows.count)]
    for row in rows { allowed += [(row[1].double ?? 0) / 100, row[2].double ?? 0] }
    for number in plainNumbers(text) {
      #expect(allowed.contains { abs($0 - number) <= 0.5 }, "\(number) in: \(text)")
    }
  }
  print("small model: \(shown) of \(results.count) texts shown; refused:", notes)
}
