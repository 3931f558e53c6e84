/// A truth about a row of the subject.
package indirect enum Predicate: Sendable, Hashable {
  case all([Predicate])
  case any([Predicate])
  /// The predicate does not hold, which includes rows where what it asks about is missing: "not paid by card" holds
  /// for an order whose payment is unknown, also as `.not(.compare(…, .oneOf(…)))`.
  case not(Predicate)
  case compare(AttributeID, Comparison)
  /// The moment lies in the window; half open.
  case within(AttributeID, TimeWindow)
  /// The moment falls on one of these days, 1 Monday to 7 Sunday.
  case onWeekdays(AttributeID, Set<Int>)
  /// The moment lies in one of these hours of the day, 0 to 23: "in the morning".
  case duringHours(AttributeID, Set<Int>)
  case segment(EntityID, String)
  /// There is a row of the entity that belongs to this one and fulfils the predicate (whose subject it is).
  case related(EntityID, Predicate)
  /// Rows of the entity that belong to this one lie within the first predicate, and all that do fulfil the second:
  /// "paid in 2024, and only in cash". Their subject is the entity.
  case every(EntityID, within: Predicate, Predicate)
  /// The number over the rows of the entity that belong to this one and fulfil the predicate, compared: "more than
  /// 10 orders in 2024". The term's and the predicate's subject is that entity.
  ///
  /// No row of it counts twice, however many ways lead there. Over no rows counts and sums are 0; other numbers are
  /// unknown then and fulfil no comparison but `isEmpty`.
  case measured(EntityID, MeasureTerm, where: Predicate, Comparison)

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
