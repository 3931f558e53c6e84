import Domain
import Testing

@testable import Understanding

/// A second trade: boats, who rents them, from which harbor, and their repairs.
enum BoatRental {
  static let asOf = day("2024-08-31")

  /// A day of a literal in a test.
  static func day(_ iso: String) -> CalendarDate {
    guard let day = CalendarDate(iso: iso) else { fatalError("no day: \(iso)") }
    return day
  }

  static func id(_ entity: EntityID, _ name: String) -> AttributeID { AttributeID(entity, name) }

  private static func attribute(
    _ entity: EntityID, _ name: String, _ names: [String], _ type: ColumnType = .text, unit: String? = nil,
    values: Bool = false, synonyms: [String: [String]] = [:], largest: [String] = [], smallest: [String] = [],
    identifier: Bool = false, amount: Bool = false
  ) -> Attribute {
    Attribute(
      id: id(entity, name), sql: "{this}.\(name)", label: name, names: names, type: type, unit: unit,
      hasValues: values, synonyms: synonyms, largest: largest, smallest: smallest, isIdentifier: identifier,
      isDefaultAmount: amount)
  }

  static let money = ColumnType.decimal(scale: 2)

  static let boat = Entity(
    id: "boat", domain: "rentals", dataset: "boats", key: "code", label: "name", names: ["boat", "vessel"],
    show: [id("boat", "name"), id("boat", "price")], ranking: "rentals",
    attributes: [
      attribute("boat", "code", ["boat code"], values: true, identifier: true),
      attribute("boat", "name", ["boat name", "name"], values: true),
      attribute("boat", "kind", ["kind"], values: true, synonyms: ["Sailing yacht": ["yacht"]]),
      attribute("boat", "maker", ["maker", "built by"], values: true),
      attribute(
        "boat", "price", ["price", "daily rate"], money, unit: "USD", largest: ["most expensive", "dearest"],
        smallest: ["cheapest"], amount: true),
      attribute("boat", "seats", ["seats"], .integer, largest: ["roomiest"]),
    ],
    segments: [Segment(name: "retired", label: "retired", names: ["retired"], sql: "{this}.retired")])

  static let renter = Entity(
    id: "renter", domain: "rentals", dataset: "renters", key: "renter_id", label: "full_name",
    names: ["renter", "guest"], show: [id("renter", "full_name"), id("renter", "town")], ranking: "revenue",
    isPerson: true,
    attributes: [
      attribute("renter", "renter_id", ["renter number"], .integer, identifier: true),
      attribute("renter", "full_name", ["renter name"], values: true),
      attribute("renter", "town", ["town"], values: true),
      attribute("renter", "region", ["region"], values: true),
    ])

  static let harbor = Entity(
    id: "harbor", domain: "rentals", dataset: "harbors", key: "harbor", label: "harbor",
    names: ["harbor", "marina"], show: [id("harbor", "harbor")],
    attributes: [attribute("harbor", "harbor", ["harbor name"], values: true)])

  static let rental = Entity(
    id: "rental", domain: "rentals", dataset: "rentals", key: "rental_id", label: "rental_id",
    names: ["rental", "booking", "hire"], verbs: ["rented", "booked"],
    show: [id("rental", "rental_id"), id("rental", "started"), id("rental", "fee")],
    time: id("rental", "started"), ranking: "rentals",
    attributes: [
      attribute("rental", "rental_id", ["rental number"], .integer, identifier: true),
      attribute("rental", "started", ["start"], .timestamp, largest: ["latest"], smallest: ["earliest"]),
      attribute(
        "rental", "fee", ["fee", "cost"], money, unit: "USD", largest: ["priciest"], amount: true),
      attribute("rental", "minutes", ["time on water"], .integer, unit: "minutes", largest: ["longest"]),
      attribute(
        "rental", "payment", ["payment", "paid", "paid by"], values: true, synonyms: ["Card": ["plastic"]]),
    ],
    segments: [Segment(name: "late", label: "brought back late", names: ["late"], sql: "{this}.late")])

  static let repair = Entity(
    id: "repair", domain: "yard", dataset: "repairs", key: "repair_id", label: "repair_id",
    names: ["repair"], verbs: ["repaired"], show: [id("repair", "repair_id"), id("repair", "done")],
    time: id("repair", "done"), ranking: "repairs",
    attributes: [
      attribute("repair", "repair_id", ["repair number"], .integer, identifier: true),
      attribute("repair", "done", ["done"], .date),
      attribute("repair", "cost", ["repair cost"], money, unit: "USD", amount: true),
      attribute("repair", "priority", ["priority"], values: true, synonyms: ["P1": ["critical"]]),
      attribute("repair", "state", ["state"], values: true),
    ])

  static let catalog = Catalog(
    entities: [boat, renter, harbor, rental, repair],
    joins: [
      Join(from: "rental", fromColumn: "boat", to: "boat", toColumn: "code"),
      Join(from: "rental", fromColumn: "renter_id", to: "renter", toColumn: "renter_id"),
      Join(from: "boat", fromColumn: "harbor", to: "harbor", toColumn: "harbor"),
      Join(from: "repair", fromColumn: "boat", to: "boat", toColumn: "code"),
    ],
    measures: [
      Measure(
        id: "revenue", entity: "rental", label: "Revenue", names: ["revenue", "takings"],
        verbs: ["spent", "spend", "earned", "earn"], formula: .aggregate(.sum, id("rental", "fee")),
        unit: "USD"),
      Measure(
        id: "rentals", entity: "rental", label: "Rentals", names: ["rentals", "bookings"],
        verbs: ["rented", "popular"], formula: .count),
      Measure(
        id: "late_rate", entity: "rental", label: "Late rate", names: ["late rate"],
        formula: .percentWhere("{this}.late"), unit: "%", isBetterLow: true),
      Measure(id: "repairs", entity: "repair", label: "Repairs", names: ["repairs"], formula: .count),
      Measure(
        id: "repair_cost", entity: "repair", label: "Repair cost", names: ["repair cost"],
        formula: .aggregate(.sum, id("repair", "cost")), unit: "USD"),
    ],
    templates: [
      QuestionTemplate(
        id: "together", phrases: ["rented together with", "go along with"], words: ["boat", "which boats"],
        slots: [
          .init(name: "boat", kind: .value(id("boat", "name"))),
          .init(name: "most", kind: .limit(standard: 5)), .init(name: "time", kind: .window),
        ], sql: "SELECT 1 WHERE :boat AND :most",
        columns: [ResultColumn(name: "n", label: "N", kind: .integer)],
        interpretation: "boats rented together with {boat}")
    ],
    topics: [
      Topic(
        id: "weather", phrases: ["weather", "wind"], reply: .refusal(.notInData), text: "No weather here."),
      Topic(id: "secrets", phrases: ["ignore all"], reply: .refusal(.notAllowed), text: "Not allowed."),
      Topic(
        id: "orders", phrases: ["sink", "sink the"], reply: .refusal(.notAllowed), text: "Not done.",
        opensOnly: true),
      Topic(id: "greeting", phrases: ["hello"], reply: .answer, text: "Hello."),
    ])

  static let grammar = Grammar(
    phrases: [
      .filler: [
        "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "with", "is", "are", "was", "were",
        "did", "do", "does", "we", "our", "please", "what is", "how", "what", "have", "has", "been", "and",
        "that", "me", "all", "than", "their", "they", "but", "had", "it", "there", "each other",
      ],
      .list: ["list", "show", "show me", "which", "what are the"],
      .count: ["how many", "number of", "how often"], .amount: ["how much"], .sum: ["total"],
      .average: ["average", "mean"],
      .median: ["median"], .minimum: ["minimum"], .maximum: ["maximum"],
      .group: [
        "by", "per", "for each", "in each", "for every", "in each of",
      ],
      .above: ["more than", "over", "above", "higher than"], .atLeast: ["at least"],
      .below: ["less than", "under", "below"],
      .atMost: ["at most", "up to"], .equals: ["exactly"], .between: ["between"],
      .orMore: ["or more"], .orLess: ["or less"], .best: ["best"], .worst: ["worst"],
      .top: ["top", "most", "highest", "busiest"], .bottom: ["bottom", "fewest", "lowest"],
      .versus: ["compare", "vs", "versus"], .share: ["what share", "share of", "percentage of"],
      .trend: ["trend"], .never: ["never", "not"], .without: ["without", "with no"], .except: ["except"],
      .and: ["and"],
      .or: ["or"], .who: ["who", "whose"], .when: ["when"], .distinct: ["different"],
      .followUp: ["what about", "and", "only", "sorry"], .back: ["those"], .narrowing: ["only"],
      .sort: ["sort by"], .ordering: ["first"], .pronoun: ["they", "it"], .knowledge: ["what is", "explain"],
      .participle: ["rented", "booked"], .yesNo: ["is", "are", "was", "were", "did"],
      .agent: ["by"], .article: ["a", "an", "the"], .possession: ["have", "has", "had", "with"],
      .superlative: ["most", "best", "popular"], .times: ["times"], .each: ["per", "by"],
      .comparative: ["more", "less", "higher", "lower", "cheaper"], .less: ["less", "lower", "cheaper"],
      .change: ["change", "changed", "grow", "difference", "drop", "drop in", "fall", "fall in", "increase"],
      .percentile: ["percentile", "pctile"],
      .both: ["both", "both of them"], .identity: ["id", "ids"], .numberSign: ["nr"],
      .only: ["only", "always"], .universal: ["all", "every", "each"], .why: ["why did", "why is", "why"],
      .upTo: ["to"], .what: ["what"], .generic: ["things", "everything"], .person: ["people"],
      .contains: ["with the word", "containing", "in the name"], .startsWith: ["starting with"],
      .total: ["overall"],
      .speaker: ["i", "im", "my", "me", "he", "she", "boss"],
      .call: ["right", "hang", "on", "ok", "one", "for"],
      .restricting: ["of", "in", "for", "not", "only"], .telling: ["wants to know", "asked"],
      .superior: ["than any other"], .singularVerb: ["is", "was"], .pluralVerb: ["are", "were"],
      .oneOf: ["one"], .degree: ["most"],
      .runningTotal: ["running total", "cumulative"], .movingAverage: ["moving average", "rolling"],
      .succession: ["month over month", "from quarter to quarter", "year over year"],
      .decrease: ["drop", "drop in", "fall", "fall in"],
      .increase: ["grow", "increase"],
    ],
    numbers: ["a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "dozen": 12],
    ordinals: ["second": 2, "2nd": 2, "fourth": 4],
    scales: ["k": 1000, "thousand": 1000, "million": 1_000_000],
    units: [
      "USD": ["$", "dollar", "buck"], "minutes": ["minute", "min"], "hours": ["hour", "h"],
      "%": ["%", "percent"],
    ],
    known: ["weather"])

  static let values: [AttributeID: [String]] = [
    id("boat", "code"): ["BX-150", "Q-0007", "20230"],
    id("boat", "name"): [
      "Sea Breeze", "Sea Breeze II", "Morning Star (wooden hull and mast)", "O'Malley's Pride",
      "Old Faithful Lady",
    ],
    id("boat", "kind"): ["Kayak", "Sailing yacht", "Rowing boat"],
    id("boat", "maker"): ["Harlow", "Norsk", "Breton & Sons"],
    id("renter", "full_name"): ["Ada Lund", "Ada Moss", "Jörg Weiß"],
    id("renter", "town"): ["Bergen", "Oslo", "Lundby"],
    id("renter", "region"): ["IN", "ME", "OR", "NO"],
    id("harbor", "harbor"): ["North Quay", "South Quay", "Westhaven"],
    id("rental", "payment"): ["Card", "Cash"],
    id("repair", "priority"): ["P1", "P2", "P3"],
    id("repair", "state"): ["Open", "Closed"],
  ]

  static let lexicon = Lexicon(
    catalog: catalog, grammar: grammar, values: { values[$0] ?? [] },
    knownWords: ["bertha", "pride", "tide", "sale"])

  static let understander = Understander(
    catalog: catalog, lexicon: lexicon,
    times: TimeExpressionParser(identityNouns: ["rental", "booking", "repair", "renter"]))

  static let context = TimeContext(asOf: asOf)

  static func outcome(_ question: String, base: Reading? = nil) -> Understood.Outcome {
    understander.understand(question, context: context, base: base).outcome
  }

  /// The query a question is read as, or nil.
  static func query(_ question: String, base: Reading? = nil) -> Query? {
    if case .query(let interpretation) = outcome(question, base: base) { interpretation.query } else { nil }
  }
  /// The reading of a question, for the turn after it.
  static func reading(_ question: String, base: Reading? = nil) -> Reading? {
    if case .query(let interpretation) = outcome(question, base: base) { interpretation.reading } else { nil }
  }
}
