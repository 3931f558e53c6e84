import Domain
import Synchronization
import Testing

@testable import Answering

private func wording(
  seconds: Double = 10, _ model: @escaping Wording.Model
) -> Wording {
  var limits = Wording.Limits()
  limits.seconds = seconds
  return Wording(
    model: model, modelName: "scripted",
    prompt: { name, values in "\(name): \(values["question"] ?? "")\n\(values["table"] ?? "")" },
    limits: limits)
}

private func scripted(_ pieces: [String], failure: (any Error)? = nil) -> Wording.Model {
  { _ in
    AsyncThrowingStream { continuation in
      for piece in pieces { continuation.yield(piece) }
      continuation.finish(throwing: failure)
    }
  }
}

private func answer(_ wording: Wording, to item: WordingCase) async -> (text: String, use: Answer.ModelUse) {
  await wording.word(
    question: item.question, interpretation: item.interpretation, table: item.table, sources: item.sources,
    text: item.text)
}

struct Dead: Error, CustomStringConvertible { let description = "the server is dead" }

@Test func showsTheModelsWords() async {
  let (text, use) = await answer(wording(scripted([" There were", " 412 boats.\n"])), to: single)
  #expect(text == "There were 412 boats.")
  #expect(use == Answer.ModelUse(model: "scripted", isUsed: true, note: nil))
}

@Test(
  arguments: [
    (["There were 413 boats."], nil, "states 413, which no source has"),
    (["There were 412 boats."], Dead(), "the server is dead"),
    ([], nil, "says nothing"),
    ([String(repeating: "boats ", count: 2000)], nil, "has 12000 characters, more than 1500"),
  ] as [([String], Dead?, String)])
func showsItsOwnTextInstead(pieces: [String], failure: Dead?, note: String) async {
  let (text, use) = await answer(wording(scripted(pieces, failure: failure)), to: single)
  #expect(text == single.text)
  #expect(use == Answer.ModelUse(model: "scripted", isUsed: false, note: note))
}

@Test func aSilentModelIsDropped() async {
  let (dropped, drop) = AsyncStream.makeStream(of: Void.self)
  let silent = wording(seconds: 0.05) { _ in
    AsyncThrowingStream { continuation in
      continuation.yield("There were")
      continuation.onTermination = { _ in drop.finish() }
    }
  }
  let (text, use) = await answer(silent, to: single)
  #expect(text == single.text && use.note == "took longer than 0.05 s")
  for await _ in dropped {}
}

@Test func anEmptyResultAsksNoModel() async {
  let asked = Mutex(false)
  let model = wording { _ in
    asked.withLock { $0 = true }
    return AsyncThrowingStream { $0.finish() }
  }
  let empty = WordingCase(
    question: "?", interpretation: "", text: "No rows.",
    table: ResultTable(columns: [count("Boats")], rows: []))
  let (text, use) = await answer(model, to: empty)
  #expect(text == "No rows." && !use.isUsed && !asked.withLock { $0 })
}

@Test func thePromptHoldsExactValuesOnSingleLines() {
  let values = WordingPrompt.values(
    question: "a\nb", interpretation: "c", table: harbours.table, sources: cited.sources, text: "t",
    limits: Wording.Limits())
  #expect(values["question"] == "a b")
  #expect(
    values["table"]
      == """
      Harbour | Revenue (USD) | Boats | Share (%)
      Vela | 1987654.20 | 412 | 61.27%
      Porto Nuovo | 980000.50 | 77 | 30.21%
      Cala Rossa | 276500.00 | 12 | 8.52%
      """)
  #expect(values["left_out"] == "")
  #expect(values["sources"]?.hasPrefix("Hull care: The hull") == true)
}
