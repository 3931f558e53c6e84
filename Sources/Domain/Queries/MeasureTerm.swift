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
  /// The first / the second, a real number; unknown when the second is 0: the count of rows / the months with rows.
  case ratio(MeasureTerm, MeasureTerm)
  /// The first − `from`. A sum over no rows is 0 here.
  case difference(MeasureTerm, from: MeasureTerm)
  /// 100 × (the first − `from`) / `from`; unknown when `from` is 0.
  case growth(MeasureTerm, from: MeasureTerm)
}

extension MeasureTerm {
  /// The measures of the catalog that the term is made of.
  package var measureIDs: [MeasureID] {
    switch self {
    case .measure(let id): [id]
    case .filtered(let term, _, _), .percent(let term, _), .percentOfTotal(let term): term.measureIDs
    case .ratio(let a, let b), .difference(let a, from: let b), .growth(let a, from: let b):
      a.measureIDs + b.measureIDs
    case .count, .countDistinct, .aggregate, .percentile, .groups: []
    }
  }
}
