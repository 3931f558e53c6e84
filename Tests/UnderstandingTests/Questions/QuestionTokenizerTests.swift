import Domain
import Testing

@testable import Understanding

/// The tokens in a short form: numbers as "#3.5", signs as "'$'", a new clause as "|".
private func shape(_ text: String) -> String {
  QuestionTokenizer.tokens(of: text).map { token in
    let start = token.startsClause ? "|" : ""
    return switch token.kind {
    case .word: start + token.folded
    case .number: start + "#" + (token.number.map(\.description) ?? "nil")
    case .sign: start + "'\(token.folded)'"
    }
  }.joined(separator: " ")
}

@Test(
  arguments: [
    ("", ""), (" \t\n ", ""),
    ("boats by maker", "|boats by maker"),
    // Money and scales.
    ("$1,234.50", "'$' |#1234.50"), ("over $35k", "|over '$' #35 k"), ("35K", "|#35 k"), ("2.5M", "|#2.5 m"),
    ("1,23", "|#1 ',' #23"), ("1234,567", "|#1234 ',' #567"), ("1,234,567", "|#1234567"),
    ("1,2345", "|#1 ',' #2345"), ("3. next", "|#3 '.' |next"), ("3.5.1", "|#3.5 '.' #1"),
    // More digits than an exact number holds are a name.
    ("123456789012345678", "|#123456789012345678"), ("1234567890123456789", "|1234567890123456789"),
    // Letters and digits glued together are one name, in either order.
    ("P1s", "|p1s"), ("3rd", "|3rd"), ("5w30", "|5w30"), ("35kg", "|35kg"),
    ("F-150", "|f '-' #150"), ("INV-2023-000002", "|inv '-' #2023 '-' #2"),
    // Apostrophes.
    ("O'Reilly's", "|oreilly"), ("O\u{2019}Reilly\u{2019}s", "|oreilly"), ("what's", "|whats"),
    ("don't", "|dont"), ("boats' kinds", "|boats ''' kinds"), ("'quoted'", "''' |quoted '''"),
    // Letters beyond ASCII.
    ("Jörg WEIẞ", "|jorg weiss"), ("Crème", "|creme"), ("日本 5", "|日本 #5"),
    // Clauses: a point ends one before a blank or the end, a comma does not.
    ("boats? kinds", "|boats '?' |kinds"), ("v1.2, boats", "|v1 '.' #2 ',' boats"),
    ("a; b: c! d", "|a ';' |b ':' |c '!' |d"),
    // Dashes between words set them apart; between numbers, and inside a word, they do not.
    ("boats \u{2013} by maker", "|boats '-' |by maker"), ("boats \u{2014} maker", "|boats '-' |maker"),
    ("boats - by maker", "|boats '-' |by maker"), ("5 - 10", "|#5 '-' #10"),
    ("2019\u{2013}2021", "|#2019 '-' #2021"), ("two-seater", "|two '-' seater"),
    // Quotation marks, an ellipsis, blanks of print.
    ("\u{201c}fiber\u{201d}", "'\"' |fiber '\"'"), ("wait\u{2026} boats", "|wait '.' boats"),
    ("5\u{a0}boats", "|#5 boats"),
  ] as [(String, String)])
func readsTokens(text: String, expected: String) { #expect(shape(text) == expected) }

@Test(arguments: ["$5k for the O'Malleys, 1,000.25 – näïve?", "a\u{0}b", "🚤🚤 12", "e\u{301}te"])
func tokensStandInOrderInsideTheText(text: String) {
  var last = 0
  for token in QuestionTokenizer.tokens(of: text) {
    #expect(token.bytes.lowerBound >= last && token.bytes.upperBound <= text.utf8.count)
    #expect(!token.bytes.isEmpty)
    last = token.bytes.upperBound
  }
}

@Test(arguments: ["boat ", "5k ", "a 5k ", "? ", "é "])
func readsNoMoreTokensThanTheLimit(piece: String) {
  let text = String(repeating: piece, count: 10_000)
  #expect(QuestionTokenizer.tokens(of: text).count == QuestionTokenizer.mostTokens)
}

@Test(
  arguments: [
    ("boats", "boat"), ("categories", "category"), ("dishes", "dish"), ("watches", "watch"),
    ("boxes", "box"), ("passes", "pass"), ("p1s", "p1"), ("ties", "tie"), ("names", "name"),
    // These stay: no plural, or too short to tell.
    ("bus", "bus"), ("status", "status"), ("brass", "brass"), ("analysis", "analysis"), ("gas", "gas"),
    ("is", "is"), ("us", "us"), ("s", "s"), ("", ""), ("boat", "boat"), ("sea", "sea"),
  ] as [(String, String)])
func takesTheSingular(word: String, expected: String) {
  #expect(QuestionTokenizer.singular(word) == expected)
}

@Test(
  arguments: [
    ("0", "0"), ("12.50", "12.50"), ("000002", "2"), ("1.2.3", nil), ("", nil), ("x", nil),
    ("1234567890123456789", nil),
  ] as [(String, String?)])
func readsExactNumbers(text: String, expected: String?) {
  #expect(QuestionTokenizer.decimal(text)?.description == expected)
}
