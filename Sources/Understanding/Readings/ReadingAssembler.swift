import Domain

/// Puts a reading together as a query.
struct ReadingAssembler {
  let catalog: Catalog
  let graph: JoinGraph

  /// Rows of a ranking whose question names no number: one for a single thing, else this many.
  static let standardLimit = 10

  func query(of reading: Reading, asOf: CalendarDate) -> Query? {
    guard let subject = catalog.entity(reading.subject) else { return nil }
    var query = Query(subject: subject.id, asOf: asOf)
    let time = reading.timeAttribute ?? subject.time
    query.measures = reading.measures
    query.groups = reading.groups
    if let time {
      if reading.measures.isEmpty == false {
        query.groups += reading.grains.map { .time(time, $0) }
        if reading.isByWeekday { query.groups.append(.weekday(time)) }
        if reading.isByHour { query.groups.append(.hour(time)) }
      }
    } else if !reading.grains.isEmpty || reading.isByWeekday || reading.isByHour || !reading.windows.isEmpty {
      return nil
    }
    var (share, conditions) = split(reading)
    addComparison(of: reading, to: &query, &conditions)
    query.filter = .all(conditions)
    addTime(of: reading, time, to: &query)
    addSeries(of: reading, to: &query)
    if reading.shareFrom != nil {
      query.measures = query.measures.map { term in
        share.isEmpty
          ? .percentOfTotal(term) : .percent(term, where: share.count == 1 ? share[0] : .all(share))
      }
      if share.isEmpty, query.groups.isEmpty { return nil }
      share = []
    }
    query.having = reading.having
    query.countsGroups = reading.countsGroups
    // Rows without it are no rank of their own.
    if !reading.having.isEmpty || reading.ranking != nil && !reading.isExplained,
      case .attribute(let first)? = query.groups.first
    {
      query.filter = query.filter.and(.compare(first, .isPresent))
    }
    addColumns(of: reading, subject, to: &query)
    // A single total has no order and no first rows.
    if !query.measures.isEmpty, query.groups.isEmpty, reading.limit != nil { return nil }
    if query.countsGroups { return query }
    addOrder(of: reading, to: &query)
    return query
  }

  /// The conditions of the part and of the whole, when a share is asked; alternatives of one attribute joined.
  private func split(_ reading: Reading) -> (share: [Predicate], all: [Predicate]) {
    var share: [Predicate] = []
    var all: [Predicate] = []
    var alternatives: [AttributeID: (values: [String], first: Predicate, position: Int, isShare: Bool)] = [:]
    for condition in reading.conditions {
      let isShare = reading.shareFrom.map { condition.position >= $0 } ?? false
      if let attribute = condition.attribute, !condition.values.isEmpty,
        case .compare(_, .equal) = condition.predicate
      {
        var entry = alternatives[attribute] ?? ([], condition.predicate, condition.position, isShare)
        entry.values += condition.values.filter { !entry.values.contains($0) }
        alternatives[attribute] = entry
      } else if isShare {
        share.append(condition.predicate)
      } else {
        all.append(condition.predicate)
      }
    }
    for (attribute, entry) in alternatives.sorted(by: {
      ($0.value.position, $0.key) < ($1.value.position, $1.key)
    }) {
      let isInteger = catalog.attribute(attribute)?.type == .integer
      let values = entry.values.map { text -> Value in
        isInteger ? Int64(text).map { .integer($0) } ?? .text(text) : .text(text)
      }
      let predicate = values.count == 1 ? entry.first : Predicate.compare(attribute, .oneOf(values))
      if entry.isShare { share.append(predicate) } else { all.append(predicate) }
    }
    return (share, all)
  }

  /// "A versus B": a row for each.
  private func addComparison(of reading: Reading, to query: inout Query, _ conditions: inout [Predicate]) {
    guard reading.comparesValues, !query.measures.isEmpty else { return }
    for case .compare(let attribute, .oneOf) in conditions {
      let entity = catalog.entity(attribute.entity)
      let grouping: Grouping =
        entity?.key == attribute.name && attribute.entity != query.subject
        ? .entity(attribute.entity) : .attribute(attribute)
      if !query.groups.contains(grouping) { query.groups.append(grouping) }
    }
  }

  private func addTime(of reading: Reading, _ time: AttributeID?, to query: inout Query) {
    guard let time else { return }
    if reading.asksChange { return addChange(of: reading, time, to: &query) }
    if !reading.hours.isEmpty { query.filter = query.filter.and(.duringHours(time, reading.hours)) }
    if !reading.weekdays.isEmpty { query.filter = query.filter.and(.onWeekdays(time, reading.weekdays)) }
    if reading.windows.count > 1, !query.measures.isEmpty {
      let isInTime = query.groups.contains { if case .time = $0 { true } else { false } }
      if !query.groups.isEmpty, !isInTime,
        reading.ranking != nil || reading.limit != nil || reading.isSideBySide
      {
        // A ranking over periods: each period is a column, the first said ranks.
        query.measures = query.measures.flatMap { term in
          reading.windows.map { .filtered(term, where: .within(time, $0), label: $0.label) }
        }
        query.filter = query.filter.and(.any(reading.windows.map { .within(time, $0) }))
      } else if isInTime {
        query.filter = query.filter.and(.any(reading.windows.map { .within(time, $0) }))
      } else {
        query.groups.append(.windows(time, inOrder(reading.windows)))
      }
    } else if reading.windows.count > 1 {
      query.filter = query.filter.and(.any(reading.windows.map { .within(time, $0) }))
    } else if let window = reading.windows.first {
      query.filter = query.filter.and(.within(time, window))
    }
  }

  /// Periods beside each other stand in the order of time, where all have a beginning.
  private func inOrder(_ windows: [TimeWindow]) -> [TimeWindow] {
    let starts = windows.compactMap(\.start)
    guard starts.count == windows.count else { return windows }
    return zip(starts, windows).sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Both numbers, the difference and the growth; a ranking goes by the difference.
  private func addChange(of reading: Reading, _ time: AttributeID, to query: inout Query) {
    let windows = reading.windows.sorted {
      ($0.start ?? $0.end).map(\.description) ?? "" < ($1.start ?? $1.end).map(\.description) ?? ""
    }
    guard windows.count == 2, let term = query.measures.first else { return }
    let (old, new) = (
      MeasureTerm.filtered(term, where: .within(time, windows[0]), label: windows[0].label),
      MeasureTerm.filtered(term, where: .within(time, windows[1]), label: windows[1].label)
    )
    let change = [MeasureTerm.difference(new, from: old), .growth(new, from: old)]
    query.measures = reading.ranking == nil ? [old, new] + change : change + [old, new]
    if reading.isExplained { query.measures.append(.total(change[0])) }
    query.filter = query.filter.and(.any(windows.map { .within(time, $0) }))
  }

  /// Each number, and what is made of it and of those of other periods; a ranking goes by the latter.
  private func addSeries(of reading: Reading, to query: inout Query) {
    guard let series = reading.series else { return }
    query.measures = query.measures.flatMap { term -> [MeasureTerm] in
      let made: [MeasureTerm]
      switch series {
      case .runningTotal: made = [.runningTotal(term)]
      case .movingAverage(let periods): made = [.movingAverage(term, periods: periods)]
      case .change(let periods):
        let earlier = MeasureTerm.earlier(term, periods: periods)
        made = [.difference(term, from: earlier), .growth(term, from: earlier)]
      }
      return reading.ranking == nil ? [term] + made : made + [term]
    }
  }

  private func addColumns(of reading: Reading, _ subject: Entity, to query: inout Query) {
    guard query.measures.isEmpty else { return }
    query.columns = reading.columns
    query.isDistinct = reading.isDistinct
    if query.isDistinct, query.columns.count == 1 {
      query.filter = query.filter.and(.compare(query.columns[0], .isPresent))
    }
    // Two rows may have one name: beside the name stands what tells them apart.
    if let label = query.columns.firstIndex(of: subject.labelID), subject.label != subject.key,
      !query.isDistinct,
      !query.columns.contains(subject.keyID),
      reading.conditions.contains(where: { $0.attribute == subject.labelID })
    {
      query.columns.insert(subject.keyID, at: label + 1)
    }
    // A list of one property shows whose it is, unless each value is wanted once.
    if !reading.isDistinct, query.columns.count == 1, query.columns[0].entity == subject.id,
      query.columns[0].name != subject.label
    {
      query.columns.insert(subject.labelID, at: 0)
    }
    if let attribute = reading.ranking?.attribute, !query.columns.contains(attribute) {
      query.columns.append(attribute)
    }
  }

  private func addOrder(of reading: Reading, to query: inout Query) {
    (query.limit, query.offset) = (reading.limit, reading.offset)
    if query.measures.isEmpty, !query.groups.isEmpty {
      // "the longest job in each category"
      (query.limitWithin, query.groups) = (query.groups, [])
      (query.keepsTies, query.limit) = (query.limit == nil, query.limit ?? 1)
      query.columns =
        query.limitWithin.compactMap { if case .attribute(let id) = $0 { id } else { nil } }
        .filter { !query.columns.contains($0) } + query.columns
    } else if reading.ranksWithin, query.groups.count > 1 {
      query.limitWithin = Array(query.groups.dropFirst())
      (query.keepsTies, query.limit) = (query.limit == nil, query.limit ?? 1)
    }
    guard let ranking = reading.ranking else {
      if reading.limit != nil, let first = query.measures.first {
        query.order = [Ordering(.measure(first), isDescending: true)]
      }
      return
    }
    if let attribute = ranking.attribute, query.measures.isEmpty {
      query.filter = query.filter.and(.compare(attribute, .isPresent))
      query.order = [Ordering(.attribute(attribute), isDescending: ranking.isDescending)]
    } else if let first = query.measures.first {
      query.order = [Ordering(.measure(first), isDescending: ranking.isDescending)]
    }
    if query.limit == nil, !ranking.isWhole, !query.order.isEmpty,
      !(query.groups.isEmpty && !query.measures.isEmpty)
    {
      query.limit = reading.isSingular ? 1 : Self.standardLimit
    }
  }
}
