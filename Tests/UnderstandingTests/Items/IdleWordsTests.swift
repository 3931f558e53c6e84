import Domain
import Testing

@testable import Understanding

private func idle(_ question: String) -> IdleWords {
  let tokens = QuestionTokenizer.tokens(of: question)
  let spans = Segmentation(lexicon: BoatRental.lexicon, tokens: tokens, question: question).spans(times: [])
  var reader = ItemReader(spans: spans, tokens: tokens)
  return IdleWords(items: reader.items(), words: BoatRental.lexicon.words)
}

/// What is left of a question, signs aside; nil when all of it is asked.
@Test(
  arguments: [
    // Sentences of words without meaning here.
    ("Dear crew. how many rentals. Yours, Wilhelmina", "how many rentals"),
    ("I am sorting brochures. rentals by harbor", "rentals by harbor"),
    // Within a sentence: a call, or someone who speaks, at its edge.
    ("right, how many rentals", "how many rentals"),
    ("she rang again - how many rentals", "how many rentals"),
    ("how many rentals, he grumbles", "how many rentals"),
    ("one for brochure 9: rentals by harbor", nil),
    ("brochures nine and ten: rentals by harbor", "rentals by harbor"),
    // Who wants to know.
    ("the boss wants to know how many rentals", "how many rentals"),
    // Names of data, numbers and words that choose rows stay, and are asked.
    ("the boss of North Quay wants to know how many rentals", nil),
    ("I sort kayaks. how many rentals", nil),
    ("how many rentals. not the grumpy ones", nil),
    ("of the grumpy ones, how many rentals", nil),
    ("how many rentals, grumpy", nil), ("grumpy, how many rentals", nil),
    ("he rang 3 times, how many rentals", nil),
    ("how many rentals", nil), ("grumpy brochures", nil), ("", nil),
  ] as [(String, String?)])
func leavesOutIdleWords(question: String, left: String?) {
  let kept = idle(question).removed()?.filter { if case .sign = $0.kind { false } else { true } }
  #expect(kept?.map(\.text).joined(separator: " ") == left)
}

@Test(
  arguments: [
    ("I am putting brochures together. rentals by harbor", "rentals by harbor"),
    // Data, or nothing unknown: it may be meant.
    ("I sort kayaks. rentals by harbor", "I sort kayaks . rentals by harbor"),
    ("I did. rentals by harbor", "I did . rentals by harbor"),
    ("brochures are out. rentals by harbor", "brochures are out . rentals by harbor"),
  ] as [(String, String)])
func beginsBehindTheLead(question: String, left: String) {
  #expect(idle(question).withoutLead().map(\.text).joined(separator: " ") == left)
}

/// What is left out is told, wherever it stood; a question that is asked whole tells nothing.
@Test(
  arguments: [
    ("I am putting brochures together. rentals by harbor", true),
    ("she rang again - how many rentals", true),
    ("how many rentals", false), ("rentals by harbor", false),
  ])
func tellsWhatIsLeftOut(question: String, isTold: Bool) throws {
  guard case .query(let found) = BoatRental.outcome(question) else {
    Issue.record("not read")
    return
  }
  #expect(found.reading.notes.contains { $0.hasPrefix("left out: ") } == isTold)
}
