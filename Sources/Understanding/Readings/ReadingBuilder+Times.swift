import Domain

/// The pass that finds time: windows, breakdowns, and the moment that they are of.
extension ReadingBuilder {
  func readTime() {
    for index in items.indices {
      if readsNamedYear(at: index) || isEndOfYears(index) { continue }
      switch items[index].kind {
      case .window(let window) where readsAdjective(window, at: index): break
      case .window(let said):
        let window = periodOfMeasure(said, at: index) ?? said
        if window.start != nil || window.end != nil { reading.windows.append(window) }
      case .windows(let windows): reading.windows += windows
      case .grain(let grain): if !reading.grains.contains(grain) { reading.grains.append(grain) }
      case .weekday: reading.isByWeekday = true
      case .hour: reading.isByHour = true
      case .weekdays(let days): reading.weekdays.formUnion(days)
      case .hours(let hours) where reading.hours.isEmpty: reading.hours = hours
      case .shift(let shift):
        if base == nil, reading.windows.isEmpty, isBeforeEach(shift) { break }
        if base == nil {
          if let window = reading.windows.last, reading.windows.count == 1 {
            reading.windows.append(resolve(shift, window))
          } else if let window = shift.standalone {
            reading.windows.append(window)
          } else {
            continue
          }
        }
      default:
        if items[index].has(.succession), !items.contains(where: { $0.has(.change) }),
          let grain = grain(items[index].text)
        {
          // "developed from quarter to quarter"
          if !reading.grains.contains(grain) { reading.grains.append(grain) }
          break
        }
        guard items[index].has(.when) && items[index].isPlural || ranksDays(index) else { continue }
        // "on which days did we …"
        let grain = grain(items[index].text) ?? .day
        if !reading.grains.contains(grain) { reading.grains.append(grain) }
      }
      isUsed[index] = true
      // "what weekdays, for each day"
      if reading.isByWeekday, reading.grains == [.day] { reading.grains = [] }
      joinWindows()
      readMoment(before: index)
    }
    spreadOverYears()
    addPeriods()
  }

  /// "in 2023 and 2024 together": one period.
  private func addPeriods() {
    guard base == nil, reading.windows.count > 1,
      let last = items.lastIndex(where: {
        switch $0.kind {
        case .window, .windows: true
        default: false
        }
      }), let sum = next(after: last, within: 1), items[sum].has(.sum), next(after: sum, within: 1) == nil
    else { return }
    let sorted = reading.windows.sorted {
      ($0.start?.dayNumber ?? Int.min) < ($1.start?.dayNumber ?? Int.min)
    }
    guard zip(sorted, sorted.dropFirst()).allSatisfy({ $0.end != nil && $0.end == $1.start }),
      let first = sorted.first, let end = sorted.last
    else {
      faults.append(.unplaced([items[sum].text]))
      return
    }
    reading.windows = [
      TimeWindow(start: first.start, end: end.end, label: "\(first.label) to \(end.label)", grain: nil)
    ]
    isUsed[sum] = true
  }

  /// "on which single date did we get the most orders": the days are ranked by how many there were.
  func ranksDays(_ index: Int) -> Bool {
    base == nil && items[index].has(.when) && items[index].words.count > 1
      && items[(index + 1)...].indices.contains { place in
        (items[place].has(.top) || items[place].has(.bottom))
          && (next(after: place, within: 1).map { items[$0].hasPlural } ?? false
            || items[index..<place].contains { item in
              item.meanings.contains { if case .measureVerb = $0 { true } else { false } }
            })
      }
  }

  /// "the top states by 2024 revenue": the revenue of 2024, not all of it up to its end.
  private func periodOfMeasure(_ window: TimeWindow, at index: Int) -> TimeWindow? {
    guard window.start == nil, let end = window.end, items.indices.contains(index + 1),
      measure(of: items[index + 1]) != nil
        || attribute(of: items[index + 1], where: \.isNumber) != nil,
      let by = QuestionTokenizer.tokens(of: items[index].text).first,
      words[.agent, default: []].contains(by.folded)
    else { return nil }
    let name = window.label.drop { !$0.isWhitespace }.drop { $0.isWhitespace }
    let (grain, months): (Grain, Int)
    if name.allSatisfy(\.isNumber) {
      (grain, months) = (.year, 12)
    } else if name.first == "Q" {
      (grain, months) = (.quarter, 3)
    } else if end.day == 1 {
      (grain, months) = (.month, 1)
    } else {
      return nil
    }
    return TimeWindow(start: end.adding(months: -months), end: end, label: String(name), grain: grain)
  }

  /// "Q4 revenue, 2022 against 2023": a part of the year, told without one, of the years that are told besides.
  private func spreadOverYears() {
    guard base == nil, reading.windows.count > 1 else { return }
    let years = reading.windows.filter { $0.grain == .year && $0.start != nil && $0.end != nil }
    let parts = reading.windows.filter(isPartWithoutYear)
    guard !years.isEmpty, !parts.isEmpty, years.count + parts.count == reading.windows.count else { return }
    reading.windows = years.flatMap { year in
      parts.compactMap { part in
        guard let own = part.start, let end = part.end, let first = year.start else { return nil }
        let distance = 12 * (first.year - own.year)
        return TimeWindow(
          start: own.adding(months: distance), end: end.adding(months: distance),
          label: part.label.replacing(String(own.year), with: String(first.year)), grain: part.grain)
      }
    }
  }

  /// "Q4", "March": its words are its label without the year.
  private func isPartWithoutYear(_ window: TimeWindow) -> Bool {
    guard window.grain == .quarter || window.grain == .month, let start = window.start,
      let item = items.first(where: { $0.kind == .window(window) })
    else { return false }
    let name = window.label.replacing(String(start.year), with: "").trimmingPrefix(" ").lowercased()
    let said = item.text.lowercased()
    return !said.contains(String(start.year)) && said.hasSuffix(name.filter { $0 != " " })
  }

  /// A moment named before a window or a period is the one it applies to: "added since 2023", "resolved in each month".
  private func readMoment(before index: Int) {
    switch items[index].kind {
    case .window, .grain: break
    default: return
    }
    if case .grain = items[index].kind, let after = next(after: index, within: 3),
      let attribute = attribute(of: items[after], where: \.isTime), attribute.id.entity == subject.id,
      !isRanking(items[after]), next(after: after, within: 2) == nil
    {
      // "month by month of their creation"
      if attribute.id != subject.time { reading.timeAttribute = attribute.id }
      isUsed[after] = true
      return
    }
    guard let before = previous(before: index, within: 2), !isUsed[before],
      let attribute = attribute(of: items[before], where: \.isTime)
    else { return }
    if attribute.id == subject.time {
      // "by creation month": said besides, it is the moment meant anyway.
      if case .grain = items[index].kind, before == index - 1 { isUsed[before] = true }
      return
    }
    reading.timeAttribute = attribute.id
    isUsed[before] = true
  }

  /// "quarter by quarter through 2022": a year whose parts are asked for is not all time up to its end.
  func readThroughout() {
    guard !reading.grains.isEmpty, reading.windows.count == 1, let end = reading.windows[0].end,
      reading.windows[0].start == nil, end.month == 1, end.day == 1,
      let index = items.firstIndex(where: { if case .window = $0.kind { true } else { false } }),
      index > 0, items[index - 1].has(.throughout), let start = CalendarDate(end.year - 1, 1, 1)
    else { return }
    reading.windows = [TimeWindow(start: start, end: end, label: String(start.year), grain: .year)]
  }

  /// The year behind "to", of "2018 to 2020".
  private func endOfYears(after index: Int) -> Int? {
    guard items.indices.contains(index + 2),
      words[.upTo, default: []].contains(items[index + 1].text.lowercased())
    else { return nil }
    switch items[index + 2].kind {
    case .window(let window): return window.years.flatMap { $0.0 == $0.1 ? $0.0 : nil }
    case .quantity(let quantity) where quantity.unit == nil && quantity.number.scale == 0:
      return Int(quantity.number.units)
    default: return nil
    }
  }

  /// The end of a range of years that was read with its beginning.
  private func isEndOfYears(_ index: Int) -> Bool {
    isUsed[index] && items[index].isContent && index > 1 && endOfYears(after: index - 2) != nil
  }

  /// "the change against the month before, for each month": of each, the one before it.
  private func isBeforeEach(_ shift: RelativeShift) -> Bool {
    shift.count == -1
      && items.contains { if case .grain(let grain) = $0.kind { grain == shift.unit } else { false } }
      && items.contains { $0.has(.change) || $0.has(.versus) }
  }

  /// "model year 2018", "model year 2020 or newer", "model year 2018 or 2025": years of the attribute named before.
  private func readsNamedYear(at index: Int) -> Bool {
    guard let before = previous(before: index, within: 2) else { return false }
    let attribute: AttributeID
    if let named = self.attribute(of: items[before], where: \.isAdjectival), named.id.entity == subject.id {
      attribute = named.id
    } else if items[before].has(.or) || items[before].has(.and),
      let earlier = previous(before: before, within: 2),
      let condition = reading.conditions.last, condition.position == earlier, let id = condition.attribute,
      catalog.attribute(id)?.isAdjectival ?? false
    {
      attribute = id
      isUsed[before] = true
    } else {
      return false
    }
    let years: [(Int?, Int?)]
    switch items[index].kind {
    case .window(let window): years = [window.years].compactMap { $0 }
    case .windows(let windows): years = windows.compactMap(\.years)
    case .quantity(let quantity)
    where quantity.unit == nil && quantity.number.scale == 0 && (1900...2100).contains(quantity.number.units):
      years = [(Int(quantity.number.units), Int(quantity.number.units))]
    default: return false
    }
    guard !years.isEmpty else { return false }
    // "model years 2018 to 2020"
    if years.count == 1, let from = years[0].0, from == years[0].1, let until = endOfYears(after: index),
      from < until
    {
      require(
        .compare(attribute, .between(.integer(Int64(from)), .integer(Int64(until)))), on: attribute, at: index
      )
      (isUsed[before], isUsed[index + 2]) = (true, true)
      return true
    }
    for (first, last) in years {
      switch (first, last) {
      case (let first?, let last?) where first == last:
        require(
          .compare(attribute, .equal(.integer(Int64(first)))), on: attribute, values: [String(first)],
          at: index)
      case (let first?, let last?):
        require(
          .compare(attribute, .between(.integer(Int64(first)), .integer(Int64(last)))), on: attribute,
          at: index)
      case (let first?, nil):
        require(.compare(attribute, .greaterOrEqual(.integer(Int64(first)))), on: attribute, at: index)
      case (nil, let last?):
        require(.compare(attribute, .lessOrEqual(.integer(Int64(last)))), on: attribute, at: index)
      case (nil, nil): return false
      }
    }
    isUsed[before] = true
    return true
  }

  /// "2018 cars sold in 2022", "2023 X5 tickets": the year of the model, where a year stands before it.
  private func readsAdjective(_ window: TimeWindow, at index: Int) -> Bool {
    guard window.grain == .year, let year = Int64(items[index].text), items.indices.contains(index + 1),
      let attribute = subject.attributes.first(where: \.isAdjectival)
    else { return false }
    let noun = items[index + 1]
    let isValue = noun.meanings.contains {
      if case .value(let id, _) = $0 { id.entity == subject.id } else { false }
    }
    let hasOther = items.indices.contains { place in
      if case .window = items[place].kind { place != index } else { false }
    }
    guard isValue || hasOther && noun.meanings.contains(.entity(subject.id)) else { return false }
    reading.conditions.append(
      Reading.Condition(
        predicate: .compare(attribute.id, .equal(.integer(year))), attribute: attribute.id, position: index))
    return true
  }

  /// "since January 2022 … up to the end of 2024": two open ends are one window.
  private func joinWindows() {
    // "on valentine's day (14 February)", "in March, in Q1": said twice, the narrower holds.
    if reading.windows.count == 2, let first = reading.windows[0].days, let second = reading.windows[1].days {
      if first.contains(second.lowerBound), second.upperBound <= first.upperBound {
        reading.windows.removeFirst()
      } else if second.contains(first.lowerBound), first.upperBound <= second.upperBound {
        reading.windows.removeLast()
      }
    }
    dropDayNamedAgain()
    guard reading.windows.count == 2,
      let from = reading.windows.first(where: { $0.start != nil && $0.end == nil }), let start = from.start,
      let until = reading.windows.first(where: { $0.start == nil && $0.end != nil }), let end = until.end,
      start < end
    else { return }
    reading.windows = [
      TimeWindow(start: start, end: end, label: "\(from.label) \(until.label)", grain: from.grain)
    ]
  }

  /// "Black Friday 2023, that is 24 November": a day said again without its year.
  private func dropDayNamedAgain() {
    guard reading.windows.count == 2, reading.windows.allSatisfy({ $0.grain == .day }),
      let day = reading.windows[0].start, let other = reading.windows[1].start,
      day.year != other.year, (day.month, day.day) == (other.month, other.day),
      let said = items.last(where: { $0.kind == .window(reading.windows[1]) }),
      !said.text.contains(String(other.year))
    else { return }
    reading.windows.removeLast()
  }
}

extension TimeWindow {
  /// Its first and last year, when it begins and ends with years; nil where it is open.
  fileprivate var years: (Int?, Int?)? {
    func isNewYear(_ day: CalendarDate?) -> Bool { day.map { $0.month == 1 && $0.day == 1 } ?? true }
    guard isNewYear(start), isNewYear(end), start != nil || end != nil else { return nil }
    return (start?.year, end.map { $0.year - 1 })
  }

  /// Its days, when both ends are known.
  fileprivate var days: Range<CalendarDate>? {
    guard let start, let end, start < end else { return nil }
    return start..<end
  }
}
