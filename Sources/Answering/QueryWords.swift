package import Domain
import Rendering

/// Says a query in words: made from the same value as the SQL, so that the two cannot differ.
package struct QueryWords {
  let catalog: Catalog

  package init(catalog: Catalog) { self.catalog = catalog }

  /// "Revenue (tax included) by month; order date in 2024 (2024-01-01 up to 2025-01-01); top 5".
  package func text(_ query: Query, notes: [String] = []) -> String {
    var parts = [subject(query)]
    parts += conjuncts(query.filter).map(words)
    parts += query.having.map {
      "\(words($0.term, of: query).lowercasedFirst) \(words($0.comparison, unit: unit(of: $0.term)))"
    }
    if let order = order(query) { parts.append(order) }
    return (parts + notes).joined(separator: "; ")
  }

  private func subject(_ query: Query) -> String {
    let groups = query.groups.filter { if case .windows = $0 { false } else { true } }.map(words)
    let by = groups.isEmpty ? "" : " by " + groups.joined(separator: " and ")
    let compared = query.groups.compactMap { grouping -> String? in
      if case .windows(_, let windows) = grouping {
        windows.map(words).joined(separator: " against ")
      } else {
        nil
      }
    }
    let what: String
    if query.measures.isEmpty {
      let columns = query.columns.map { id in label(of: id, in: query.subject) }
      what =
        "\(plural(query.subject)): \(columns.joined(separator: ", "))\(query.isDistinct ? ", each once" : "")"
    } else {
      what = query.measures.map { words($0, of: query) }.joined(separator: ", ")
    }
    return what + by + (compared.isEmpty ? "" : ", " + compared.joined(separator: ", "))
  }

  private func label(of id: AttributeID, in subject: EntityID) -> String {
    let label = catalog.attribute(id)?.label ?? id.name
    return label
  }

  func plural(_ entity: EntityID) -> String {
    let found = catalog.entity(entity)
    // Rows that tie two things together are called by the first thing they show.
    let shown = found.flatMap { $0.isLink ? $0.show.first.flatMap { catalog.entity($0.entity) } : $0 }
    let name = shown?.names.first ?? entity
    let word =
      name.hasSuffix("y") && !name.hasSuffix("ay") && !name.hasSuffix("ey")
      ? name.dropLast() + "ies" : name + "s"
    return word.prefix(1).uppercased() + word.dropFirst()
  }

  // MARK: - Measures

  func words(_ term: MeasureTerm, of query: Query) -> String {
    switch term {
    case .measure(let id):
      let measure = catalog.measure(id)
      return (measure?.label ?? id) + (measure?.note.map { " (\($0))" } ?? "")
    case .count: return "Number of \(plural(query.subject).lowercased())"
    case .countDistinct(let id):
      return "Number of different \((catalog.attribute(id)?.label ?? id.name).lowercasedFirst) values"
    case .aggregate(let function, let id):
      return
        "\(Self.names[function] ?? function.rawValue) \((catalog.attribute(id)?.label ?? id.name).lowercasedFirst)"
    case .filtered(let inner, _, let label): return "\(words(inner, of: query)) in \(label)"
    case .percent(let inner, let predicate):
      return
        "Percent of \(words(inner, of: query).lowercasedFirst) where \(conjuncts(predicate).map(words).joined(separator: " and "))"
    case .percentOfTotal(let inner): return "Percent of all \(words(inner, of: query).lowercasedFirst)"
    }
  }

  private static let names: [AggregateFunction: String] = [
    .sum: "Total", .average: "Average", .median: "Median", .minimum: "Lowest", .maximum: "Highest",
  ]

  private func unit(of term: MeasureTerm) -> String? {
    switch term {
    case .measure(let id): catalog.measure(id)?.unit
    case .aggregate(_, let id): catalog.attribute(id)?.unit
    case .percent, .percentOfTotal: "%"
    case .filtered(let inner, _, _): unit(of: inner)
    case .count, .countDistinct: nil
    }
  }

  // MARK: - Groups and windows

  private func words(_ grouping: Grouping) -> String {
    switch grouping {
    case .attribute(let id): (catalog.attribute(id)?.label ?? id.name).lowercasedFirst
    case .entity(let id): catalog.entity(id)?.names.first ?? id
    case .time(_, let grain): grain.rawValue
    case .weekday: "day of the week"
    case .hour: "hour of the day"
    case .windows(_, let windows): windows.map(words).joined(separator: " against ")
    }
  }

  func words(_ window: TimeWindow) -> String {
    switch (window.start, window.end) {
    case (let start?, let end?): "\(window.label) (\(start) up to \(end), not included)"
    case (let start?, nil): "\(window.label) (from \(start))"
    case (nil, let end?): "\(window.label) (before \(end))"
    case (nil, nil): window.label
    }
  }

  // MARK: - Conditions

  private func conjuncts(_ predicate: Predicate) -> [Predicate] {
    if case .all(let parts) = predicate { parts.flatMap(conjuncts) } else { [predicate] }
  }

  private func words(_ predicate: Predicate) -> String {
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
    case .segment(let entity, let name): return catalog.entity(entity)?.segment(name)?.label ?? name
    case .related(let entity, let inside):
      let name = catalog.entity(entity)?.names.first ?? entity
      let rest = conjuncts(inside).map(words)
      return "with a \(name)" + (rest.isEmpty ? "" : " where " + rest.joined(separator: " and "))
    }
  }

  private static let weekdays = [
    1: "Monday", 2: "Tuesday", 3: "Wednesday", 4: "Thursday", 5: "Friday", 6: "Saturday", 7: "Sunday",
  ]

  private func words(_ comparison: Comparison, unit: String?) -> String {
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

  private func order(_ query: Query) -> String? {
    guard let first = query.order.first else { return query.limit.map { "first \($0)" } }
    let key: String
    switch first.key {
    case .measure(let term): key = words(term, of: query).lowercasedFirst
    case .attribute(let id): key = (catalog.attribute(id)?.label ?? id.name).lowercasedFirst
    case .group: return query.limit.map { "first \($0)" }
    }
    let way = first.isDescending ? "highest" : "lowest"
    return query.limit.map { "\($0) with the \(way) \(key)" } ?? "\(way) \(key) first"
  }
}

extension String {
  /// With a small first letter, unless the first word is an abbreviation.
  var lowercasedFirst: String {
    let second = dropFirst().first
    return second.map { $0.isUppercase || $0.isNumber } ?? false ? self : prefix(1).lowercased() + dropFirst()
  }
}
