import Domain
import Testing

@testable import Understanding

@Test(
  arguments: [
    // A letter more, less, other, two swapped.
    ("revenu", "revenue"), ("revennue", "revenue"), ("revenxe", "revenue"), ("reevnue", "revenue"),
    ("harbpr", "harbor"), ("hrabor", "harbor"), ("ahrbor", "harbor"),
    // Two slips from eight letters on, another first letter from seven.
    ("mantenence", "maintenance"), ("xaintenance", "maintenance"), ("tevenue", "revenue"),
    // The word of the catalog before the word of a value.
    ("boad", "boat"),
  ] as [(String, String)])
func mendsASlip(word: String, expected: String) { #expect(speller.correction(of: word) == expected) }

@Test(
  arguments: [
    // Too short, too far, two slips in a short word, another first letter in a short word, digits.
    "bot", "rev", "", "unicorn", "hxrbxr", "xoat", "boat5", "mxxntxnance", "12345",
  ])
func leavesOtherWords(word: String) { #expect(speller.correction(of: word) == nil) }

private let speller = Speller(
  values: ["boat", "bond", "revenue", "harbor", "maintenance", "p1", "of"], catalog: ["boat", "revenue"])

@Test(
  arguments: [
    ("revnue by harbr", "revenue by harbor"), ("kayks", "kayak"), ("yahct", "yacht"),
    // Known words stay though another is near: of the corpus, of the pack, of values, months, numbers, codes.
    ("bertha", "bertha"), ("weather", "weather"), ("tide", "tide"), ("lund", "lund"), ("march", "march"),
    ("bx-150", "bx - 150"), ("oslo's", "oslo"), ("boats", "boats"), ("xyzzy", "xyzzy"), ("12", "12"),
    ("sunday", "sunday"), ("quarters", "quarters"),
  ] as [(String, String)])
func mendsAQuestion(question: String, expected: String) {
  let tokens = BoatRental.lexicon.corrected(QuestionTokenizer.tokens(of: question))
  #expect(tokens.map(\.folded).joined(separator: " ") == expected)
}

@Test func keepsWhatWasTyped() {
  let tokens = BoatRental.lexicon.corrected(QuestionTokenizer.tokens(of: "Revnue of harbrs"), right: [0])
  #expect(tokens.map(\.correctedFrom) == [nil, nil, "harbrs"])
  #expect(tokens.map(\.folded).first == "revnue")
}

@Test(
  arguments: [
    ("sea", 9, ["Sea Breeze", "Sea Breeze II"]), ("SEA", 1, ["Sea Breeze"]), ("o'm", 9, ["O'Malley's Pride"]),
    ("", 9, []), ("zz", 9, []),
  ] as [(String, Int, [String])])
func completesNames(prefix: String, limit: Int, expected: [String]) {
  #expect(BoatRental.lexicon.names(startingWith: prefix, limit: limit) == expected)
}
