import Domain
import Testing

@testable import Understanding

/// The query of the last of several turns, or nil.
private func last(_ turns: [String]) -> Query? {
  var base: Reading?
  var query: Query?
  for turn in turns {
    query = BoatRental.query(turn, base: base)
    base = BoatRental.reading(turn, base: base) ?? base
  }
  return query
}

private let in2024 = during("rental.started", year(2024))
private let in2023 = during("rental.started", year(2023))
private let kayaks = equals("boat.kind", "Kayak")

private let conversations: [([String], Query?)] = [
  (["revenue in 2024", "what about 2023"], numbers("rental", [revenue], where: [in2023])),
  (["revenue in 2024", "by harbor"], numbers("rental", [revenue], by: [byHarbor], where: [in2024])),
  (["revenue in 2024", "only kayaks"], numbers("rental", [revenue], where: [kayaks, in2024])),
  (
    ["revenue in 2024", "only kayaks", "what about yachts"],
    numbers("rental", [revenue], where: [equals("boat.kind", "Sailing yacht"), in2024])
  ),
  (["revenue in 2024", "what about rentals"], numbers("rental", [rentals], where: [in2024])),
  (
    ["revenue by harbor in 2024", "top 3"],
    numbers("rental", [revenue], by: [byHarbor], where: [in2024], ranked: true, limit: 3)
  ),
  (
    ["revenue in May 2024", "the month before"],
    numbers("rental", [revenue], where: [during("rental.started", month("April 2024", 4))])
  ),
  (
    ["revenue in 2024", "what about 2023", "by harbor", "only kayaks"],
    numbers("rental", [revenue], by: [byHarbor], where: [kayaks, in2023])
  ),
  // A whole question stands for itself.
  (["revenue in 2024 by harbor", "repairs"], numbers("repair", [repairs])),
  // What leans on the turn before and does not fit is no question.
  (["revenue in 2024", "what about the unicorn"], nil), (["what about 2023"], nil), (["by harbor"], nil),
]

@Test(arguments: conversations) func readsFollowUps(turns: [String], expected: Query?) {
  #expect(last(turns) == expected)
}
