import Domain

/// The passes that find numbers made of several periods of a breakdown by time: "running total of revenue by month",
/// "3-month moving average of orders", "month over month growth of revenue".
extension ReadingBuilder {
  /// Periods of a moving average, at most.
  static let mostAveraged: Int64 = 366

  func readSeries() {
    if items.contains(where: { $0.has(.succession) }), reading.grains.count == 1 { joinPeriods() }
    // "… for October, November and December": one stretch of time.
    if items.contains(where: { $0.has(.movingAverage) || $0.has(.runningTotal) }), reading.grains.count == 1,
      reading.windows.allSatisfy({ $0.grain == reading.grains.first })
    {
      joinPeriods()
    }
    guard reading.windows.count < 2, reading.series == nil else { return }
    for index in items.indices where reading.series == nil {
      let item = items[index]
      if item.has(.succession) { readSuccession(at: index) }
      if item.has(.runningTotal), !isUsed[index] { readRunningTotal(at: index) }
      if item.has(.movingAverage), !isUsed[index] { readMovingAverage(at: index) }
    }
  }

  /// "rolling 3-month average": the average is that of the periods.
  func joinMovingAverage() {
    for index in items.indices where items[index].has(.movingAverage) {
      let after = items.indices[(index + 1)...].prefix(4)
      if let average = after.first(where: { items[$0].has(.average) && !items[$0].has(.movingAverage) }) {
        isUsed[average] = true
      }
    }
  }

  private func readRunningTotal(at index: Int) {
    if reading.grains.isEmpty, let whole = reading.windows.first?.grain, whole > .month {
      reading.grains = [.month]
    }
    guard reading.grains.count == 1, countHead(), reading.measures.allSatisfy(catalog.isAdditive) else {
      return
    }
    reading.series = .runningTotal
    isUsed[index] = true
  }

  /// The number of periods stands near it, before their grain: "3-month moving average", "moving average over 7 days".
  private func readMovingAverage(at index: Int) {
    for place in items.indices where abs(place - index) <= 4 && !isUsed[place] {
      guard case .quantity(let quantity) = items[place].kind, quantity.number.scale == 0,
        (2...Self.mostAveraged).contains(quantity.number.units)
      else { continue }
      let noun = items.indices[(place + 1)...].first { items[$0].kind != .sign("-") }
      let named = noun.flatMap { grain(items[$0].text) }
      guard let unit = grain(items[place].text) ?? named, reading.grains.allSatisfy({ $0 == unit }),
        countHead()
      else { continue }
      reading.grains = [unit]
      reading.series = .movingAverage(Int(quantity.number.units))
      (isUsed[index], isUsed[place]) = (true, true)
      if let noun, named == unit { isUsed[noun] = true }
      return
    }
  }

  /// Of a breakdown by a shorter period, that of the same one in the longer period before: "year over year by month".
  private func readSuccession(at index: Int) {
    guard let step = grain(items[index].text) else { return }
    // "sales month over month" may be no more than a breakdown.
    guard items.contains(where: { $0.has(.change) }) else { return }
    let parts = reading.grains.filter { $0 != step }
    let grain = parts.first ?? step
    guard parts.count < 2, let periods = grain.count(in: step), countHead() else { return }
    reading.grains = [grain]
    takeChange(by: periods)
    isUsed[index] = true
  }

  /// "revenue by month in 2024 compared to the month before": the second window is the last period before the first.
  func readPeriodBefore() {
    guard reading.grains.count == 1, reading.windows.count == 2, let first = reading.windows[0].start,
      reading.windows[1].end == first, reading.windows[1].grain == reading.grains[0],
      reading.windows[0].grain != reading.grains[0],
      items.contains(where: { $0.has(.change) || $0.has(.versus) || $0.has(.comparative) }), countHead()
    else { return }
    reading.windows.removeLast()
    takeChange(by: 1)
  }

  func takeChange(by periods: Int) {
    reading.series = .change(periods)
    let verb = items.indices.first { items[$0].has(.change) || items[$0].has(.comparative) }
    for other in items.indices where !isUsed[other] {
      let item = items[other]
      let isPercent = item.has(.share) || item.meanings.contains(.unit("%"))
      if isPercent || item.has(.change) || item.has(.versus) || item.has(.comparative) {
        isUsed[other] = true
      }
    }
    // "in which months did revenue fall": those only.
    guard let verb, asksWhichPeriods, !items.contains(where: isRanking), let term = reading.measures.first
    else { return }
    let isLess = items[verb].has(.decrease) || items[verb].has(.less)
    guard isLess || items[verb].has(.increase) || items[verb].has(.comparative) else { return }
    let change = MeasureTerm.difference(term, from: .earlier(term, periods: periods))
    reading.having.append(MeasureCondition(change, isLess ? .less(.integer(0)) : .greater(.integer(0))))
  }

  /// "in which months …", "months with …": which periods, not a number of each.
  private var asksWhichPeriods: Bool {
    items.indices.contains { index in
      guard isGrain(index) else { return false }
      let first = QuestionTokenizer.tokens(of: items[index].text).first?.folded ?? ""
      return index == head || words[.which, default: []].contains(first) || items[index].has(.when)
        || previous(before: index, within: 2).map { items[$0].has(.which) || items[$0].has(.list) } ?? false
    }
  }

  /// "dropped the most", "the biggest decline": the least change is the largest fall.
  func directChange() {
    let asksChange = if case .change = reading.series { true } else { reading.asksChange }
    guard asksChange, !items.contains(where: { $0.has(.why) }), let ranking = reading.ranking,
      ranking.attribute == nil,
      items.contains(where: { $0.has(.decrease) })
    else { return }
    reading.ranking?.isDescending = !ranking.isDescending
  }

  /// Whether there is a number: without another the rows asked for are counted.
  private func countHead() -> Bool {
    if reading.measures.isEmpty, let head, entity(of: items[head]) == subject.id {
      reading.measures = [countTerm]
    }
    return !reading.measures.isEmpty
  }
}

extension Grain {
  /// How many of these periods a longer one has; nil when that is no fixed number.
  fileprivate func count(in longer: Grain) -> Int? {
    if self == longer { return 1 }
    return switch (self, longer) {
    case (.day, .week): 7
    case (.month, .quarter): 3
    case (.month, .year): 12
    case (.quarter, .year): 4
    default: nil
    }
  }
}
