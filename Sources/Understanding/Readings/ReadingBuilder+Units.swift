import Domain

/// What the numbers of a reading are in, and of.
extension ReadingBuilder {
  /// Units that the answer's numbers are in.
  var answerUnits: Set<String> {
    let measured = reading.measures.compactMap(unit(of:))
    let shown = reading.columns + [reading.ranking?.attribute].compactMap { $0 }
    return Set(measured + shown.compactMap { catalog.attribute($0)?.unit })
  }

  /// "purchase spend (AUD)": a unit in brackets says what the number is told in, and chooses no rows.
  func readUnitsInBrackets() {
    for index in items.indices.dropFirst().dropLast()
    where opensBracket(before: index) && items[index + 1].kind == .sign(")") {
      let units = items[index].meanings.compactMap { if case .unit(let unit) = $0 { unit } else { nil } }
      guard let unit = units.first, subject.attributes.contains(where: { $0.unit == unit }) else { continue }
      isUsed[index] = true
    }
  }

  /// "(", "(in"
  private func opensBracket(before index: Int) -> Bool {
    let start = items[index - 1].kind == .filler ? index - 2 : index - 1
    return items.indices.contains(start) && items[start].kind == .sign("(")
  }

  /// The unit of a term's numbers.
  func unit(of term: MeasureTerm) -> String? {
    switch term {
    case .measure(let id):
      guard let measure = catalog.measure(id) else { return nil }
      if let unit = measure.unit { return unit }
      if case .aggregate(_, let attribute) = measure.formula { return catalog.attribute(attribute)?.unit }
      return nil
    case .aggregate(_, let id), .percentile(_, let id): return catalog.attribute(id)?.unit
    case .filtered(let inner, _, _), .ratio(let inner, _), .difference(let inner, _),
      .total(let inner), .runningTotal(let inner),
      .movingAverage(let inner, _), .earlier(let inner, _):
      return unit(of: inner)
    case .count, .countDistinct, .groups, .percent, .percentOfTotal, .growth: return nil
    }
  }

  var measuredAttributes: Set<AttributeID> {
    Set(
      reading.measures.compactMap { term -> AttributeID? in
        switch term {
        case .measure(let id):
          if case .aggregate(_, let attribute)? = catalog.measure(id)?.formula { attribute } else { nil }
        case .aggregate(_, let id), .percentile(_, let id), .countDistinct(let id): id
        default: nil
        }
      })
  }
}
