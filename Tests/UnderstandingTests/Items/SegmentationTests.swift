import Domain
import Testing

@testable import Understanding

/// Spans as typed, each with what it can be, in a short form.
private func spans(_ question: String) -> [String] {
  let tokens = QuestionTokenizer.tokens(of: question)
  let times = TimeExpressionParser(identityNouns: ["rental"])
  let matches = times.matches(in: tokens.map { TimeToken($0.folded) }, context: BoatRental.context)
  return Segmentation(lexicon: BoatRental.lexicon, tokens: tokens, question: question).spans(times: matches)
    .map { span in
      let values = span.meanings.compactMap { if case .value(_, let text) = $0 { text } else { nil } }
        .sorted()
      let said = values.isEmpty ? "" : " = " + values.joined(separator: " | ")
      return span.text + (span.isPartial ? " ~" : "") + said + (span.time == nil ? "" : " @")
    }
}

@Test(
  arguments: [
    ("", []),
    // The longest phrase wins.
    ("sea breeze", ["sea breeze = Sea Breeze"]), ("Sea Breeze II", ["Sea Breeze II = Sea Breeze II"]),
    ("o'malley's pride", ["o'malley's pride = O'Malley's Pride"]),
    ("breton and sons", ["breton and sons = Breton & Sons"]),
    ("breton & sons", ["breton & sons = Breton & Sons"]),
    ("bx-150", ["bx-150 = BX-150"]), ("bx150", ["bx150 = BX-150"]), ("BX 150", ["BX 150 = BX-150"]),
    ("Jorg Weiss", ["Jorg Weiss = Jörg Weiß"]), ("kayaks", ["kayaks = Kayak"]),
    ("yachts", ["yachts = Sailing yacht"]),
    // What stands before a bracket is a name by itself.
    ("morning star", ["morning star = Morning Star (wooden hull and mast)"]),
    // Codes that are words of the language count in capitals only.
    ("in IN", ["in", "IN = IN"]), ("or OR", ["or", "OR = OR"]), ("me ME", ["me", "ME = ME"]),
    ("no", ["no = NO"]),
    // Some words of a name.
    ("ada", ["ada ~ = Ada Lund | Ada Moss"]), ("the quay", ["the", "quay ~ = North Quay | South Quay"]),
    ("old faithful", ["old faithful ~ = Old Faithful Lady"]),
    ("wooden hull", ["wooden hull ~ = Morning Star (wooden hull and mast)"]),
    // No part of a name: a number, words of no one value, fillers alone.
    ("150", ["150"]), ("0007", ["0007"]), ("20230", ["20230"]),
    ("ada quay unicorn", ["ada ~ = Ada Lund | Ada Moss", "quay ~ = North Quay | South Quay", "unicorn"]),
    ("of the", ["of", "the"]), ("unicorn", ["unicorn"]),
    // Time.
    ("rentals in May 2024", ["rentals", "in", "May 2024 @"]), ("rental 2024", ["rental", "2024"]),
  ] as [(String, [String])])
func cutsIntoSpans(question: String, expected: [String]) { #expect(spans(question) == expected) }

@Test(arguments: ["show the 3 cheapest boats, please", "a & b & c??", "Sea Breeze and the $5k of May 2024"])
func everyTokenIsInOneSpan(question: String) {
  let tokens = QuestionTokenizer.tokens(of: question)
  let spans = Segmentation(lexicon: BoatRental.lexicon, tokens: tokens, question: question).spans(times: [])
  #expect(spans.flatMap { Array($0.tokens) } == Array(tokens.indices))
}
