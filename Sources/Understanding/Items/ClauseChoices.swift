import Domain

/// The stretches of a question that may be the question, the whole first: what stands beside them may only say
/// hello, or why it is asked.
struct ClauseChoices {
  let items: [Item]

  var all: [[Item]] {
    // A day that belongs to the occasion is never part of the question.
    let items = withoutOccasion(items)
    var choices = [items]
    func add(_ choice: [Item]) {
      if !choice.isEmpty, !choices.contains(choice) { choices.append(choice) }
    }
    let told = withoutPurpose(items)
    add(told)
    add(withoutAsides(told))
    for choice in clauses(of: withoutAsides(told)) { add(choice) }
    for choice in choices { add(withoutEcho(choice)) }
    return choices
  }

  // MARK: - What is said twice

  /// "…, and how many dollars did each gain", "… Show how many parts.": the end asks once more for what was asked.
  private func withoutEcho(_ items: [Item]) -> [Item] {
    let starts = items.indices.dropFirst().filter { start in
      items[start].startsClause || items[start].has(.and) || items[start].has(.possession)
        || items[start].kind == .sign(",")
    }
    for start in starts {
      let (before, end) = (items[..<start], items[start...])
      guard before.contains(where: Self.asksForData), end.contains(where: { Self.asksForNumber($0) }) else {
        continue
      }
      // "and what do we list it at": a verb of its own.
      let asked = end.firstIndex { $0.has(.what) } ?? end.endIndex
      if end[asked...].dropFirst().contains(where: { $0.has(.list) }) { continue }
      // "boats with 8 berths or more, with the number of berths": a list has not told it.
      if end.contains(where: { $0.has(.count) }), before.contains(where: \.isBound),
        !before.contains(where: { Self.asksForNumber($0) || Self.isRanking($0) })
      {
        continue
      }
      let saidBefore = Set(before.flatMap(\.meanings))
      let isEcho = end.allSatisfy { item in
        switch item.kind {
        case .filler, .sign: return true
        case .role:
          // "time to answer by mail, on average": asked here for the first time.
          if item.has(.average), !before.contains(where: { $0.has(.average) }) { return false }
          return Self.echoing.contains { item.has($0) } || item.isUnit
            || Self.ranking.contains { role in item.has(role) && before.contains { $0.has(role) } }
        case .quantity(let quantity): return quantity.unit != nil && quantity.number.units == 1
        case .term:
          if before.contains(where: { $0.has(.who) }), item.meanings.contains(where: \.isEntity) {
            return true
          }
          return item.isUnit || item.meanings.contains { $0.isNameOfData && saidBefore.contains($0) }
        case .unknown: return !item.isWord
        default: return false
        }
      }
      if isEcho { return Array(before) }
    }
    return items
  }

  /// Roles of words that an echo may have.
  private static let echoing: [Grammar.Role] = [
    .count, .amount, .list, .and, .possession, .pronoun, .back, .each, .both, .what, .which, .yesNo, .change,
    .average, .total, .identity, .numberSign, .who, .echo, .group,
  ]

  private static let ranking: [Grammar.Role] = [.top, .bottom, .best, .worst]

  private static func isRanking(_ item: Item) -> Bool { ranking.contains { item.has($0) } }

  private static func asksForNumber(_ item: Item) -> Bool {
    item.has(.echo) || item.has(.identity) || item.has(.count) || item.has(.amount) || item.has(.average)
      || item.has(.pronoun)
      || item.has(.numberSign)
      || item.isUnit || item.meanings.contains { if case .measure = $0 { true } else { false } }
  }

  private static func asksForData(_ item: Item) -> Bool { item.meanings.contains(where: \.isNameOfData) }

  // MARK: - Why it is asked, and asides

  /// "sales per weekday so I can plan the shifts": the words from "so I can" to the end of the sentence do not change
  /// the answer.
  private func withoutPurpose(_ items: [Item]) -> [Item] {
    guard let start = items.indices.dropFirst().first(where: { items[$0].has(.purpose) }),
      items[..<start].contains(where: \.isContent)
    else { return items }
    let end =
      items[start...].dropFirst().indices.first { index in
        if case .sign(let sign) = items[index - 1].kind {
          // "one for the accountant: is tax …"
          ["?", ".", "!", ";", ":"].contains(sign)
        } else {
          false
        }
      } ?? items.endIndex
    return Array(items[..<start] + items[end...])
  }

  /// Words from "for" to the occasion, at most: "for tomorrow's first board meeting".
  private static let longestOccasion = 6

  /// "for my Monday meeting, …": what it is asked for; a day there is the day of the meeting.
  private func withoutOccasion(_ items: [Item]) -> [Item] {
    guard let end = items.indices.first(where: { items[$0].has(.occasion) && !items[$0].isNamed }),
      let start = items[..<end].lastIndex(where: { $0.has(.aim) }),
      end - start <= Self.longestOccasion,
      items[start..<end].allSatisfy({ !$0.isNamed })
    else { return items }
    return Array(items[..<start] + items[(end + 1)...])
  }

  /// "(for the file)": words in brackets that name no data.
  private func withoutAsides(_ items: [Item]) -> [Item] {
    guard let open = items.firstIndex(where: { $0.kind == .sign("(") }),
      let close = items[open...].firstIndex(where: { $0.kind == .sign(")") }),
      Self.isMute(items[open...close]) || isRepeated(items[(open + 1)..<close], beside: items[..<open])
    else { return items }
    return Array(items[..<open] + items[(close + 1)...])
  }

  /// "by total price (labor plus parts)": another name of what stands before.
  private func isRepeated(_ aside: ArraySlice<Item>, beside items: ArraySlice<Item>) -> Bool {
    let said = Set(items.flatMap(\.meanings))
    return aside.allSatisfy { item in
      !item.isContent || item.has(.and) || item.meanings.contains { $0.isNameOfData && said.contains($0) }
    }
  }

  // MARK: - Sentences

  /// The last or the first clause, when the others hold nothing but words.
  private func clauses(of items: [Item]) -> [[Item]] {
    var clauses: [[Item]] = []
    for item in items {
      // After a colon stands what is asked of what is said before it.
      let isContext = clauses.last.map { $0.last?.setsApart ?? false && !Self.isChatter($0) } ?? false
      let isNew = item.startsClause && !isContext
      if isNew || clauses.isEmpty { clauses.append([]) }
      clauses[clauses.count - 1].append(item)
    }
    var choices: [[Item]] = []
    let colon = items.indices.dropLast().first { items[$0].setsApart && items[$0 + 1].startsClause }
    if let colon,
      Self.isMute(items[..<colon].filter { !$0.isPartial }),
      Self.isChatter(items[..<colon]) || items[..<colon].contains(where: \.isWord),
      !items[(colon + 1)...].contains(where: { $0.has(.pronoun) })
    {
      // "Market basket question: which …"
      choices.append(Array(items[(colon + 1)...]))
    }
    guard clauses.count > 1, let first = clauses.first, let last = clauses.last else { return choices }
    let isAsked = clauses.dropLast().contains { $0.last?.kind == .sign("?") }
    if !isAsked, Self.isMute(clauses.dropLast().joined()) { choices.append(last) }
    if clauses.dropFirst().allSatisfy({ $0.last?.kind != .sign("?") }),
      Self.isMute(clauses.dropFirst().joined()), !last.contains(where: { $0.has(.knowledge) })
    {
      choices.append(first)
    }
    return choices
  }

  /// What of the question is not in one of its stretches, as typed; nil when only words without meaning are.
  func leftOut(by choice: [Item]) -> String? {
    var rest = choice[...]
    var left: [Item] = []
    for item in items {
      if rest.first == item { rest = rest.dropFirst() } else { left.append(item) }
    }
    while case .sign? = left.last?.kind, left.last?.kind != .sign(")") { left.removeLast() }
    return left.contains { $0.isContent && $0.kind != .unknown || $0.isWord }
      ? left.map(\.text).joined(separator: " ") : nil
  }

  /// No word of the clause means anything here.
  private static func isChatter(_ clause: some Sequence<Item>) -> Bool {
    clause.allSatisfy { item in
      item.meanings.allSatisfy { if case .role = $0 { true } else { false } }
        && asking.allSatisfy { !item.has($0) }
    }
  }

  /// Nothing in the clause chooses, counts or compares rows.
  static func isMute(_ clause: some Sequence<Item>) -> Bool {
    isSilent(clause) && isChatter(clause)
      || isSilent(clause) && clause.allSatisfy { item in spoken.allSatisfy { !item.has($0) } }
  }

  /// Nothing in the clause is a number, a time or a thing with a place in the data.
  private static func isSilent(_ clause: some Sequence<Item>) -> Bool {
    clause.allSatisfy { item in
      switch item.kind {
      case .bound, .quantity, .window, .windows, .weekdays, .hours, .shift, .ordinal, .percentile: false
      default:
        !item.meanings.contains {
          switch $0 {
          case .value, .segment, .largest, .smallest, .words: true
          default: false
          }
        }
      }
    }
  }

  /// Roles of words that ask for something: a clause with one of them is never left out.
  private static let spoken: [Grammar.Role] = [
    .count, .amount, .sum, .average, .median, .minimum, .maximum, .top, .bottom, .best, .worst, .share,
    .trend, .never, .without, .except, .distinct, .change, .versus, .when,
  ]
  /// Those that ask for something even beside no word of the data.
  private static let asking: [Grammar.Role] = [
    .count, .amount, .sum, .average, .median, .minimum, .maximum, .share, .trend, .distinct, .versus, .group,
    .top, .bottom, .never, .without, .except,
  ]
}

extension Item {
  /// A colon, or a dash.
  fileprivate var setsApart: Bool { kind == .sign(":") || kind == .sign("-") }

  /// It is the name of something in the data, or chooses rows by a number.
  fileprivate var isNamed: Bool {
    switch kind {
    case .bound, .quantity, .percentile: true
    default:
      meanings.contains { meaning in
        switch meaning {
        case .entity, .attribute, .measure, .measureVerb, .value, .segment, .words: true
        default: false
        }
      }
    }
  }

  /// The unit of a number, and no more: "dollars".
  fileprivate var isUnit: Bool { meanings.contains { if case .unit = $0 { true } else { false } } }
}

extension Meaning {
  fileprivate var isEntity: Bool { if case .entity = self { true } else { false } }

  /// Rows, a property of them or a number over them.
  fileprivate var isNameOfData: Bool {
    switch self {
    case .entity, .attribute, .measure, .measureVerb: true
    default: false
    }
  }
}
