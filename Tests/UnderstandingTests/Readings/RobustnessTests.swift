import Domain
import Testing

@testable import Understanding

/// A small generator of its own: the same numbers in every run.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

private let questions = [
  "which 3 boats go along with Sea Breeze II in 2024", "renters who spent more than $1,000 in 2024",
  "boats never rented in May 2024", "revenue of kayaks by renters from Oslo or Bergen per month",
  "what share of rentals were paid by card between 5 and 10 hours", "cash vs card revenue, 2023 vs 2024",
  "top 5 harbors with at least 105 rentals or more", "what about those the month before, only P1s?",
  "how many different makers without O'Malley's Pride except yachts; when was rental 12",
]

private let letters = Array("ab zS05'$%#-.,?!;:()&<>=\u{0}\u{7f}é\u{301}ß’日🚤\u{200d}\n\t9")

/// All names in a query exist in the catalog and lie on ways that count no row twice.
private func isSound(_ query: Query) -> Bool {
  let graph = JoinGraph(BoatRental.catalog)
  let near = query.columns + query.groups.compactMap { if case .attribute(let id) = $0 { id } else { nil } }
  return BoatRental.catalog.entity(query.subject) != nil
    && near.allSatisfy {
      BoatRental.catalog.attribute($0) != nil && graph.path(from: query.subject, to: $0.entity) != nil
    }
    && (query.limit.map { $0 >= 1 } ?? true) && !(query.measures.isEmpty && query.columns.isEmpty)
}

/// Reads questions in one conversation after the other; nothing may trap, every query names what there is.
private func readAll(seed: UInt64, _ question: (inout Seeded) -> String) {
  var random = Seeded(state: seed)
  var base: Reading?
  for _ in 0..<250 {
    let question = question(&random)
    let understood = BoatRental.understander.understand(question, context: BoatRental.context, base: base)
    #expect((0...1).contains(understood.confidence), "\(question)")
    guard case .query(let interpretation) = understood.outcome else { continue }
    #expect(isSound(interpretation.query), "\(question): \(interpretation.query)")
    base = Bool.random(using: &random) ? interpretation.reading : nil
  }
}

@Test(arguments: 0..<10) func readsAnyText(seed: UInt64) {
  readAll(seed: seed) { random in
    let length = Int.random(in: 0...60, using: &random)
    return String((0..<length).map { _ in letters.randomElement(using: &random) ?? " " })
  }
}

@Test(arguments: 0..<10) func readsWordsInAnyOrder(seed: UInt64) {
  let words = questions.flatMap { $0.split(separator: " ") }
  readAll(seed: seed) { random in
    let length = Int.random(in: 0...14, using: &random)
    return words.shuffled(using: &random).prefix(length).joined(separator: " ")
  }
}

@Test(arguments: ["boats ", "by ", "more than 3 ", "Sea ", "never ", "and kayaks or ", "2024 ", "$ ", "? "])
func readsTheLongestQuestion(piece: String) {
  let question = String(repeating: piece, count: Question.longest / piece.utf8.count)
  let understood = BoatRental.understander.understand(question, context: BoatRental.context)
  #expect((0...1).contains(understood.confidence))
}
