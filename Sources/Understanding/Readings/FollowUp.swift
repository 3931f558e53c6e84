import Domain

/// Changes a reading by what a next turn says.
struct FollowUp {
  let catalog: Catalog
  let base: Reading
  let resolve: (RelativeShift, TimeWindow) -> TimeWindow

  /// The reading of the turn before with the parts of `change` in place of its own; nil when the two do not go
  /// together.
  func merged(with change: TurnChange) -> Reading? {
    var result = base
    result.subject = change.said.subject
    (result.score, result.notes) = (change.said.score, change.said.notes)
    guard apply(measuresOf: change, to: &result), apply(breakdownOf: change.said, to: &result) else {
      return nil
    }
    apply(timeOf: change, to: &result)
    apply(conditionsOf: change, to: &result)
    guard apply(selectionOf: change, to: &result) else { return nil }
    return result
  }

  // MARK: - What is asked

  private func apply(measuresOf change: TurnChange, to result: inout Reading) -> Bool {
    let said = change.said
    if let worth = change.worth {
      result.measures = [.measure(worth)]
    } else if let function = change.aggregate {
      let terms = base.measures.compactMap { aggregated(function, $0) }
      guard terms.count == base.measures.count, !terms.isEmpty else { return false }
      result.measures = terms
    } else if change.counts || change.countsAnew && base.measures.isEmpty && said.measures.isEmpty {
      guard base.measures.isEmpty, !base.isSelection, !base.isDistinct else { return false }
      result.measures = [catalog.countTerm(of: said.subject)]
      (result.columns, result.ranking) = ([], nil)
    } else if change.lists, said.measures.isEmpty, said.groups.isEmpty, base.measures.count == 1,
      base.measures.allSatisfy({ catalog.isCount($0) }), base.groups.isEmpty, base.grains.isEmpty,
      let subject = catalog.entity(said.subject)
    {
      // "how many are there?", then "which of them cost more than $100": the rows themselves.
      (result.measures, result.columns) = ([], subject.show.isEmpty ? [subject.labelID] : subject.show)
    } else if change.asksPart, !base.measures.isEmpty, !said.conditions.isEmpty || !said.windows.isEmpty {
      // The number stays, of fewer rows.
    } else if !said.measures.isEmpty, !namesOnlyRows(change) {
      result.measures = said.measures
      (result.columns, result.isDistinct) = ([], false)
      if change.countsAnew, said.groups.isEmpty {
        guard !base.isSelection else { return false }
        (result.groups, result.grains) = ([], [])
      }
    } else if !said.columns.isEmpty, result.measures.isEmpty {
      (result.columns, result.isDistinct) = (said.columns, said.isDistinct)
    }
    if said.comparesValues { result.comparesValues = true }
    if let shareFrom = said.shareFrom {
      result.shareFrom = shareFrom
      result.conditions = result.conditions.map { $0.moved(to: Reading.beforeAll) }
    }
    return true
  }

  /// "just the mixed orders", "the same for mixed orders": the noun says which rows, not that they are to be counted.
  private func namesOnlyRows(_ change: TurnChange) -> Bool {
    guard !change.asksNumber, change.said.subject == base.subject, !base.measures.isEmpty,
      !change.said.conditions.isEmpty
    else {
      return false
    }
    return change.said.measures.allSatisfy { term in
      guard case .measure(let id) = term, let measure = catalog.measure(id) else { return term == .count }
      return measure.formula == .count && measure.condition == nil
    }
  }

  /// Another aggregate of what a term is an aggregate of.
  private func aggregated(_ function: AggregateFunction, _ term: MeasureTerm) -> MeasureTerm? {
    let attribute: AttributeID
    switch term {
    case .aggregate(_, let id), .percentile(_, let id): attribute = id
    case .measure(let id):
      guard let measure = catalog.measure(id), measure.condition == nil,
        case .aggregate(_, let id) = measure.formula
      else { return nil }
      attribute = id
    default: return nil
    }
    let named = catalog.measures.first {
      $0.formula == .aggregate(function, attribute) && $0.condition == nil
    }
    return named.map { .measure($0.id) } ?? .aggregate(function, attribute)
  }

  private func apply(breakdownOf said: Reading, to result: inout Reading) -> Bool {
    guard !said.groups.isEmpty || !said.grains.isEmpty || said.isByWeekday || said.isByHour else {
      return true
    }
    // "top 5 customers", then "by month": of those five, or five months?
    if said.groups.isEmpty, base.isSelection, said.limit == nil, said.ranking == nil { return false }
    (result.groups, result.grains) = (said.groups, said.grains)
    (result.isByWeekday, result.isByHour) = (said.isByWeekday, said.isByHour)
    result.ranksWithin = said.ranksWithin
    if result.measures.isEmpty, base.ranking == nil, said.ranking == nil, said.limit == nil,
      !said.groups.isEmpty
    {
      // Rows were listed; broken down, their number is told.
      result.measures = [catalog.countTerm(of: said.subject)]
      (result.columns, result.isDistinct) = ([], false)
    }
    return true
  }

  // MARK: - Which rows

  private func apply(timeOf change: TurnChange, to result: inout Reading) {
    let said = change.said
    if let shift = change.shift {
      result.windows = shifted(by: shift, compares: change.compares)
    } else if !said.windows.isEmpty {
      let isBeside = change.compares && said.windows.count == 1 && base.windows.count == 1
      result.windows = isBeside ? base.windows + said.windows : said.windows
    }
    if let time = said.timeAttribute { result.timeAttribute = time }
    if said.asksChange { result.asksChange = true }
    if result.windows.count != 2 { result.asksChange = false }
    if !said.weekdays.isEmpty { result.weekdays = said.weekdays }
    if !said.hours.isEmpty { result.hours = said.hours }
  }

  private func shifted(by shift: RelativeShift, compares: Bool) -> [TimeWindow] {
    guard let window = base.windows.last else { return shift.standalone.map { [$0] } ?? [] }
    return (compares ? [window] : []) + [resolve(shift, window)]
  }

  /// A condition takes the place of those on its attribute; a segment that of the base's one segment of its rows,
  /// unless the turn narrows.
  private func apply(conditionsOf change: TurnChange, to result: inout Reading) {
    let said = change.said.conditions
    for condition in said {
      let replaced = result.conditions.filter { old in
        guard !said.contains(old) else { return false }
        if let attribute = condition.attribute { return old.attribute == attribute }
        return !change.narrows && !change.pointsBack && said.count == 1
          && old.segmentEntity != nil && old.segmentEntity == condition.segmentEntity
      }
      if condition.attribute == nil, replaced.count > 1 {
        result.conditions.append(condition)
        continue
      }
      result.conditions.removeAll { replaced.contains($0) }
      // In a share, what takes a place is of the part or of the whole as what was there; what is new, of the whole.
      let position =
        change.said.shareFrom != nil || result.shareFrom == nil
        ? condition.position : replaced.first?.position ?? Reading.beforeAll
      result.conditions.append(condition.moved(to: position))
    }
    if !change.said.having.isEmpty { result.having = change.said.having }
  }

  // MARK: - Order and number

  private func apply(selectionOf change: TurnChange, to result: inout Reading) -> Bool {
    if let limit = change.said.limit { (result.limit, result.offset) = (limit, change.said.offset) }
    if var ranking = change.said.ranking {
      if ranking.attribute != nil, !result.measures.isEmpty {
        // The extreme of one number is a row of its own, and no order of it.
        guard change.isPlainExtreme,
          !result.groups.isEmpty || !result.grains.isEmpty || result.isByWeekday || result.isByHour
        else { return false }
        ranking.attribute = nil
      }
      if ranking.attribute == nil, result.measures.isEmpty {
        guard let attribute = base.ranking?.attribute else { return false }
        ranking.attribute = attribute
      }
      result.ranking = ranking
      if change.picksOne, change.said.limit == nil { (result.limit, result.offset) = (1, 0) }
    }
    if let order = change.order { return apply(order, to: &result) }
    if let place = change.place { return apply(place: place, to: &result) }
    return true
  }

  private func apply(_ order: TurnChange.Order, to result: inout Reading) -> Bool {
    guard !base.isSelection else { return false }
    if result.measures.isEmpty {
      var attribute = base.ranking?.attribute
      switch order.key {
      case .attribute(let id): attribute = id
      case .measure, .group: return false
      case nil: break
      }
      guard let attribute else { return false }
      result.ranking = Reading.Ranking(
        attribute: attribute, isDescending: order.isDescending, isWhole: true)
      return true
    }
    guard !result.groups.isEmpty || !result.grains.isEmpty else { return false }
    switch order.key {
    case .measure(let term):
      result.measures = [term] + result.measures.filter { $0 != term }
    case .attribute, .group: return false
    case nil: break
    }
    result.ranking = Reading.Ranking(attribute: nil, isDescending: order.isDescending, isWhole: true)
    return true
  }

  /// One of the rows shown; after the first of a ranking one of those that come next. Rows in the order of time are
  /// not told by a rank.
  private func apply(place: Int, to result: inout Reading) -> Bool {
    guard let shown = base.shown, base.grains.isEmpty, !base.ranksWithin else { return false }
    let continues = shown.values.count == 1 && base.ranking != nil && base.offset == 0
    guard continues || place <= shown.values.count else { return false }
    (result.limit, result.offset) = (1, base.offset + place - 1)
    return true
  }
}

extension Catalog {
  /// A number of rows, of all that there are.
  func isCount(_ term: MeasureTerm) -> Bool {
    guard case .measure(let id) = term, let measure = measure(id) else { return term == .count }
    return measure.formula == .count && measure.condition == nil
  }

  /// The measure that counts the rows of an entity, by name if there is one.
  func countTerm(of entity: EntityID) -> MeasureTerm {
    let named = measures.first { $0.entity == entity && $0.formula == .count && $0.condition == nil }
    return named.map { .measure($0.id) } ?? .count
  }
}

extension Reading.Condition {
  func moved(to position: Int) -> Self {
    Self(predicate: predicate, attribute: attribute, values: values, position: position)
  }

  /// The entity whose segment this is, or nil.
  var segmentEntity: EntityID? {
    if case .segment(let entity, _) = predicate { entity } else { nil }
  }
}
