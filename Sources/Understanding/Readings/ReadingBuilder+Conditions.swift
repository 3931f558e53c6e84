import Domain

/// The passes that find conditions on rows: time, identifiers, segments.
extension ReadingBuilder {
  func readTime() {
    for index in items.indices {
      if readsNamedYear(at: index) { continue }
      switch items[index].kind {
      case .window(let window) where readsAdjective(window, at: index): break
      case .window(let window) where periodOfMeasure(window, at: index) != nil:
        reading.windows += periodOfMeasure(window, at: index).map { [$0] } ?? []
      case .window(let window):
        if window.start != nil || window.end != nil { reading.windows.append(window) }
      case .windows(let windows): reading.windows += windows
      case .grain(let grain): if !reading.grains.contains(grain) { reading.grains.append(grain) }
      case .weekday: reading.isByWeekday = true
      case .hour: reading.isByHour = true
      case .weekdays(let days): reading.weekdays.formUnion(days)
      case .hours(let hours) where reading.hours.isEmpty: reading.hours = hours
      case .shift(let shift):
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
    guard window.start == nil, let end = window.end, let grain = window.grain,
      items.indices.contains(index + 1),
      measure(of: items[index + 1]) != nil || attribute(of: items[index + 1], where: \.isNumber) != nil,
      let by = QuestionTokenizer.tokens(of: items[index].text).first,
      words[.agent, default: []].contains(by.folded)
    else { return nil }
    let start: CalendarDate
    switch grain {
    case .year: start = end.adding(months: -12)
    case .quarter: start = end.adding(months: -3)
    case .month: start = end.adding(months: -1)
    case .week, .day: return nil
    }
    let label = items[index].text.drop { !$0.isWhitespace }.drop { $0.isWhitespace }
    return TimeWindow(start: start, end: end, label: String(label), grain: grain)
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

  /// "order 10221", "technician 16": a name of a thing and its number.
  func readIdentifiers() {
    for index in items.indices.dropLast() {
      guard case .term = items[index].kind, !items[index].isPlural,
        let place = items.indices.first(where: { $0 > index && !isNumberSign($0) }), place - index <= 4,
        case .quantity(let quantity) = items[place].kind, quantity.unit == nil, !isUsed[place],
        quantity.number.scale == 0
      else { continue }
      let named = attribute(of: items[index]) { $0.isIdentifier }
      if named == nil, let far = relatedIdentifier(of: items[index]) {
        if let asked = previous(before: index, within: 2), !items[asked].hasPlural,
          attribute(of: items[asked])?.id == subject.labelID,
          graph.path(from: far.id.entity, to: subject.id) == nil
        {
          // "the name of technician 7" is none of those that he served.
          faults.append(.unplaced([items[asked].text]))
        }
        let event = event(of: far.id.entity)
        let number: Value =
          far.type == .integer ? .integer(quantity.number.units) : .text(String(quantity.number.units))
        take(event)
        reading.score -= 0.3
        require(.related(event, .compare(far.id, .equal(number))), on: nil, at: place)
        isUsed[index] = true
        continue
      }
      let keyed = entity(of: items[index], related: false).flatMap { catalog.entity($0) }
        .flatMap { $0.attribute($0.key) }
      guard let attribute = named ?? keyed.flatMap({ $0.isIdentifier ? $0 : nil }) else { continue }
      let value: Value =
        attribute.type == .integer ? .integer(quantity.number.units) : .text(String(quantity.number.units))
      require(
        .compare(attribute.id, .equal(value)), on: attribute.id, values: [value.description], at: place)
      isUsed[index] = true
    }
  }

  /// "#", "no.", "number": what stands between a name and its number.
  private func isNumberSign(_ index: Int) -> Bool {
    switch items[index].kind {
    case .sign(let sign): sign == "#" || sign == "."
    default:
      words[.numberSign, default: []].contains(items[index].text.lowercased())
        // "whose order is 4711"
        || items[index].has(.yesNo) && !items[index].isContent
    }
  }

  /// "#4410": the key of the rows that the question names besides.
  func readNumberSigns() {
    for index in items.indices.dropLast()
    where (items[index].kind == .sign("#") || isNumberWord(index)) && !isUsed[index + 1] {
      guard case .quantity(let quantity) = items[index + 1].kind, quantity.unit == nil,
        quantity.number.scale == 0,
        let key = subject.attribute(subject.key), key.isIdentifier,
        items.contains(where: { item in
          item.meanings.contains { meaning in
            switch meaning {
            case .entity(let id): id == subject.id
            case .attribute(let id): id.entity == subject.id
            default: false
            }
          }
        })
      else { continue }
      let number: Value =
        key.type == .integer ? .integer(quantity.number.units) : .text(String(quantity.number.units))
      require(.compare(key.id, .equal(number)), on: key.id, values: [number.description], at: index + 1)
    }
  }

  /// "what type of order is number 10101"
  private func isNumberWord(_ index: Int) -> Bool {
    index > 0 && items[index - 1].has(.yesNo)
      && words[.numberSign, default: []].contains(items[index].text.lowercased())
  }

  /// The identifier of related rows that a name stands for: "the parts on order 47".
  private func relatedIdentifier(of item: Item) -> Attribute? {
    for meaning in item.meanings {
      let found: Attribute?
      switch meaning {
      case .attribute(let id): found = catalog.attribute(id)
      case .entity(let id): found = catalog.entity(id).flatMap { $0.attribute($0.key) }
      default: continue
      }
      if let found, found.isIdentifier, distance(to: found.id.entity) == nil,
        relationLength(to: found.id.entity) != nil
      {
        return found
      }
    }
    return nil
  }

  /// "repeat customers in 2021": so many events within the period.
  private func requireEvents(_ events: Segment.Events, of entity: EntityID, at index: Int) {
    guard entity == subject.id else {
      faults.append(.unplaced([items[index].text]))
      isUsed[index] = true
      return
    }
    let inside = windowsInside(events.entity)
    require(
      .measured(events.entity, .count, where: inside, .greaterOrEqual(.integer(Int64(events.atLeast)))),
      on: nil,
      at: index)
    take(events.entity)
  }

  func readSegments() {
    for index in items.indices where !isUsed[index] {
      for case .segment(let entity, let name) in items[index].meanings {
        let isMeasureToo = items[index].meanings.contains { if case .measure = $0 { true } else { false } }
        if isMeasureToo { continue }
        if !reading.windows.isEmpty, let events = catalog.entity(entity)?.segment(name)?.events {
          requireEvents(events, of: entity, at: index)
          break
        }
        if entity == subject.id || distance(to: entity) != nil {
          require(.segment(entity, name), on: nil, at: index)
          take(entity)
          break
        } else if relationLength(to: entity) != nil, base == nil {
          require(.related(entity, .segment(entity, name)), on: nil, at: index)
          take(entity)
          break
        }
      }
    }
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
