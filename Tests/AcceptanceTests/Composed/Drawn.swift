import Domain

/// One hand of choices for a form: what its blanks are filled with.
struct Drawn {
  let composer: Composer
  let subject: Composer.Subject
  var draws: Draws
  let asOf: CalendarDate

  /// A number over the subject's rows, with what it is called: a measure by name.
  mutating func number() -> (term: MeasureTerm, name: String)? {
    guard let number = draws.pick(subject.numbers), let name = draws.pick(Array(number.names.prefix(3)))
    else {
      return nil
    }
    return (number.term, name)
  }

  mutating func column() -> (id: AttributeID, name: String)? {
    guard let column = draws.pick(subject.columns), let name = draws.pick(column.names) else { return nil }
    return (column.id, name)
  }

  mutating func dimension(but other: Composer.Dimension? = nil) -> Composer.Dimension? {
    draws.pick(subject.dimensions.filter { $0.attribute.entity != other?.attribute.entity || other == nil })
  }

  /// A dimension and one of its values.
  mutating func value() -> (dimension: Composer.Dimension, value: String)? {
    guard let dimension = draws.pick(subject.dimensions.filter { $0.values.count > 2 }),
      let value = draws.pick(dimension.values)
    else { return nil }
    return (dimension, value)
  }

  mutating func word(_ words: String...) -> String { draws.pick(words) ?? "" }

  /// The rows, as a person calls them.
  func rows() -> String { Plural.of(subject.entity.names.first ?? "row") }

  /// The rows and one of their values, where "how many" has one answer.
  mutating func counted() -> (dimension: Composer.Dimension, value: String)? {
    subject.isCounted ? value() : nil
  }

  /// A span of time in words and days; half of them nothing.
  mutating func period(always: Bool = false) -> (words: String, filter: Predicate)? {
    guard let time = subject.time else { return always ? nil : ("", .always) }
    if !always, draws.next() % 2 == 0 { return ("", .always) }
    guard let period = draws.pick(Period.all(asOf)) else { return nil }
    return (" " + period.words, .within(time, period.window))
  }

  func query(
    _ measures: [MeasureTerm], by groups: [Grouping] = [], where filter: Predicate = .always,
    having: [MeasureCondition] = [], order: [Ordering] = [], limit: Int? = nil, offset: Int = 0
  ) -> Query {
    Query(
      subject: subject.entity.id, measures: measures, groups: groups, filter: filter, having: having,
      order: order, limit: limit, offset: offset, asOf: asOf)
  }

  func list(
    _ columns: [AttributeID], where filter: Predicate, order: [Ordering] = [], limit: Int? = nil
  ) -> Query {
    Query(
      subject: subject.entity.id, columns: columns, filter: filter, order: order, limit: limit, asOf: asOf)
  }
}

/// Spans of time that need no reading of the question to be known.
struct Period {
  let words: String
  let window: TimeWindow

  static func all(_ asOf: CalendarDate) -> [Period] {
    let year = asOf.year
    return [
      made("in \(year)", year, 1, months: 12), made("in \(year - 1)", year - 1, 1, months: 12),
      made("last year", year - 1, 1, months: 12), made("this year", year, 1, months: 12),
      made("in Q2 \(year)", year, 4, months: 3), made("in the third quarter of \(year)", year, 7, months: 3),
      made("in March \(year)", year, 3, months: 1), made("in oct \(year - 1)", year - 1, 10, months: 1),
      made("in the first half of \(year)", year, 1, months: 6),
      made("between April and June \(year)", year, 4, months: 3),
      Period(
        words: "since June \(year)",
        window: TimeWindow(start: CalendarDate(year, 6, 1), end: nil, label: "")),
    ]
  }

  static func made(_ words: String, _ year: Int, _ month: Int, months: Int) -> Period {
    let start = CalendarDate(year, month, 1)
    return Period(
      words: words, window: TimeWindow(start: start, end: start?.adding(months: months), label: words))
  }
}
