import Testing

@testable import Answering

@Test(arguments: [
  "Vela had revenue of $1,987,654.20.",
  "Vela earned $1,987,654.20, Porto Nuovo $980,000.50 and Cala Rossa $276,500.",
  "**Vela** earned **$1,987,654**.",
  "Vela earned about 2 million dollars.",
  "Vela earned about $1.99 million.",
  "Vela earned over $1.98765 million.",
  "Vela earned nearly $2 million.",
  "Vela earned $1,988k.",
  "Vela earned 1987654.2 USD.",
  "Vela had the highest revenue, $1,987,654.20.",
  "In 2024, Vela had 412 boats.",
  "Vela (412 boats), Porto Nuovo (77 boats), Cala Rossa (12 boats).",
  "Cala Rossa had twelve boats.",
  "Vela had four hundred twelve boats.",
  "Vela had a share of 61.3%.",
  "Vela had a share of 61 percent.",
  "The top 5 harbours in 2024: Vela had 412 boats.",
  "There are 3 harbours. Vela had 412 boats.",
  "- Vela: 412\n- Porto Nuovo: 77\n- Cala Rossa: 12",
  "1. Vela: 412 boats\n2. Porto Nuovo: 77 boats\n3. Cala Rossa: 12 boats",
  "Vela earned $1,987,654.20. It had 412 boats.",
  "Cala Rossa had the fewest boats, 12.",
])
func showsWhatTheResultHas(words: String) {
  #expect(harbours.refusal(of: words) == nil)
}

@Test(
  arguments: [
    ("Vela earned $1,987,655.20.", .number("1,987,655.20")),
    ("Vela earned $1,987,655.", .number("1,987,655")),
    ("Vela earned $1.98 million.", .number("1.98 million")),
    ("Vela earned over $2 million.", .number("2 million")),
    ("Vela earned nearly $1.98765 million.", .number("1.98765 million")),
    ("Vela earned about 1 million dollars.", .otherRow("1 million")),
    ("Vela earned 2 billion dollars.", .number("2 billion")),
    ("Vela earned €1,987,654.20.", .number("1,987,654.20")),
    ("Vela earned -$1,987,654.20.", .number("1,987,654.20")),
    ("Vela earned 1.987.654,20 USD.", .number("1.987.654,20")),
    ("Vela earned $1,98,7654.20.", .number("1,98,7654.20")),
    ("Vela had 77 boats.", .otherRow("77")),
    ("Porto Nuovo had 412 boats and Vela had 77 boats.", .otherRow("412")),
    ("Vela and Porto Nuovo had 412 and 77 boats.", .otherRow("412")),
    ("Vela (77 boats), Porto Nuovo (412 boats).", .otherRow("77")),
    ("Vela earned $1,987,654.20. It had 77 boats.", .otherRow("77")),
    ("412 boats came.", .otherRow("412")),
    ("Vela had revenue of 412.", .otherColumn("412")),
    ("Vela had 1,987,654 boats.", .otherColumn("1,987,654")),
    ("Vela had 412% of boats.", .number("412")),
    ("Vela had a share of 61.3.", .number("61.3")),
    ("Vela had 12.5% of all boats.", .number("12.5")),
    ("Vela had forty-one boats.", .number("forty-one")),
    ("Vela had two-thirds of 412 boats.", .number("two-thirds")),
    ("Vela had half of the boats, 412.", .claim("half")),
    ("Vela had a dozen boats, 412.", .claim("dozen")),
    ("Stella had 412 boats.", .name("stella")),
    ("Vela Nuovo had 412 boats.", .name("vela nuovo")),
    ("Porto Vela had 412 boats.", .name("porto vela")),
    ("Vela, run by Marco, had 412 boats.", .name("marco")),
    ("In 2023, Vela had 412 boats.", .date("2023")),
    ("In March 2024, Vela had 412 boats.", .date("March 2024")),
    ("On 2024-06-30, Vela had 412 boats.", .date("2024-06-30")),
    ("In Q3 2024, Vela had 412 boats.", .date("Q3 2024")),
    ("The top 7 harbours: Vela had 412 boats.", .number("7")),
    ("There are 4 harbours. Vela had 412 boats.", .number("4")),
    ("Vela had 5 boats.", .number("5")),
    ("Vela came third with 412 boats.", .number("third")),
    ("Part VX-77 at Vela: 412 boats.", .number("VX-77")),
    ("Porto Nuovo had the highest revenue, $980,000.50.", .claim("highest")),
    ("Vela had the fewest boats, 412.", .claim("fewest")),
    ("Vela had 412 boats because of the weather.", .claim("because")),
    ("Vela had not 412 boats.", .claim("not")),
    ("Vela didn't have 412 boats.", .claim("didn't")),
    ("Revenue of Vela rose to $1,987,654.20.", .claim("rose")),
    ("I found that Vela had 412 boats.", .chatter("I")),
    ("As an AI, Vela had 412 boats.", .chatter("AI")),
    ("Sorry, Vela had 412 boats.", .chatter("Sorry")),
    ("Vela is a harbour.", .saysNothing),
    ("The revenue is shown here.", .saysNothing),
    ("See [Vela](http://x.example): 412 boats.", .markup("://")),
    ("See www.vela.example: 412.", .markup("www.")),
    ("<b>Vela</b> had 412 boats.", .markup("<")),
    ("Vela had 412&nbsp;boats.", .markup("&…;")),
    ("Vela had 4**12** boats.", .markup("* inside a word")),
    ("Vela had ٤١٢ boats.", .markup("U+664")),
    ("Vela had 4\u{200B}12 boats.", .markup("U+200B")),
    ("Vela had 400 + 12 boats.", .markup("+")),
    ("", .empty), ("12", .empty),
  ] as [(String, WordingRefusal)])
func refusesWhatTheResultHasNot(words: String, expected: WordingRefusal) {
  #expect(harbours.refusal(of: words) == expected)
}

@Test(arguments: [
  "In November 2024 revenue was $25,500.",
  "Revenue was $10,000 in October, $25,500 in November and $7,200.25 in December.",
  "Revenue was $10,000 in 2024-10 and $7,200 in 2024-12.",
  "In Q4 2024, the highest revenue was $25,500 in November.",
])
func showsMonthsWithTheirNumbers(words: String) { #expect(months.refusal(of: words) == nil) }

@Test(
  arguments: [
    ("In November 2024 revenue was $10,000.", .otherRow("10,000")),
    ("Revenue was $25,500 in October and $10,000 in November.", .otherRow("25,500")),
    ("In November 2023 revenue was $25,500.", .date("November 2023")),
    ("In September revenue was $25,500.", .date("September")),
    ("On November 12 revenue was $25,500.", .date("November 12")),
    ("Revenue was $25,500.", .otherRow("25,500")),
    ("Revenue was $42,700.25 in Q4 2024.", .number("42,700.25")),
    ("In the third quarter revenue was $25,500.", .date("third quarter")),
    ("The highest revenue was $10,000 in October.", .claim("highest")),
  ] as [(String, WordingRefusal)])
func refusesMonthsWithOtherNumbers(words: String, expected: WordingRefusal) {
  #expect(months.refusal(of: words) == expected)
}

@Test(
  arguments: [
    (single, "There were 412 boats in the last 90 days.", nil),
    (single, "There were 412 boats until December 31, 2024.", nil),
    (single, "There were 90 boats.", .number("90")),
    (single, "There were 412 boats in the last 91 days.", .number("91")),
    (single, "There were 412 boats in the last 90 years.", nil),
    (cited, "The hull of an X200 is cleaned every 250 hours or 12 months.", nil),
    (cited, "The hull is cleaned with Marinol.", nil),
    (cited, "The hull of an X200 is cleaned every 300 hours.", .number("300")),
    (cited, "The hull of an X200 is cleaned every 12 hours.", .number("12")),
    (cited, "The hull of an X300 is cleaned every 250 hours.", .number("X300")),
    (cited, "The hull is cleaned with Aquasol.", .name("aquasol")),
  ] as [(WordingCase, String, WordingRefusal?)])
func holdsOtherNumbersToTheirWords(text: WordingCase, words: String, expected: WordingRefusal?) {
  #expect(text.refusal(of: words) == expected)
}

@Test func aLongTextIsRefused() {
  let words = String(repeating: "Vela had 412 boats. ", count: 100)
  #expect(harbours.refusal(of: words) == .tooLong(characters: 2000, limit: 1500))
}

@Test(arguments: [
  ("2", 6, "1987654.20", true), ("2", 6, "1600000", false), ("1988", 3, "1987654.20", true),
  ("1987654", 0, "1987654.20", true), ("1987655", 0, "1987654.20", false), ("3.3", 0, "3.3333333333", true),
  ("3.4", 0, "3.3333333333", false), ("0", 0, "0.3", false), ("0", 0, "0", true), ("-12", 0, "-12.4", true),
  ("12", 0, "-12.4", false), ("12.50", 0, "12.5", true), ("12.51", 0, "12.5", false),
  ("0.5", 0, "0.45", false),
  ("25", 0, "24.5", true), ("24", 0, "24.5", true), ("1", 0, "1e-30", false),
])
func knowsRoundings(claim: String, exponent: Int, value: String, expected: Bool) throws {
  var number = try #require(ExactNumber(claim))
  number.exponent += exponent
  #expect(number.isRounding(of: try #require(ExactNumber(value))) == expected)
}
