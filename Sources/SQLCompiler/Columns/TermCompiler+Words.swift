import Domain

// Words for terms that the catalog does not name.
extension TermCompiler {
  static func label(of function: AggregateFunction, _ attribute: Attribute) -> String {
    let word =
      switch function {
      case .sum: "Total"
      case .average: "Average"
      case .median: "Median"
      case .minimum: attribute.isTime ? "Earliest" : "Lowest"
      case .maximum: attribute.isTime ? "Latest" : "Highest"
      }
    return "\(word) \(lowercasedHead(attribute.label))"
  }

  /// "Order date" → "order date"; "SKU" stays.
  static func lowercasedHead(_ label: String) -> String {
    let head = label.prefix(2)
    return head == head.uppercased() && head.count == 2
      ? label : label.prefix(1).lowercased() + label.dropFirst()
  }

  static func plural(_ noun: String) -> String {
    if noun.hasSuffix("y"), !["ay", "ey", "oy", "uy"].contains(noun.suffix(2)) {
      return noun.dropLast() + "ies"
    }
    return ["s", "x", "ch", "sh"].contains(where: noun.hasSuffix) ? noun + "es" : noun + "s"
  }

  static func label(ofPercentile percent: Int, _ attribute: Attribute) -> String {
    "\(Ordinal.text(percent)) percentile of \(lowercasedHead(attribute.label))"
  }

  /// What a change is called, and what it is of: of one number in two periods, or of two numbers.
  static func change(_ later: TermSQL, _ earlier: TermSQL) -> (label: String, of: String) {
    if let new = later.part, let old = earlier.part, new.whole == old.whole {
      return ("Change of \(lowercasedHead(new.whole)) from \(old.label) to \(new.label)", later.name)
    }
    if later.part == nil, let old = earlier.part, old.whole == later.shape.label {
      return ("Change of \(lowercasedHead(old.whole)) from \(old.label)", later.name)
    }
    return (
      "Change from \(lowercasedHead(earlier.shape.label)) to \(lowercasedHead(later.shape.label))", later.name
    )
  }

  /// One of what the term counts, as "month"; nil when it counts nothing.
  func noun(_ term: MeasureTerm) -> String? {
    switch term {
    case .count: subject.names.first ?? subject.id
    case .countDistinct(let id): Self.lowercasedHead(context.catalog.attribute(id)?.label ?? id.name)
    case .groups(let grouping): noun(grouping)
    case .measure, .aggregate, .percentile, .filtered, .percent, .percentOfTotal, .total, .ratio, .difference,
      .growth, .runningTotal, .movingAverage, .earlier:
      nil
    }
  }

  func noun(_ grouping: Grouping) -> String {
    switch grouping {
    case .attribute(let id): Self.lowercasedHead(context.catalog.attribute(id)?.label ?? id.name)
    case .entity(let id): context.catalog.entity(id)?.names.first ?? id
    case .time(_, let grain): grain.rawValue
    case .weekday: "weekday"
    case .hour: "hour"
    case .windows: "period"
    }
  }
}
