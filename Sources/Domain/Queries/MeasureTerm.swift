/// A number per group.
package indirect enum MeasureTerm: Sendable, Hashable {
  case measure(MeasureID)
  /// Rows of the subject.
  case count
  case countDistinct(AttributeID)
  case aggregate(AggregateFunction, AttributeID)
  /// The value below which so many percent of the values lie, 0 to 100, between two neighbours in proportion.
  case percentile(Int, AttributeID)
  /// How many different groups the rows fall into; rows in no group do not count: months with rows, customers.
  case groups(Grouping)
  /// The term over the rows where the predicate holds, called by the label: one period of several side by side.
  case filtered(MeasureTerm, where: Predicate, label: String)
  /// 100 × the term over the rows where the predicate holds / the term over all rows.
  case percent(MeasureTerm, where: Predicate)
  /// 100 × the term of the group / the term of all groups together.
  case percentOfTotal(MeasureTerm)
  /// The term of all groups together, the same beside each; stands beside a number of the groups.
  case total(MeasureTerm)
  /// The first / the second, a real number; unknown when the second is 0: the count of rows / the months with rows.
  case ratio(MeasureTerm, MeasureTerm)
  /// The first − `from`. A sum over no rows is 0 here.
  case difference(MeasureTerm, from: MeasureTerm)
  /// 100 × (the first − `from`) / `from`; unknown when `from` is 0.
  case growth(MeasureTerm, from: MeasureTerm)
  /// The term over this period of a breakdown by time and those before it, from the first that is asked for; a count
  /// or a sum.
  case runningTotal(MeasureTerm)
  /// The mean of the term over this period and those before it, so many in all; fewer where the data begin.
  case movingAverage(MeasureTerm, periods: Int)
  /// The term in the period so many before, of a breakdown by time; unknown where that has no rows.
  case earlier(MeasureTerm, periods: Int)
}

extension MeasureTerm {
  /// The measures of the catalog that the term is made of.
  package var measureIDs: [MeasureID] {
    switch self {
    case .measure(let id): [id]
    case .filtered(let term, _, _), .percent(let term, _), .percentOfTotal(let term), .total(let term),
      .runningTotal(let term), .movingAverage(let term, _), .earlier(let term, _):
      term.measureIDs
    case .ratio(let a, let b), .difference(let a, from: let b), .growth(let a, from: let b):
      a.measureIDs + b.measureIDs
    case .count, .countDistinct, .aggregate, .percentile, .groups: []
    }
  }
}

extension MeasureTerm {
  /// Terms inside each other that are looked into, at most: a change of changes has twice as many parts at every level.
  package static let deepest = 16

  /// Periods of a breakdown by time, before the one that a number is of, whose rows it is made of as well; nil when it
  /// looks at no other. A running total has none before the first that is asked for.
  package var reach: Int? { reach(Self.deepest) }

  private func reach(_ depth: Int) -> Int? {
    guard depth > 0 else { return nil }
    switch self {
    case .measure, .count, .countDistinct, .aggregate, .percentile, .groups: return nil
    case .filtered(let term, _, _), .percent(let term, _), .percentOfTotal(let term), .total(let term):
      return term.reach(depth - 1)
    case .ratio(let a, let b), .difference(let a, from: let b), .growth(let a, from: let b):
      return [a.reach(depth - 1), b.reach(depth - 1)].compactMap(\.self).max()
    case .runningTotal: return 0
    case .movingAverage(_, let periods): return max(0, periods - 1)
    case .earlier(_, let periods): return max(0, periods)
    }
  }
}

extension Catalog {
  /// Whether the numbers of groups add up to the number of all.
  package func isAdditive(_ term: MeasureTerm) -> Bool {
    switch term {
    case .count, .aggregate(.sum, _): true
    case .measure(let id):
      switch measure(id)?.formula {
      case .count, .aggregate(.sum, _): true
      default: false
      }
    case .filtered(let part, _, _): isAdditive(part)
    default: false
    }
  }
}
