import Domain

// Numbers over rows; all are reals, since the tests' numbers are small enough to be exact or compared loosely.
extension PlainEvaluator {
  func number(_ term: MeasureTerm, _ rows: [Row], all: [Row]) -> Double? {
    switch term {
    case .count: return Double(rows.count)
    case .countDistinct(let id): return Double(Set(values(id, rows)).count)
    case .aggregate(let function, let id): return aggregate(function, values(id, rows).compactMap(\.double))
    case .filtered(let part, let predicate, _):
      return number(part, rows.filter { holds(predicate, [$0]) }, all: all)
    case .percent(let part, let predicate):
      let some = number(part, rows.filter { holds(predicate, [$0]) }, all: all)
      return quotient(some ?? (isSum(part) ? 0 : nil), number(part, rows, all: all)).map { $0 * 100 }
    case .percentOfTotal(let part):
      return quotient(number(part, rows, all: all), number(part, all, all: all)).map { $0 * 100 }
    case .total(let part): return number(part, all, all: all)
    case .measure(let id): return measure(id, rows)
    case .percentile(let percent, let id):
      return percentile(Double(percent) / 100, values(id, rows).compactMap(\.double))
    case .groups(let grouping):
      return Double(Set(rows.filter { !isMissing(grouping, $0) }.flatMap { keys(grouping, $0) }).count)
    case .ratio(let a, let b): return quotient(settled(a, rows, all), settled(b, rows, all))
    case .difference(let a, let b): return difference(settled(a, rows, all), settled(b, rows, all))
    case .growth(let a, let b):
      let (new, old) = (settled(a, rows, all), settled(b, rows, all))
      return quotient(difference(new, old), old).map { $0 * 100 }
    // Other groups' rows count: `FramePropertyTests` works these out.
    case .runningTotal, .movingAverage, .earlier: return nil
    }
  }

  /// Whether the number over the rows compares so; unknown numbers are empty and nothing else.
  func fulfils(_ comparison: Comparison, _ rows: [Row], _ term: MeasureTerm) -> Bool {
    guard let number = settled(term, rows, rows) else { return comparison == .isEmpty }
    return holds(comparison, .real(number))
  }

  private func settled(_ term: MeasureTerm, _ rows: [Row], _ all: [Row]) -> Double? {
    number(term, rows, all: all) ?? (isSum(term) ? 0 : nil)
  }

  private func isSum(_ term: MeasureTerm) -> Bool {
    switch term {
    case .aggregate(.sum, _): true
    case .measure(let id): ["fees", "late_fees", "copies", "fines", "value"].contains(id)
    case .filtered(let part, _, _): isSum(part)
    default: false
    }
  }

  private func isMissing(_ grouping: Grouping, _ row: Row) -> Bool {
    switch grouping {
    case .attribute(let id): value(id, [row]).isNull
    case .entity(let id):
      parent(id, of: row)?.cells[Library.catalog.entity(id)?.key ?? ""]?.isNull ?? true
    case .time, .weekday, .hour, .windows: false
    }
  }

  private func difference(_ a: Double?, _ b: Double?) -> Double? {
    if let a, let b { a - b } else { nil }
  }

  private func measure(_ id: String, _ rows: [Row]) -> Double? {
    let fee = AttributeID("loan", "fee")
    let late = rows.filter { $0.cells["is_late"] == .integer(1) }
    let open = rows.filter { $0.cells["status"] == .text("open") }
    func sum(_ id: AttributeID, _ rows: [Row]) -> Double? {
      aggregate(.sum, values(id, rows).compactMap(\.double))
    }
    switch id {
    case "fees": return sum(fee, rows)
    case "average_fee": return aggregate(.average, values(fee, rows).compactMap(\.double))
    case "late_fees": return sum(fee, late)
    case "late_rate": return quotient(Double(late.count), Double(rows.count)).map { $0 * 100 }
    case "open_late_rate":
      let both = open.count { $0.cells["is_late"] == .integer(1) }
      return quotient(Double(both), Double(open.count)).map { $0 * 100 }
    case "late_share": return quotient(sum(fee, late), sum(fee, rows)).map { $0 * 100 }
    case "members_lending": return Double(Set(values(AttributeID("member", "id"), rows)).count)
    case "fine_per_value":
      return quotient(sum(AttributeID("line", "fine"), rows), sum(AttributeID("book", "price"), rows))
    default: return nil
    }
  }

  private func values(_ id: AttributeID, _ rows: [Row]) -> [Value] {
    rows.map { value(id, [$0]) }.filter { !$0.isNull }
  }

  private func quotient(_ a: Double?, _ b: Double?) -> Double? {
    guard let a, let b, b != 0 else { return nil }
    return a / b
  }

  private func aggregate(_ function: AggregateFunction, _ numbers: [Double]) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let sum = numbers.reduce(0, +)
    switch function {
    case .sum: return sum
    case .average: return sum / Double(numbers.count)
    case .minimum: return numbers.min()
    case .maximum: return numbers.max()
    case .median:
      let sorted = numbers.sorted()
      return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
  }

  private func percentile(_ fraction: Double, _ numbers: [Double]) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let sorted = numbers.sorted()
    let rank = fraction * Double(sorted.count - 1)
    let (low, high) = (sorted[Int(rank.rounded(.down))], sorted[Int(rank.rounded(.up))])
    return low + (high - low) * (rank - rank.rounded(.down))
  }
}
