import Domain

/// Joins spans to items: numbers with their scales and units, comparators with their numbers.
struct ItemReader {
  private let spans: [Span]
  private let tokens: [QuestionToken]
  private var position = 0
  /// Spans already read, out of their turn: the "or more" of "675 units or more".
  private var taken: Set<Int> = []

  init(spans: [Span], tokens: [QuestionToken]) { (self.spans, self.tokens) = (spans, tokens) }

  mutating func items() -> [Item] {
    var items: [Item] = []
    while position < spans.count {
      if taken.contains(position) { position += 1 } else { items.append(next()) }
    }
    return Self.withSuperiors(items)
  }

  /// "more services than any other": the most services.
  private static func withSuperiors(_ items: [Item]) -> [Item] {
    guard let end = items.firstIndex(where: { $0.has(.superior) }),
      let start = items[..<end].lastIndex(where: { $0.has(.comparative) })
    else { return items }
    var items = items
    items[start] = items[start].ranking(items[start].has(.less) ? .bottom : .top)
    items.remove(at: end)
    return items
  }

  private mutating func next() -> Item {
    let start = position
    if let bound = readBound() { return item(.bound(bound), from: start) }
    if let quantity = readQuantity() {
      if position < spans.count, let sign = tokens[spans[position].tokens].first, sign.folded == "+",
        sign.bytes.lowerBound == tokens[spans[position - 1].tokens].last?.bytes.upperBound
      {
        position += 1
        return item(.bound(.atLeast(quantity)), from: start)
      }
      // "105 times or more"
      let count = position
      if position < spans.count, has(.times, position) { position += 1 }
      if position < spans.count, has(.orMore, position) {
        position += 1
        return item(.bound(.atLeast(quantity)), from: start)
      }
      if position < spans.count, has(.orLess, position) {
        position += 1
        return item(.bound(.atMost(quantity)), from: start)
      }
      position = count
      // "675 units or more", "two hours of labor or more"
      for (role, bound) in [(Grammar.Role.orMore, Bound.atLeast(quantity)), (.orLess, .atMost(quantity))] {
        guard let place = (1...3).map({ position + $0 }).first(where: { has(role, $0) }),
          (position..<place).allSatisfy({
            tokens[spans[$0].tokens].first?.kind == .word && spans[$0].time == nil
          })
        else { continue }
        taken.insert(place)
        return item(.bound(bound), from: start)
      }
      return item(.quantity(quantity), from: start)
    }
    if let percentile = readPercentile() { return item(.percentile(percentile), from: start) }
    let span = spans[position]
    position += 1
    if let time = span.time, !isAbbreviation(span), !isProperty(span) {
      return item(kind(of: time), from: start)
    }
    if span.meanings.isEmpty {
      if let sign = tokens[span.tokens].first, sign.kind == .sign {
        return item(.sign(sign.folded), from: start)
      }
      return item(.unknown, from: start)
    }
    let isTerm = span.meanings.contains { meaning in
      switch meaning {
      case .role, .number, .ordinal, .scale, .unit: false
      default: true
      }
    }
    if isTerm { return item(.term, from: start) }
    for case .ordinal(let place) in span.meanings { return item(.ordinal(place), from: start) }
    let roles = span.meanings.compactMap { if case .role(let role) = $0 { role } else { nil } }
    if roles.contains(.filler), roles.contains(.knowledge) || roles.contains(.between) {
      return item(.filler, from: start)
    }
    if roles.contains(where: { !Grammar.silent.contains($0) }) { return item(.role, from: start) }
    if span.meanings.contains(where: { if case .unit = $0 { true } else { false } }) {
      return item(.role, from: start)
    }
    return item(roles.isEmpty ? .unknown : .filler, from: start)
  }

  private func kind(of time: TimeMatch.Meaning) -> Item.Kind {
    switch time {
    case .window(let window): .window(window)
    case .windows(let windows): .windows(windows)
    case .grain(let grain): .grain(grain)
    case .weekday: .weekday
    case .hour: .hour
    case .weekdays(let days): .weekdays(days)
    case .hours(let hours): .hours(hours)
    case .relative(let shift): .shift(shift)
    }
  }

  private func item(_ kind: Item.Kind, from start: Int) -> Item {
    let range = start..<max(position, start + 1)
    let covered = spans[range]
    let words = covered.flatMap { tokens[$0.tokens] }
    let last = words.last { $0.kind == .word }
    return Item(
      kind: kind, meanings: covered.count == 1 ? covered.first?.meanings ?? [] : [],
      text: covered.map(\.text).joined(separator: " "),
      words: words.filter { $0.kind != .sign }.map(\.singular),
      startsClause: (words.first { $0.kind != .sign } ?? words.first)?.startsClause ?? false,
      isPartial: covered.contains(where: \.isPartial),
      isPlural: last.map { $0.folded != $0.singular } ?? false)
  }

  private func has(_ role: Grammar.Role, _ index: Int) -> Bool {
    spans.indices.contains(index) && spans[index].meanings.contains(.role(role))
  }

  /// "APR" in capitals is the name of a property, not the month.
  private func isAbbreviation(_ span: Span) -> Bool {
    span.tokens.count == 1 && span.text.utf8.count > 2
      && span.text.utf8.allSatisfy { (0x41...0x5a).contains($0) }
      && span.meanings.contains { if case .attribute = $0 { true } else { false } }
  }

  /// "where apr is over 8": a property that something is said of, not the month.
  private func isProperty(_ span: Span) -> Bool {
    guard span.tokens.count == 1,
      span.meanings.contains(where: { if case .attribute = $0 { true } else { false } })
    else { return false }
    // "the mean apr"
    let isAggregated =
      position > 1
      && [.average, .median, .maximum, .minimum, .top, .bottom].contains {
        has($0, position - 2)
      }
    return isAggregated
      || [.yesNo, .above, .below, .atLeast, .atMost, .equals].contains { has($0, position) }
  }

  /// "p90", or "90th percentile".
  private mutating func readPercentile() -> Int? {
    guard spans[position].time == nil, spans[position].tokens.count == 1,
      let token = tokens[spans[position].tokens].first, token.kind == .word
    else { return nil }
    if token.folded.hasPrefix("p"), spans[position].meanings.isEmpty,
      let rank = Int(token.folded.dropFirst()),
      (1...99).contains(rank)
    {
      position += 1
      return rank
    }
    guard has(.percentile, position + 1), let rank = Int(token.folded.prefix { $0.isNumber }),
      (1...99).contains(rank)
    else { return nil }
    position += 2
    return rank
  }

  // MARK: - Quantities

  /// "[$] 35 [k] [dollars]"; a number word counts when a unit or scale follows or a comparator stands before.
  private mutating func readQuantity() -> Quantity? {
    var index = position
    var unit: String?
    if let sign = unitName(index), number(index + 1) != nil, number(index) == nil,
      tokens[spans[index].tokens].last?.kind == .sign || unitName(index + 2) == nil && isGrownUp(index + 1)
    {
      unit = sign
      index += 1
    }
    guard var value = number(index) ?? one(index) ?? half(index) else { return nil }
    index += 1
    if half(index - 1) != nil, has(.article, index) { index += 1 }
    while let scale = scale(index), let scaled = Self.scaled(value, by: scale) {
      value = scaled
      index += 1
    }
    if unit == nil, !isValueBeforeNoun(index), let name = unitName(index) {
      unit = name
      index += 1
    }
    // "an hour and a half"
    if unit != nil, has(.and, index), has(.article, index + 1),
      has(.half, index + 2) || has(.half, index + 1),
      let more = Self.withHalf(value)
    {
      value = more
      index += 3
    }
    position = index
    return Quantity(number: value, unit: unit)
  }

  private static func withHalf(_ value: FixedDecimal) -> FixedDecimal? {
    guard value.scale == 0 else { return nil }
    let (tenfold, overflow) = value.units.multipliedReportingOverflow(by: 10)
    let (units, carry) = tenfold.addingReportingOverflow(5)
    return overflow || carry ? nil : FixedDecimal(units: units, scale: 1)
  }

  /// "Rp 12 million": an amount of money, with its currency before it.
  private func isGrownUp(_ index: Int) -> Bool {
    scale(index + 1) != nil || (number(index)?.double ?? 0) >= 100
  }

  /// "3 EUR purchases": the currency says which purchases.
  private func isValueBeforeNoun(_ index: Int) -> Bool {
    guard spans.indices.contains(index + 1), position + 1 == index else { return false }
    return spans[index].meanings.contains { if case .value = $0 { true } else { false } }
      && spans[index + 1].meanings.contains { if case .entity = $0 { true } else { false } }
  }

  private func number(_ index: Int) -> FixedDecimal? {
    guard spans.indices.contains(index), spans[index].time == nil, spans[index].tokens.count == 1,
      let token = tokens[spans[index].tokens].first
    else { return nil }
    if let number = token.number { return number }
    for case .number(let value) in spans[index].meanings where value != 1 {
      return FixedDecimal(units: Int64(value), scale: 0)
    }
    return nil
  }

  /// "a thousand", "an hour": the article is the number.
  private func one(_ index: Int) -> FixedDecimal? {
    guard spans.indices.contains(index), spans[index].meanings.contains(.number(1)),
      scale(index + 1) != nil || unitName(index + 1) != nil && position > 0, !isPlural(index + 1)
    else { return nil }
    return FixedDecimal(units: 1, scale: 0)
  }

  /// "the hours" are no hour.
  private func isPlural(_ index: Int) -> Bool {
    tokens[spans[index].tokens].last.map { $0.folded != $0.singular } ?? false
  }

  /// "half an hour"
  private func half(_ index: Int) -> FixedDecimal? {
    guard has(.half, index),
      unitName(index + 1) != nil || has(.article, index + 1) && unitName(index + 2) != nil
    else { return nil }
    return FixedDecimal(units: 5, scale: 1)
  }

  private func scale(_ index: Int) -> Int? {
    guard spans.indices.contains(index), spans[index].time == nil else { return nil }
    for case .scale(let scale) in spans[index].meanings { return scale }
    return nil
  }

  private func unitName(_ index: Int) -> String? {
    guard spans.indices.contains(index), spans[index].time == nil else { return nil }
    for case .unit(let unit) in spans[index].meanings { return unit }
    return nil
  }

  private static func scaled(_ value: FixedDecimal, by factor: Int) -> FixedDecimal? {
    let (units, overflow) = value.units.multipliedReportingOverflow(by: Int64(factor))
    return overflow ? nil : FixedDecimal(units: units, scale: value.scale)
  }

  // MARK: - Bounds

  /// A comparator and its number, or "between a and b"; the position stays when the words are none.
  private mutating func readBound() -> Bound? {
    let start = position
    if has(.between, position) {
      position += 1
      if let low = quantity(), position < spans.count,
        has(.and, position) || has(.atMost, position) || spans[position].text == "to"
          || spans[position].text == "-"
      {
        position += 1
        if let high = quantity() { return .between(low, high) }
      }
      position = start
      return nil
    }
    let makers: [(Grammar.Role, (Quantity) -> Bound)] = [
      (.atLeast, Bound.atLeast), (.atMost, Bound.atMost), (.above, Bound.above), (.below, Bound.below),
      (.equals, Bound.equals),
    ]
    for (role, make) in makers where has(role, position) {
      position += 1
      if let quantity = quantity() ?? one() {
        // "more than 100 times"
        if has(.times, position) { position += 1 }
        return make(quantity)
      }
      position = start
    }
    return nil
  }

  /// "at least one": elsewhere "one" is no number.
  private mutating func one() -> Quantity? {
    guard spans.indices.contains(position), spans[position].time == nil,
      spans[position].meanings.contains(.number(1))
    else { return nil }
    position += 1
    return FixedDecimal(units: 1, scale: 0).map { Quantity(number: $0, unit: nil) }
  }

  /// A quantity, past words without meaning.
  private mutating func quantity() -> Quantity? {
    let start = position
    while position < spans.count, position - start < 2, spans[position].meanings.contains(.role(.filler)),
      number(position) == nil, one(position) == nil
    {
      position += 1
    }
    if let quantity = readQuantity() { return quantity }
    position = start
    return nil
  }
}
