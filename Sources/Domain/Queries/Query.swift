/// A question in the catalog's terms: what is selected from which entity's rows, under which conditions.
///
/// Everything named here exists in the catalog; words of the user occur only as values, which become bindings.
package struct Query: Sendable, Hashable {
  /// One row of it is one row before grouping. Every attribute used is its own or of an entity that each of its
  /// rows has at most one of; other entities occur in `Predicate.related` and
  /// `.measured` only, so no row can count twice.
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
  /// Rows passed over before the limit counts, from 0: offset 1 and limit 1 are "the second highest".
  package var offset: Int
  /// Limit and offset hold within each group of these, "the top 3 in each category"; empty: over all rows.
  ///
  /// Of an aggregate they are some of `groups`. Of a list they are any groupings of its rows but windows; rows
  /// without a value are one group. The result then goes group by group, each in the order asked for.
  package var limitWithin: [Grouping]
  /// Rows that are equal to the last one within the limit, in what the order is by, are kept as well.
  package var keepsTies = false
  /// The groups are counted: one row with how many there are, of those that `having` keeps.
  package var countsGroups: Bool
  /// The day that `{as_of}` stands for.
  package var asOf: CalendarDate

  package init(
    subject: EntityID, measures: [MeasureTerm] = [], groups: [Grouping] = [], columns: [AttributeID] = [],
    isDistinct: Bool = false, filter: Predicate = .always, having: [MeasureCondition] = [],
    order: [Ordering] = [], limit: Int? = nil, offset: Int = 0, limitWithin: [Grouping] = [],
    countsGroups: Bool = false, asOf: CalendarDate
  ) {
    (self.subject, self.measures, self.groups, self.columns) = (subject, measures, groups, columns)
    (self.isDistinct, self.filter, self.having, self.order) = (isDistinct, filter, having, order)
    (self.limit, self.offset, self.limitWithin, self.asOf) = (limit, offset, limitWithin, asOf)
    self.countsGroups = countsGroups
  }
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
