/// A question in the catalog's terms: what is selected from which entity's rows, under which conditions.
///
/// Everything named here exists in the catalog; words of the user occur only as values, which become bindings.
package struct Query: Sendable, Hashable {
  /// One row of it is one row before grouping. Every attribute used is its own or of an entity that each of its
  /// rows has at most one of; other entities occur in `Predicate.related` only, so no row can count twice.
  package var subject: EntityID
  /// Empty: rows are listed. Otherwise one row per group (one in all, without groups).
  package var measures: [MeasureTerm]
  package var groups: [Grouping]
  /// Columns of a list.
  package var columns: [AttributeID]
  /// A list without repeated rows.
  package var isDistinct: Bool
  package var filter: Predicate
  package var having: [MeasureCondition]
  package var order: [Ordering]
  /// Rows at most, from 1; nil leaves it to the execution limit.
  package var limit: Int?
  /// The day that `{as_of}` stands for.
  package var asOf: CalendarDate

  package init(
    subject: EntityID, measures: [MeasureTerm] = [], groups: [Grouping] = [], columns: [AttributeID] = [],
    isDistinct: Bool = false, filter: Predicate = .always, having: [MeasureCondition] = [],
    order: [Ordering] = [], limit: Int? = nil, asOf: CalendarDate
  ) {
    (self.subject, self.measures, self.groups, self.columns) = (subject, measures, groups, columns)
    (self.isDistinct, self.filter, self.having, self.order) = (isDistinct, filter, having, order)
    (self.limit, self.asOf) = (limit, asOf)
  }
}

/// A number per group.
package indirect enum MeasureTerm: Sendable, Hashable {
  case measure(MeasureID)
  /// Rows of the subject.
  case count
  case countDistinct(AttributeID)
  case aggregate(AggregateFunction, AttributeID)
  /// The term over the rows where the predicate holds, called by the label: one period of several side by side.
  case filtered(MeasureTerm, where: Predicate, label: String)
  /// 100 × the term over the rows where the predicate holds / the term over all rows.
  case percent(MeasureTerm, where: Predicate)
  /// 100 × the term of the group / the term of all groups together.
  case percentOfTotal(MeasureTerm)
}

/// What the rows are put together by.
package enum Grouping: Sendable, Hashable {
  case attribute(AttributeID)
  /// One group per row of the entity: its key, shown with its label.
  case entity(EntityID)
  case time(AttributeID, Grain)
  /// 1 Monday to 7 Sunday, shown by name.
  case weekday(AttributeID)
  /// 0 to 23.
  case hour(AttributeID)
  /// One group per window; windows may overlap, a row then counts in each.
  case windows(AttributeID, [TimeWindow])
}

/// A truth about a row of the subject.
package indirect enum Predicate: Sendable, Hashable {
  case all([Predicate])
  case any([Predicate])
  case not(Predicate)
  case compare(AttributeID, Comparison)
  /// The moment lies in the window; half open.
  case within(AttributeID, TimeWindow)
  /// The moment falls on one of these days, 1 Monday to 7 Sunday.
  case onWeekdays(AttributeID, Set<Int>)
  case segment(EntityID, String)
  /// There is a row of the entity that belongs to this one and fulfils the predicate (whose subject it is).
  case related(EntityID, Predicate)

  package static let always = Predicate.all([])

  /// Both hold; nested conjunctions are joined.
  package func and(_ other: Predicate) -> Predicate {
    switch (self, other) {
    case (.all(let a), .all(let b)): .all(a + b)
    case (.all(let a), _): .all(a + [other])
    case (_, .all(let b)): .all([self] + b)
    default: .all([self, other])
    }
  }
}

package enum Comparison: Sendable, Hashable {
  case equal(Value)
  case notEqual(Value)
  case less(Value)
  case lessOrEqual(Value)
  case greater(Value)
  case greaterOrEqual(Value)
  /// Both ends included.
  case between(Value, Value)
  case oneOf([Value])
  case contains(String)
  case startsWith(String)
  case isEmpty
  case isPresent
}

/// A condition on a group's number; the value is in the measure's own unit.
package struct MeasureCondition: Sendable, Hashable {
  package let term: MeasureTerm
  package let comparison: Comparison
  package init(_ term: MeasureTerm, _ comparison: Comparison) {
    (self.term, self.comparison) = (term, comparison)
  }
}

package struct Ordering: Sendable, Hashable {
  package enum Key: Sendable, Hashable {
    case measure(MeasureTerm)
    case attribute(AttributeID)
    /// The group at this position, in its natural order: time forward, weekdays from Monday.
    case group(Int)
  }
  package let key: Key
  package let isDescending: Bool
  package init(_ key: Key, isDescending: Bool) { (self.key, self.isDescending) = (key, isDescending) }
}
