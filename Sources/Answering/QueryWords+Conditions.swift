import Domain

// Conditions on rows.
extension QueryWords {
  func conjuncts(_ predicate: Predicate) -> [Predicate] {
    if case .all(let parts) = predicate { parts.flatMap(conjuncts) } else { [predicate] }
  }

  /// Hours in unbroken runs, one over midnight as two.
  private static func runs(of hours: Set<Int>) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for hour in hours.sorted() {
      if let last = runs.last, last.upperBound == hour {
        runs[runs.count - 1] = last.lowerBound..<hour + 1
      } else {
        runs.append(hour..<hour + 1)
      }
    }
    return runs
  }

  func words(_ predicate: Predicate) -> String {
    switch predicate {
    case .all(let parts): return parts.map(words).joined(separator: " and ")
    case .any(let parts): return parts.map(words).joined(separator: " or ")
    case .not(.related(let entity, let inside)):
      let name = catalog.entity(entity)?.names.first ?? entity
      let rest = conjuncts(inside).map(words)
      return "without any \(name)" + (rest.isEmpty ? "" : " where " + rest.joined(separator: " and "))
    case .not(.segment(let entity, let name)):
      return "not " + (catalog.entity(entity)?.segment(name)?.label ?? name)
    case .not(let inner): return "not (\(words(inner)))"
    case .compare(let id, let comparison):
      let attribute = catalog.attribute(id)
      return "\((attribute?.label ?? id.name).lowercasedFirst) \(words(comparison, unit: attribute?.unit))"
    case .within(let id, let window):
      return "\((catalog.attribute(id)?.label ?? id.name).lowercasedFirst) in \(words(window))"
    case .onWeekdays(_, let days):
      return "on " + days.sorted().compactMap { Self.weekdays[$0] }.joined(separator: ", ")
    case .duringHours(_, let hours):
      return "between "
        + Self.runs(of: hours).map { "\($0.lowerBound):00 and \($0.upperBound % 24):00" }
        .joined(separator: " or ")
    case .segment(let entity, let name): return catalog.entity(entity)?.segment(name)?.label ?? name
    case .related(let entity, let inside):
      let name = catalog.entity(entity)?.names.first ?? entity
      let rest = conjuncts(inside).map(words)
      return "with a \(name)" + (rest.isEmpty ? "" : " where " + rest.joined(separator: " and "))
    case .every(let entity, let inside, let claim):
      let rest = conjuncts(inside).map(words)
      let rows =
        plural(entity).lowercased() + (rest.isEmpty ? "" : " where " + rest.joined(separator: " and "))
      return "with \(rows), of all of which \(words(claim))"
    case .measured(let entity, let term, let inside, let comparison):
      return measured(entity, term, inside, comparison)
    }
  }

  /// "with more than 10 orders where order date in 2024 (…)".
  private func measured(
    _ entity: EntityID, _ term: MeasureTerm, _ inside: Predicate, _ comparison: Comparison
  ) -> String {
    let rest = conjuncts(inside).map(words)
    let condition = rest.isEmpty ? "" : " where " + rest.joined(separator: " and ")
    guard term == .count else {
      let number = words(term, of: entity).lowercasedFirst
      return
        "with \(number) \(words(comparison, unit: unit(of: term))) over \(plural(entity).lowercased())\(condition)"
    }
    let (many, one) = (plural(entity).lowercased(), noun(entity))
    let count =
      switch comparison {
      case .equal(let value): "exactly \(value) \(value == .integer(1) ? one : many)"
      case .notEqual(let value): "not \(value) \(value == .integer(1) ? one : many)"
      case .less(let value): "fewer than \(value) \(many)"
      case .lessOrEqual(let value): "at most \(value) \(value == .integer(1) ? one : many)"
      case .greater(let value): "more than \(value) \(value == .integer(1) ? one : many)"
      case .greaterOrEqual(let value): "at least \(value) \(value == .integer(1) ? one : many)"
      case .between(let low, let high): "\(low) to \(high) \(many)"
      case .oneOf(let values): "\(values.map(\.description).joined(separator: " or ")) \(many)"
      case .contains, .startsWith, .isEmpty, .isPresent:
        "a number of \(many) that \(words(comparison, unit: nil))"
      }
    return "with \(count)\(condition)"
  }

  private static let weekdays = [
    1: "Monday", 2: "Tuesday", 3: "Wednesday", 4: "Thursday", 5: "Friday", 6: "Saturday", 7: "Sunday",
  ]

  func words(_ comparison: Comparison, unit: String?) -> String {
    func said(_ value: Value) -> String {
      switch (value, unit) {
      case (.text(let text), _): text
      case (_, "USD"?): "$\(value)"
      case (_, "%"?): "\(value) %"
      case (_, let unit?): "\(value) \(unit)"
      case (_, nil): value.description
      }
    }
    switch comparison {
    case .equal(let value): return "is \(said(value))"
    case .notEqual(let value): return "is not \(said(value))"
    case .less(let value): return "below \(said(value))"
    case .lessOrEqual(let value): return "at most \(said(value))"
    case .greater(let value): return "above \(said(value))"
    case .greaterOrEqual(let value): return "at least \(said(value))"
    case .between(let low, let high): return "from \(said(low)) to \(said(high))"
    case .oneOf(let values): return "is " + values.map(said).joined(separator: " or ")
    case .contains(let text): return "contains '\(text)'"
    case .startsWith(let text): return "starts with '\(text)'"
    case .isEmpty: return "is empty"
    case .isPresent: return "is known"
    }
  }
}
