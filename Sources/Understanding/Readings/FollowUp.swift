import Domain

/// Changes a reading by what a next turn says.
struct FollowUp {
  let base: Reading
  let resolve: (RelativeShift, TimeWindow) -> TimeWindow

  /// The reading of the turn before with the parts of `turn` in place of its own.
  ///
  /// Nil when the rows just shown were chosen by rank or by a bound on a sum, and are now to be counted anew.
  func merged(with turn: Reading, items: [Item]) -> Reading? {
    var result = base
    result.subject = turn.subject
    result.score = turn.score
    result.notes = turn.notes
    if !turn.measures.isEmpty {
      result.measures = turn.measures
      result.columns = []
      if items.contains(where: { $0.has(.back) }), items.contains(where: { $0.has(.count) }),
        turn.groups.isEmpty
      {
        guard base.limit == nil, base.ranking == nil, base.having.isEmpty else { return nil }
        (result.groups, result.grains) = ([], [])
      }
    }
    if !turn.groups.isEmpty || !turn.grains.isEmpty || turn.isByWeekday || turn.isByHour {
      (result.groups, result.grains) = (turn.groups, turn.grains)
      (result.isByWeekday, result.isByHour) = (turn.isByWeekday, turn.isByHour)
    }
    if !turn.windows.isEmpty { result.windows = turn.windows }
    for item in items {
      if case .shift(let shift) = item.kind { result.windows = shifted(by: shift) }
    }
    if !turn.weekdays.isEmpty { result.weekdays = turn.weekdays }
    if !turn.hours.isEmpty { result.hours = turn.hours }
    for condition in turn.conditions {
      if let attribute = condition.attribute {
        result.conditions.removeAll { old in old.attribute == attribute && !turn.conditions.contains(old) }
      }
      result.conditions.append(condition)
    }
    if !turn.having.isEmpty { result.having = turn.having }
    if !turn.columns.isEmpty, result.measures.isEmpty { result.columns = turn.columns }
    if let limit = turn.limit { result.limit = limit }
    if let ranking = turn.ranking { result.ranking = ranking }
    if turn.comparesValues { result.comparesValues = true }
    if turn.shareFrom != nil { result.shareFrom = turn.shareFrom }
    return result
  }

  private func shifted(by shift: RelativeShift) -> [TimeWindow] {
    if let window = base.windows.last { return [resolve(shift, window)] }
    return shift.standalone.map { [$0] } ?? []
  }
}
