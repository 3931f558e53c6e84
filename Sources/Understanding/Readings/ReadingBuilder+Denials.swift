import Domain

/// What becomes of negations once all is read: those that say nothing new, and those of groups.
extension ReadingBuilder {
  /// "financed (not cash, not lease)": what it is not is said already by what it is.
  func dropImpliedNegations() {
    let implied = reading.conditions.filter { denied in
      guard case .not(.compare(let id, .oneOf(let values))) = denied.predicate,
        let bracket = items[..<min(denied.position, items.count)].lastIndex(where: { $0.kind == .sign("(") }),
        items[bracket..<denied.position].contains(where: { $0.has(.never) || $0.has(.except) })
      else { return false }
      return impliedBefore(bracket, id, values)
    }
    reading.conditions.removeAll { implied.contains($0) }
  }

  private func impliedBefore(_ bracket: Int, _ id: AttributeID, _ values: [Value]) -> Bool {
    reading.conditions.contains { said in
      said.position < bracket && said.attribute == id && said.values.count == 1
        && !values.contains(.text(said.values[0]))
    }
  }

  /// "vendors without brake parts": those of whose rows none fulfils what is negated.
  func countNone() {
    guard base == nil, reading.isDistinct, reading.columns.count == 1, let head,
      let place = reading.conditions.firstIndex(where: {
        if case .not(.compare) = $0.predicate { $0.position > head } else { false }
      }), case .not(let denied) = reading.conditions[place].predicate
    else { return }
    let said = items[head...min(reading.conditions[place].position, items.count - 1)]
    guard said.contains(where: { $0.has(.without) || $0.has(.possession) || $0.has(.generic) }) else {
      return
    }
    let label = items[reading.conditions[place].position].text
    let term = MeasureTerm.filtered(countTerm, where: denied, label: label)
    reading.conditions.remove(at: place)
    (reading.groups, reading.columns, reading.isDistinct) = ([.attribute(reading.columns[0])], [], false)
    (reading.measures, reading.having) = ([term], [MeasureCondition(term, .equal(.integer(0)))])
  }
}
