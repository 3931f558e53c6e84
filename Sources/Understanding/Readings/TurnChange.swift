package import Domain

/// What a turn changes of the reading before it; what it does not speak of stays as it was.
struct TurnChange: Sendable, Hashable {
  /// An order of all rows: "lowest first", "sort by price".
  struct Order: Sendable, Hashable {
    /// What the rows are ordered by; nil: what they were ordered by or measured in before.
    var key: Ordering.Key?
    var isDescending: Bool
  }

  /// Conditions are added, none gives way but one on the same attribute: "only", "just the", "of those".
  var narrows = false
  /// Speaks of the rows just shown: "those", "they".
  var pointsBack = false
  /// Asks for one row by an extreme: "which one is the most expensive", "and the cheapest?"
  var picksOne = false
  /// The extreme is one of whatever number is asked: "highest", not "most expensive".
  var isPlainExtreme = false
  /// The rows just listed are to be counted: "how many are there?"
  var counts = false
  /// The rows spoken of are counted anew: "how many of those".
  var countsAnew = false
  /// Asks for a number by its word: "how many", "how much".
  var asksNumber = false
  /// Asks which of the rows before: "which of them".
  var lists = false
  /// Asks how much of the number before it is of some of the rows: "how much of it".
  var asksPart = false
  /// Stands beside what was before instead of in its place: "compare with 2023".
  var compares = false
  /// The sum that the rows counted before are worth: "how much is that in total?"
  var worth: MeasureID?
  /// A window told by its distance from the one before.
  var shift: RelativeShift?
  /// The same number, otherwise aggregated: "and the median?"
  var aggregate: AggregateFunction?
  /// One row by its place, from 1: "the second one".
  var place: Int?
  var order: Order?
  /// What is said in the words of a question.
  var said: Reading
}

extension Reading {
  /// What this reading says, without how well and of which answer.
  var said: Reading {
    var reading = self
    (reading.score, reading.notes, reading.shown) = (0, [], nil)
    return reading
  }

  /// Rows are shown that were chosen by their place or by a bound on a sum: conditions do not tell them.
  var isSelection: Bool {
    limit != nil || !having.isEmpty || ranking.map { !$0.isWhole } ?? false
  }

  /// All rows that the conditions tell, in no order.
  var withoutSelection: Reading {
    var reading = self
    (reading.limit, reading.offset, reading.ranking, reading.having) = (nil, 0, nil, [])
    return reading
  }

  /// A reading over the rows just shown; nil when nothing tells them.
  var ofRowsShown: Reading? {
    guard isSelection else { return self }
    guard let shown, let first = shown.values.first else { return nil }
    var reading = withoutSelection
    reading.conditions.removeAll { $0.attribute == shown.attribute }
    reading.conditions.append(
      Condition(
        predicate: .compare(shown.attribute, shown.values.count == 1 ? .equal(first) : .oneOf(shown.values)),
        attribute: shown.attribute, position: Self.beforeAll))
    // Of several rows each keeps its number.
    if shown.values.count == 1 { reading.groups = [] }
    (reading.grains, reading.isByWeekday, reading.isByHour) = ([], false, false)
    (reading.ranksWithin, reading.isDistinct) = (false, false)
    return reading
  }

  /// A position before every item of a question.
  static let beforeAll = -1
}

/// The rows of an answer, by the attribute that tells them apart, in the order shown.
package struct ShownRows: Sendable, Hashable {
  package let attribute: AttributeID
  package let values: [Value]

  /// Rows remembered at most: more are no longer "those".
  static let most = 100

  /// Nil when the rows are too many, or no one attribute tells them apart.
  package init?(_ query: Query, _ table: ResultTable, catalog: Catalog) {
    guard query.limitWithin.isEmpty, !table.isTruncated, (1...Self.most).contains(table.rows.count),
      let (attribute, column) = Self.key(of: query, table, catalog)
    else { return nil }
    let values = table.rows.map { $0.indices.contains(column) ? $0[column] : .null }
    guard !values.contains(.null) else { return nil }
    (self.attribute, self.values) = (attribute, values)
  }

  private static func key(of query: Query, _ table: ResultTable, _ catalog: Catalog) -> (AttributeID, Int)? {
    if !query.measures.isEmpty {
      guard query.groups.count == 1 else { return nil }
      switch query.groups[0] {
      case .attribute(let id): return (id, 0)
      case .entity(let id): return catalog.entity(id).map { ($0.keyID, 0) }
      case .time, .weekday, .hour, .windows: return nil
      }
    }
    guard table.columns.count == query.columns.count else { return nil }
    if query.isDistinct { return query.columns.count == 1 ? (query.columns[0], 0) : nil }
    guard let key = catalog.entity(query.subject)?.keyID, let column = query.columns.firstIndex(of: key)
    else {
      return nil
    }
    return (key, column)
  }
}
