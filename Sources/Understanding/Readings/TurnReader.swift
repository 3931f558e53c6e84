import Domain

/// Reads of a turn what means something only beside the turn before. What it leaves is read like a question.
struct TurnReader {
  let catalog: Catalog
  let graph: JoinGraph
  let lexicon: Lexicon
  let base: Reading
  /// The window of a text of time, in the words of its tokens, or nil.
  let window: ([String]) -> TimeWindow?

  private(set) var items: [Item]
  private(set) var change: TurnChange

  init(
    catalog: Catalog, graph: JoinGraph, lexicon: Lexicon, base: Reading, items: [Item],
    window: @escaping ([String]) -> TimeWindow?
  ) {
    (self.catalog, self.graph, self.lexicon) = (catalog, graph, lexicon)
    (self.base, self.items, self.window) = (base, items, window)
    change = TurnChange(said: Reading(subject: base.subject))
    dropReplaced()
    readManner()
    readWorth()
    readYear()
    readValues()
    readOrder()
    readPlace()
    readAggregate()
  }

  /// "the average cost instead of the count": what it stands in the place of was said before.
  private mutating func dropReplaced() {
    guard let start = items.firstIndex(where: { $0.has(.replacing) }), start > 0 else { return }
    let end = items[(start + 1)...].firstIndex { $0.startsClause || $0.kind == .sign(",") } ?? items.endIndex
    blank(Array(start..<end))
  }

  /// How the turn leans on the one before.
  private mutating func readManner() {
    for item in items { if case .shift(let shift) = item.kind { change.shift = shift } }
    let back = items.indices.contains { items[$0].has(.back) && !isRelative($0) }
    change.narrows = items.contains { $0.has(.narrowing) } || back
    // "the month before that" speaks of a time, no rows.
    change.pointsBack = change.shift == nil && (back || items.contains { $0.has(.pronoun) })
    change.countsAnew = back && items.contains { $0.has(.count) }
    change.asksNumber = items.contains { $0.has(.count) || $0.has(.amount) }
    change.lists =
      Self.asksWhich(items)
      || back
        && items.first { ($0.isContent || $0.has(.which)) && !$0.has(.and) }
          .map { $0.has(.which) || $0.has(.list) } ?? false
        && !change.asksNumber && !items.contains(where: \.isSuperlative)
    change.asksPart = items.indices.contains { index in
      guard items[index].has(.amount) else { return false }
      return items[(index + 1)...].prefix(2).contains { $0.has(.pronoun) || $0.has(.back) }
    }
    change.compares = items.contains { $0.has(.versus) }
    change.picksOne = Self.namesOnlyExtreme(items)
    change.isPlainExtreme = items.contains { $0.has(.top) || $0.has(.bottom) }
    if Self.countsNothing(items) {
      change.counts = true
      blank(items.indices.filter { items[$0].has(.count) })
    }
  }

  /// "tickets that breached": the word belongs to the noun before it.
  private func isRelative(_ index: Int) -> Bool {
    guard index > 0, items[index].has(.filler), case .term = items[index - 1].kind else { return false }
    return true
  }

  /// "which one is the most expensive", "when was the latest": an extreme of what was spoken of.
  static func asksForOne(_ items: [Item]) -> Bool {
    items.contains { $0.has(.list) || $0.has(.who) || $0.has(.when) } && namesOnlyExtreme(items)
  }

  /// "the cheapest", "the first one".
  static func namesOnlyExtreme(_ items: [Item]) -> Bool {
    items.contains(where: \.isSuperlative)
      && items.allSatisfy { item in
        if !item.isContent || item.isSuperlative { return true }
        if case .role = item.kind { return !item.has(.ordering) }
        return false
      }
  }

  /// "how many are there": what is counted was said before.
  static func countsNothing(_ items: [Item]) -> Bool {
    items.contains { $0.has(.count) } && items.allSatisfy { !$0.isContent || $0.has(.count) }
  }

  /// "which ones": the rows that were counted.
  static func asksWhich(_ items: [Item]) -> Bool {
    items.contains { $0.has(.which) } && items.contains { $0.has(.generic) && $0.hasPlural }
      && items.allSatisfy { item in
        !item.isContent || item.has(.which) || item.has(.generic) || item.has(.followUp) || item.has(.and)
      }
  }

  /// "and what total is that in AUD", "how much is that altogether": what the rows that were counted amount to.
  private mutating func readWorth() {
    guard change.pointsBack, base.groups.isEmpty, base.grains.isEmpty, base.measures.count == 1,
      base.measures.allSatisfy({ catalog.isCount($0) }), !items.contains(where: { $0.has(.count) })
    else { return }
    let units = items.indices.filter { index in
      items[index].meanings.contains { if case .unit = $0 { true } else { false } }
    }
    let asking = items.indices.filter {
      items[$0].has(.amount) || items[$0].has(.sum) || items[$0].has(.total)
    }
    guard !asking.isEmpty, asking.contains(where: { items[$0].has(.amount) }) || !units.isEmpty,
      units.count < 2, isOnly(units + asking),
      let worth = catalog.measures.first(where: { measure in
        guard measure.entity == base.subject, measure.condition == nil,
          case .aggregate(.sum, let id) = measure.formula, let attribute = catalog.attribute(id),
          attribute.isDefaultAmount
        else { return false }
        let unit = measure.unit ?? attribute.unit
        return units.allSatisfy { items[$0].meanings.contains { $0 == unit.map { .unit($0) } } }
      })
    else { return }
    change.worth = worth.id
    blank(units + asking)
  }

  // MARK: - Time

  /// A month without its year is of the year spoken of.
  private mutating func readYear() {
    guard let last = base.windows.last, let start = last.start, let end = last.end,
      start.year == end.adding(days: -1).year
    else { return }
    for index in items.indices {
      guard case .window(let said) = items[index].kind, said.start?.year != start.year,
        case let words = QuestionTokenizer.tokens(of: items[index].text).map(\.folded),
        !words.contains(where: { $0.contains(where: \.isNumber) && $0.count == 4 }),
        let moved = window(words + [String(start.year)]), moved.start?.year == start.year,
        moved.grain == said.grain
      else { continue }
      items[index] = items[index].with(kind: .window(moved))
    }
  }

  // MARK: - Values

  /// A name that can be a value of the attribute spoken of before is meant as one.
  private mutating func readValues() {
    let spoken = base.conditions.compactMap(\.attribute)
    for index in items.indices where items[index].isContent && !isAskedFor(index) {
      let own = items[index].values { spoken.contains($0) }
      if !own.isEmpty, !isMeasured(items[index]) || isNarrowed(index) || isAlone(index) {
        items[index] = items[index].with(meanings: own)
        continue
      }
      let near = items[index].values { distance($0.entity) != nil }
      let isSegment = items[index].meanings.contains { if case .segment = $0 { true } else { false } }
      if isSegment { continue }
      if !near.isEmpty {
        // "just the used ones": what is said of "ones" is no verb.
        let isOfOnes = items.indices.contains(index + 1) && items[index + 1].has(.generic)
        if isNarrowed(index) || isOfOnes {
          items[index] = items[index].with(meanings: near)
        }
      } else if !change.narrows, isAlone(index), isName(items[index]) {
        takeAsPart(index, of: spoken)
      }
    }
  }

  /// "and for spark plugs?" after a service: the one service that has these words in its name.
  private mutating func takeAsPart(_ index: Int, of spoken: [AttributeID]) {
    let words = QuestionTokenizer.tokens(of: items[index].text).filter { $0.kind != .sign }
    let found = spoken.filter { catalog.attribute($0)?.hasValues ?? false }
      .flatMap { lexicon.values(of: $0, having: words, limit: 2) }
    guard found.count == 1 else { return }
    items[index] = items[index].with(meanings: found, isPartial: true)
  }

  /// The word names a number as well.
  private func isMeasured(_ item: Item) -> Bool {
    item.meanings.contains { if case .measure = $0 { true } else { false } }
  }

  /// "by service", "how many services": a noun, whatever value has the same name.
  private func isAskedFor(_ index: Int) -> Bool {
    guard let before = items[..<index].last(where: \.isContent) else { return false }
    return before.has(.group) || before.has(.count)
  }

  /// "only used", "used only".
  private func isNarrowed(_ index: Int) -> Bool {
    let before = items[..<index].last { $0.isContent }
    let after = items[(index + 1)...].first { $0.isContent }
    return [before, after].contains { $0?.has(.narrowing) ?? false }
  }

  /// No other item names anything.
  private func isAlone(_ index: Int) -> Bool {
    items.indices.allSatisfy { other in
      if case .window = items[other].kind { return true }
      return other == index || !items[other].isContent || items[other].meanings.contains(where: \.isRole)
    }
  }

  /// Words without a meaning, or with one that no row of the base has.
  private func isName(_ item: Item) -> Bool {
    if item.kind == .unknown { return true }
    guard case .term = item.kind else { return false }
    return item.meanings.allSatisfy { meaning in
      switch meaning {
      case .value(let id, _), .words(let id, _): distance(id.entity) == nil
      default: false
      }
    }
  }

  private func distance(_ entity: EntityID) -> Int? { graph.path(from: base.subject, to: entity)?.count }

  // MARK: - Order, place, aggregate

  /// "lowest first", "sort by price".
  private mutating func readOrder() {
    if let index = items.indices.first(where: { items[$0].isExtreme != nil }),
      let ordering = items.indices.first(where: { $0 > index && items[$0].isContent }),
      items[ordering].has(.ordering), isOnly([index, ordering])
    {
      change.order = TurnChange.Order(
        key: base.measures.isEmpty ? attribute(extreme: items[index]).map { .attribute($0) } : nil,
        isDescending: items[index].isExtreme ?? true)
      blank([index, ordering])
      return
    }
    guard let sort = items.firstIndex(where: { $0.has(.sort) }) else { return }
    let direction = items.indices.first { items[$0].isExtreme != nil }
    let extra = items.indices.filter { items[$0].has(.ordering) } + [direction].compactMap { $0 }
    if let index = items.indices.first(where: {
      $0 != sort && key(of: items[$0]) != nil && !extra.contains($0)
    }),
      let key = key(of: items[index]), isOnly([sort, index] + extra)
    {
      let standard = if case .measure = key { true } else { false }
      change.order = TurnChange.Order(
        key: key, isDescending: direction.flatMap { items[$0].isExtreme } ?? standard)
      blank([sort, index] + extra)
    } else if let direction, isOnly([sort] + extra) {
      change.order = TurnChange.Order(key: nil, isDescending: items[direction].isExtreme ?? true)
      blank([sort] + extra)
    }
  }

  /// What rows of the base are ordered by when this is named.
  private func key(of item: Item) -> Ordering.Key? {
    for meaning in item.meanings {
      switch meaning {
      case .measure(let id) where !base.measures.isEmpty:
        if catalog.measure(id)?.entity == base.subject { return .measure(.measure(id)) }
      case .attribute(let id) where base.measures.isEmpty:
        if id.entity == base.subject { return .attribute(id) }
      default: continue
      }
    }
    return nil
  }

  private func attribute(extreme item: Item) -> AttributeID? {
    item.meanings.lazy.compactMap { meaning -> AttributeID? in
      switch meaning {
      case .largest(let id), .smallest(let id): id.entity == base.subject ? id : nil
      default: nil
      }
    }.first
  }

  /// "the second one".
  private mutating func readPlace() {
    if let first = items.firstIndex(where: { $0.has(.ordering) }), isOnly([first]),
      (base.shown?.values.count ?? 0) > 1, !items.contains(where: { $0.has(.when) || $0.has(.list) })
    {
      change.place = 1
      blank([first])
      return
    }
    guard let index = items.firstIndex(where: { if case .ordinal = $0.kind { true } else { false } }),
      case .ordinal(let place) = items[index].kind, place > 0, isOnly([index])
    else { return }
    change.place = place
    blank([index])
  }

  /// "and the median?", "and the biggest?"
  private mutating func readAggregate() {
    guard !base.measures.isEmpty, !change.pointsBack || change.narrows,
      let index = items.firstIndex(where: { aggregate(of: $0) != nil }), isOnly([index] + perRow),
      !items.contains(where: { $0.has(.list) && !$0.has(.filler) })
    else { return }
    change.aggregate = aggregate(of: items[index])
    blank([index] + perRow)
  }

  /// "the average per order": what an average of rows is of.
  private var perRow: [Int] {
    guard let each = items.firstIndex(where: { $0.has(.each) }),
      let noun = items.indices.first(where: { $0 > each && items[$0].isContent }), !items[noun].isPlural,
      items[noun].meanings.contains(.entity(base.subject))
    else { return [] }
    return [each, noun]
  }

  private func aggregate(of item: Item) -> AggregateFunction? {
    if item.has(.average) { return .average }
    if item.has(.median) { return .median }
    if item.has(.maximum) { return .maximum }
    if item.has(.minimum) { return .minimum }
    if item.has(.sum) { return .sum }
    // An extreme of one number is of the rows it is made of; among several, it is one of them.
    guard base.groups.isEmpty, base.grains.isEmpty, base.windows.count < 2 else { return nil }
    return item.isExtreme.map { $0 ? .maximum : .minimum }
  }

  /// All other items only frame the turn.
  private func isOnly(_ indices: [Int]) -> Bool {
    items.indices.allSatisfy { index in
      guard !indices.contains(index), items[index].isContent else { return true }
      if case .role = items[index].kind {
        return items[index].has(.followUp) || items[index].has(.narrowing) || items[index].has(.and)
          || items[index].has(.back) || items[index].has(.list) || items[index].has(.generic)
          || items[index].has(.filler)
      }
      return false
    }
  }

  private mutating func blank(_ indices: [Int]) {
    for index in indices {
      items[index] = items[index].with(kind: .filler, meanings: [.role(.filler)])
    }
  }
}

extension Item {
  func with(kind: Kind? = nil, meanings: [Meaning]? = nil, isPartial: Bool? = nil) -> Item {
    Item(
      kind: kind ?? (meanings == nil ? self.kind : .term), meanings: meanings ?? self.meanings, text: text,
      words: words,
      startsClause: startsClause, isPartial: isPartial ?? self.isPartial, isPlural: isPlural)
  }

  func values(on isMeant: (AttributeID) -> Bool) -> [Meaning] {
    meanings.filter { if case .value(let id, _) = $0 { isMeant(id) } else { false } }
  }

  /// "most expensive", "latest".
  var isSuperlative: Bool {
    meanings.contains { meaning in
      switch meaning {
      case .largest, .smallest: true
      default: false
      }
    } || has(.top) || has(.bottom)
  }

  /// Whether the largest or the smallest is asked for; nil: neither.
  var isExtreme: Bool? {
    if has(.ordering) { return nil }
    if has(.top) || has(.maximum) { return true }
    if has(.bottom) || has(.minimum) { return false }
    for meaning in meanings {
      if case .largest = meaning { return true }
      if case .smallest = meaning { return false }
    }
    return nil
  }
}

extension Meaning {
  var isRole: Bool {
    switch self {
    case .role, .number, .unit, .scale, .ordinal: true
    default: false
    }
  }
}
