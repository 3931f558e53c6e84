import Domain
import Testing

@testable import Understanding

private func items(_ question: String) -> [Item] {
  let tokens = QuestionTokenizer.tokens(of: question)
  let spans = Segmentation(lexicon: BoatRental.lexicon, tokens: tokens, question: question).spans(times: [])
  var reader = ItemReader(spans: spans, tokens: tokens)
  return reader.items()
}

private func said(_ quantity: Quantity) -> String {
  quantity.number.description + (quantity.unit.map { " \($0)" } ?? "")
}

/// The bounds and quantities of a question: ">3", "[1 USD, 2 USD]", "=5"; a bare quantity as it is.
private func numbers(_ question: String) -> [String] {
  items(question).compactMap { item in
    switch item.kind {
    case .quantity(let quantity): said(quantity)
    case .bound(.above(let q)): ">" + said(q)
    case .bound(.atLeast(let q)): ">=" + said(q)
    case .bound(.below(let q)): "<" + said(q)
    case .bound(.atMost(let q)): "<=" + said(q)
    case .bound(.equals(let q)): "=" + said(q)
    case .bound(.between(let a, let b)): "[\(said(a)), \(said(b))]"
    default: nil
    }
  }
}

@Test(
  arguments: [
    // Quantities, scales, units.
    ("35", ["35"]), ("$35", ["35 USD"]), ("$ 35k", ["35000 USD"]), ("35 bucks", ["35 USD"]),
    ("2.5 million dollars", ["2500000.0 USD"]), ("three boats", ["3"]), ("a dozen boats", ["12"]),
    ("2 thousand thousand", ["2000000"]), ("90 min", ["90 minutes"]), ("3h", ["3 hours"]), ("40 %", ["40 %"]),
    // What overflows stays unscaled.
    ("999999999999999999 thousand", ["999999999999999999"]),
    // Bounds of every role.
    ("more than 3", [">3"]), ("over $1k", [">1000 USD"]), ("at least two", [">=2"]), ("less than 3", ["<3"]),
    ("up to 3 hours", ["<=3 hours"]), ("exactly 5", ["=5"]), ("5 or more", [">=5"]),
    ("$5 or less", ["<=5 USD"]),
    ("under an hour", ["<1 hours"]), ("over a thousand dollars", [">1000 USD"]), ("more than the 3", [">3"]),
    ("between 5 and 10", ["[5, 10]"]), ("between $5 and $10", ["[5 USD, 10 USD]"]),
    ("between 5 to 10 dollars", ["[5, 10 USD]"]), ("between 5 - 10", ["[5, 10]"]),
    ("105 times or more", [">=105"]), ("105 times or less", ["<=105"]), ("10 rentals or more", [">=10"]),
    // No bound: no number, half a range, a comparator that stands alone, an article that counts nothing.
    ("more than kayaks", []), ("between 5", ["5"]), ("between boats and kinds", []), ("or more", []),
    ("105 times", ["105"]), ("an hour", []), ("a boat", []), ("one", []), ("10 rentals", ["10"]), ("", []),
  ] as [(String, [String])])
func readsNumbers(question: String, expected: [String]) { #expect(numbers(question) == expected) }

@Test(
  arguments: [
    ("boats", "term"), ("the", "filler"), ("unicorn", "unknown"), ("?", "sign"), ("by", "role"),
    ("hours", "role"),
    ("kayak", "term"), ("popular", "term"), ("is", "filler"), ("weather", "term"),
  ] as [(String, String)])
func tellsThePartOfAWord(question: String, expected: String) throws {
  let item = try #require(items(question).first)
  #expect(String(describing: item.kind).hasPrefix(expected))
}

@Test(arguments: [("boats", true), ("boat", false), ("categories", true), ("status", false), ("5", false)])
func tellsPlurals(word: String, expected: Bool) { #expect(items(word).first?.isPlural == expected) }
