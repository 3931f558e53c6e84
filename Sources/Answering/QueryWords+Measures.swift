import Domain

// Numbers over rows.
extension QueryWords {
  func words(_ term: MeasureTerm, of subject: EntityID) -> String {
    switch term {
    case .measure(let id):
      let measure = catalog.measure(id)
      return (measure?.label ?? id) + (measure?.note.map { " (\($0))" } ?? "")
    case .count: return "Number of \(plural(subject).lowercased())"
    case .countDistinct(let id):
      return "Number of different \((catalog.attribute(id)?.label ?? id.name).lowercasedFirst) values"
    case .aggregate(let function, let id):
      return
        "\(Self.names[function] ?? function.rawValue) \((catalog.attribute(id)?.label ?? id.name).lowercasedFirst)"
    case .percentile(let percent, let id):
      return
        "\(Ordinal.text(percent)) percentile of \((catalog.attribute(id)?.label ?? id.name).lowercasedFirst)"
    case .groups(let grouping): return "Number of different \(Self.plural(words(grouping)))"
    case .filtered(let inner, _, let label): return "\(words(inner, of: subject)) in \(label)"
    case .percent(let inner, let predicate):
      return
        "Percent of \(words(inner, of: subject).lowercasedFirst) where \(conjuncts(predicate).map(words).joined(separator: " and "))"
    case .percentOfTotal(let inner): return "Percent of all \(words(inner, of: subject).lowercasedFirst)"
    case .total(let inner): return "\(words(inner, of: subject)), in all"
    case .ratio(let upper, let lower):
      let whole = words(upper, of: subject)
      if let one = one(lower, of: subject) { return "\(whole) per \(one), on average" }
      return "\(whole) divided by \(words(lower, of: subject).lowercasedFirst)"
    case .difference(let later, let earlier): return change(later, earlier, of: subject)
    case .growth(let later, let earlier): return change(later, earlier, of: subject) + ", in percent"
    case .runningTotal(let inner): return "Running total of \(words(inner, of: subject).lowercasedFirst)"
    case .movingAverage(let inner, let periods):
      return "Moving average of \(words(inner, of: subject).lowercasedFirst) over \(periods) periods"
    case .earlier(let inner, let periods):
      return "\(words(inner, of: subject)), \(Self.before(periods))"
    }
  }

  private static func before(_ periods: Int) -> String {
    periods == 1 ? "the period before" : "\(periods) periods before"
  }

  /// Of one number in two periods, or from one number to another.
  private func change(_ later: MeasureTerm, _ earlier: MeasureTerm, of subject: EntityID) -> String {
    if case .filtered(let new, _, let to) = later, case .filtered(let old, _, let from) = earlier, new == old
    {
      return "Change of \(words(new, of: subject).lowercasedFirst) from \(from) to \(to)"
    }
    if case .earlier(let old, let periods) = earlier, old == later {
      return "Change of \(words(old, of: subject).lowercasedFirst) from \(Self.before(periods))"
    }
    return
      "Change from \(words(earlier, of: subject).lowercasedFirst) to \(words(later, of: subject).lowercasedFirst)"
  }

  /// One of what the term counts; nil when it counts nothing.
  private func one(_ term: MeasureTerm, of subject: EntityID) -> String? {
    switch term {
    case .count: noun(subject)
    case .countDistinct(let id): (catalog.attribute(id)?.label ?? id.name).lowercasedFirst
    case .groups(let grouping): words(grouping)
    case .measure, .aggregate, .percentile, .filtered, .percent, .percentOfTotal, .total, .ratio, .difference,
      .growth, .runningTotal, .movingAverage, .earlier:
      nil
    }
  }

  private static let names: [AggregateFunction: String] = [
    .sum: "Total", .average: "Average", .median: "Median", .minimum: "Lowest", .maximum: "Highest",
  ]

  func unit(of term: MeasureTerm) -> String? {
    switch term {
    case .measure(let id): catalog.measure(id)?.unit
    case .aggregate(_, let id), .percentile(_, let id): catalog.attribute(id)?.unit
    case .percent, .percentOfTotal, .growth: "%"
    case .ratio(let upper, let lower): unit(of: lower) == nil ? unit(of: upper) : nil
    case .difference(let later, let earlier): unit(of: later) == unit(of: earlier) ? unit(of: later) : nil
    case .filtered(let inner, _, _), .total(let inner), .runningTotal(let inner),
      .movingAverage(let inner, _),
      .earlier(let inner, _):
      unit(of: inner)
    case .count, .countDistinct, .groups: nil
    }
  }
}
