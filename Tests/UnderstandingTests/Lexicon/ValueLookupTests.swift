import Domain
import Testing

@testable import Understanding

/// A workshop whose values are written in all the ways that people write names.
private enum Workshop {
  static func id(_ name: String) -> AttributeID { AttributeID("item", name) }

  static let values: [(name: String, isIdentifier: Bool, values: [String])] = [
    (
      "name", false,
      [
        "Heads-Up Display Kit", "Heads-Up Display", "Brake Pads (set)", "Brake Rotors (each)", "Oil Filter",
        "Cabin Air Filter", "Filter of Oil Mist", "DPF (Diesel Particulate Filter)", "Onboard Charger",
        "ABS Sensor", "Knock Sensor", "Resonator",
      ] + (1...15).map { "Performance Part \(["Alpha", "Beta", "Gamma"][$0 % 3])\($0)" }
    ),
    ("category", false, ["Sensors", "Filters", "Brakes", "Cooling & Heating"]),
    ("channel", false, ["Walk-in", "Email", "Phone"]), ("model", false, ["iX3", "X3", "P1"]),
    ("branch", false, ["NorthValley", "Hilltop"]),
    ("code", true, ["INV-2023-000002", "ESNZDYYRH", "QO1L-77", "1HGCM82633A004352", "4410"]),
  ]

  static let lexicon = lexicon(values)

  static func lexicon(_ lists: [(name: String, isIdentifier: Bool, values: [String])]) -> Lexicon {
    let item = Entity(
      id: "item", domain: "items", dataset: "items", key: "code", label: "name", names: ["item"],
      show: [id("name")],
      attributes: lists.map { list in
        Attribute(
          id: id(list.name), sql: "{this}.\(list.name)", label: list.name,
          names: ["\(list.name) said", "order \(list.name)"], type: .text, hasValues: true,
          isIdentifier: list.isIdentifier)
      })
    let grammar = Grammar(
      phrases: [
        .article: ["a", "an", "the"], .filler: ["the", "of", "in", "break", "with"],
        .count: ["how many", "how"], .list: ["show", "list"],
      ], numbers: [:], scales: [:], units: [:],
      known: ["menu", "men", "email", "minutes", "labor", "how", "now", "the", "many"])
    return Lexicon(
      catalog: Catalog(entities: [item], joins: [], measures: []), grammar: grammar,
      values: { id in lists.first { $0.name == id.name }?.values ?? [] }, knownWords: [])
  }

  /// Every value that a span of the text can be, and attributes of which it says some words: "name ~".
  static func found(_ text: String, in lexicon: Lexicon = lexicon) -> [String] {
    let tokens = lexicon.corrected(QuestionTokenizer.tokens(of: text))
    let spans = Segmentation(lexicon: lexicon, tokens: tokens, question: text).spans(times: [])
    return Set(
      spans.flatMap(\.meanings).compactMap { meaning in
        switch meaning {
        case .value(_, let value): value
        case .words(let id, _): "\(id.name) ~"
        default: nil
        }
      }
    ).sorted()
  }
}

@Test(
  arguments: [
    // Case, punctuation, hyphens, plural, brackets.
    ("heads up display", ["Heads-Up Display"]), ("HEADS-UP DISPLAY KITS", ["Heads-Up Display Kit"]),
    ("headsup display", ["Heads-Up Display"]), ("brake pads", ["Brake Pads (set)"]),
    ("brake pad", ["Brake Pads (set)"]), ("brake pads set", ["Brake Pads (set)"]),
    ("walk-ins", ["Walk-in"]), ("walk in", ["Walk-in"]), ("walkins", ["Walk-in"]), ("e-mail", ["Email"]),
    ("e-mails", ["Email"]), ("ix3", ["iX3"]), ("X3s", ["X3"]), ("the P1s", ["P1"]),
    ("cooling and heating", ["Cooling & Heating"]),
    ("diesel particulate filters", ["DPF (Diesel Particulate Filter)"]),
    // Written together or apart.
    ("north valley", ["NorthValley"]), ("northvalley", ["NorthValley"]), ("north-valley", ["NorthValley"]),
    ("oilfilters", ["Oil Filter"]), ("on board charger", ["Onboard Charger"]), ("hill top", ["Hilltop"]),
    // Stems, and the whole value before a part of another.
    ("braking", ["Brakes"]), ("brake", ["Brakes"]), ("sensors", ["Sensors"]), ("filters", ["Filters"]),
    ("resonators", ["Resonator"]),
    // Word order, words left out.
    ("filter oil", ["Oil Filter"]), ("cabin filter", ["Cabin Air Filter"]),
    ("rotors", ["Brake Rotors (each)"]),
    ("particulate", ["DPF (Diesel Particulate Filter)"]),
    // Slips.
    ("brak pads", ["Brake Pads (set)"]), ("barke pads", ["Brake Pads (set)"]), ("oil fliter", ["Oil Filter"]),
    ("resonattor", ["Resonator"]), ("rezonatir", ["Resonator"]), ("diplay kit", ["Heads-Up Display Kit"]),
    // Many values that share a word.
    ("performance", ["name ~"]),
    // Identifiers: dashes, gaps, marks before them, letters that look alike.
    ("INV-2023-000002", ["INV-2023-000002"]), ("inv2023000002", ["INV-2023-000002"]),
    ("INV 2023 000002", ["INV-2023-000002"]), ("#esnzdyyrh", ["ESNZDYYRH"]), ("no. QO1L77", ["QO1L-77"]),
    ("Q0LL-77", ["QO1L-77"]), ("lHGCM82633AOO4352", ["1HGCM82633A004352"]),
  ] as [(String, [String])])
func findsValues(text: String, expected: [String]) { #expect(Workshop.found(text) == expected) }

@Test(
  arguments: [
    // Grammar, other words, digits that are no slip, short numbers, codes that are not these.
    "how many", "menu", "minutes of labor", "the", "INV-2023-000003", "INV-2023-00002", "1HGCM82633A004353",
    "4410",
    "", "#", "unicorn", "x4", "in 2023", "ESNZDYYR", "on",
  ])
func findsNoValue(text: String) { #expect(Workshop.found(text) == []) }

@Test(
  arguments: [
    ("hw many", "how many"), ("teh", "the"), ("shwo", "show"), ("mnay", "many"),
    // Right as they stand, too short to tell, no letters.
    ("menu", "menu"), ("minutes of labor", "minutes of labor"), ("ow", "ow"), ("x", "x"), ("4411", "4411"),
    ("northvalley", "northvalley"), ("zq", "zq"),
  ] as [(String, String)])
func mendsShortWords(text: String, expected: String) {
  let tokens = Workshop.lexicon.corrected(QuestionTokenizer.tokens(of: text))
  #expect(tokens.map(\.folded).joined(separator: " ") == expected)
}

// MARK: - Random values

private struct Draws: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

/// Words of seven letters and more, none within four slips of another.
private func farApart(_ count: Int, _ draws: inout Draws) -> [String] {
  var words: [String] = []
  while words.count < count {
    let word = (0..<Int.random(in: 4...5, using: &draws)).map { _ in
      String("bdfgklmnprtv".randomElement(using: &draws) ?? "b")
        + String("aeiou".randomElement(using: &draws) ?? "a")
    }.joined()
    if words.allSatisfy({ Spelling.distance(Array($0.utf8), Array(word.utf8), limit: 4) == nil }) {
      words.append(word)
    }
  }
  return words
}

private let disturbances: [(name: String, disturb: @Sendable (String, inout Draws) -> String)] = [
  ("as it is", { text, _ in text }), ("capitals", { text, _ in text.uppercased() }),
  ("small", { text, _ in text.lowercased() }), ("plural", { text, _ in text + "s" }),
  ("hyphens", { text, _ in text.replacing(" ", with: "-") }),
  ("as one", { text, _ in text.filter { $0 != " " } }),
  ("other order", { text, _ in text.split(separator: " ").reversed().joined(separator: " ") }),
  ("brackets", { text, _ in "(\(text))" }), ("question mark", { text, _ in text + "?" }),
  ("last word left out", { text, _ in text.split(separator: " ").dropLast().joined(separator: " ") }),
  (
    "swap",
    { text, draws in
      var letters = Array(text)
      let place = Int.random(in: 1...4, using: &draws)
      letters.swapAt(place, place + 1)
      return String(letters)
    }
  ),
  (
    "omission",
    { text, draws in
      var letters = Array(text)
      letters.remove(at: Int.random(in: 1...5, using: &draws))
      return String(letters)
    }
  ),
  (
    "doubling",
    { text, draws in
      var letters = Array(text)
      let place = Int.random(in: 1...5, using: &draws)
      letters.insert(letters[place], at: place)
      return String(letters)
    }
  ),
]

@Test(arguments: 1...4)
func findsEveryValueThroughDisturbances(seed: UInt64) {
  var draws = Draws(state: seed)
  let words = farApart(24, &draws)
  // Three words each, no three twice: no name is another one in other order or with a word left out.
  let picked = Set((0..<16).map { _ in Set(words.shuffled(using: &draws).prefix(3)) })
  let names = picked.map { chosen in
    chosen.sorted().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
  }
  let lexicon = Workshop.lexicon([("name", false, names.sorted())])
  for name in names.sorted() {
    for (label, disturb) in disturbances {
      let said = disturb(name, &draws)
      let found = Workshop.found(said, in: lexicon)
      #expect(found.contains(name) || found.contains("name ~"), "\(label): '\(said)' for '\(name)': \(found)")
    }
  }
}
