import Domain

@testable import Understanding

// Short forms for the queries that tests expect, all over the boat rental.

/// "rental.fee"
func at(_ name: String) -> AttributeID {
  let parts = name.split(separator: ".").map(String.init)
  return AttributeID(parts[0], parts[1])
}

/// Numbers over the rows of an entity.
func numbers(
  _ subject: EntityID, _ terms: [MeasureTerm], by groups: [Grouping] = [], where conditions: [Predicate] = [],
  having: [MeasureCondition] = [], ranked isDescending: Bool? = nil, limit: Int? = nil, offset: Int = 0,
  within: [Grouping] = [], keepsTies: Bool = false
) -> Query {
  let order = isDescending.map { [Ordering(.measure(terms[0]), isDescending: $0)] } ?? []
  var query = Query(
    subject: subject, measures: terms, groups: groups, filter: .all(conditions), having: having, order: order,
    limit: limit, offset: offset, limitWithin: within, asOf: BoatRental.asOf)
  query.keepsTies = keepsTies
  return query
}

/// Rows of an entity.
func rows(
  _ columns: String..., distinct: Bool = false, where conditions: [Predicate] = [], ranked: String? = nil,
  descending: Bool = false, limit: Int? = nil, offset: Int = 0, within: [Grouping] = [],
  keepsTies: Bool = false
) -> Query {
  let order = ranked.map { [Ordering(.attribute(at($0)), isDescending: descending)] } ?? []
  let isKnown = ranked.map { [isPresent($0)] } ?? []
  var query = Query(
    subject: at(columns[0]).entity, columns: columns.map(at), isDistinct: distinct,
    filter: .all(conditions + isKnown), order: order, limit: limit, offset: offset, limitWithin: within,
    asOf: BoatRental.asOf)
  query.keepsTies = keepsTies
  return query
}

/// The number of two windows, how it differs and by how many percent.
func change(
  _ subject: EntityID, _ term: MeasureTerm, of time: String, _ first: TimeWindow, _ last: TimeWindow,
  by groups: [Grouping] = []
) -> Query {
  let (old, new) = (
    MeasureTerm.filtered(term, where: during(time, first), label: first.label),
    MeasureTerm.filtered(term, where: during(time, last), label: last.label)
  )
  return numbers(
    subject, [old, new, .difference(new, from: old), .growth(new, from: old)], by: groups,
    where: [.any([during(time, first), during(time, last)])])
}

func isPresent(_ attribute: String) -> Predicate { .compare(at(attribute), .isPresent) }

func equals(_ attribute: String, _ texts: String...) -> Predicate {
  .compare(
    at(attribute), texts.count == 1 ? .equal(.text(texts[0])) : .oneOf(texts.map { Value.text($0) }))
}

func isNot(_ attribute: String, _ texts: String...) -> Predicate {
  .not(.compare(at(attribute), .oneOf(texts.map { Value.text($0) })))
}

func during(_ attribute: String, _ window: TimeWindow) -> Predicate { .within(at(attribute), window) }

/// A whole number, exact.
func exact(_ number: Int64) -> Value { .decimal(FixedDecimal(cents: number * 100)) }

func year(_ year: Int) -> TimeWindow {
  TimeWindow(
    start: CalendarDate(year, 1, 1), end: CalendarDate(year + 1, 1, 1), label: "\(year)", grain: .year)
}

func month(_ label: String, _ month: Int, of year: Int = 2024) -> TimeWindow {
  let start = CalendarDate(year, month, 1)
  return TimeWindow(start: start, end: start?.adding(months: 1), label: label, grain: .month)
}

/// A window from and to a day, either of them open.
func window(_ label: String, from start: String? = nil, to end: String? = nil) -> TimeWindow {
  TimeWindow(start: start.map(BoatRental.day), end: end.map(BoatRental.day), label: label, grain: nil)
}

let revenue = MeasureTerm.measure("revenue")
let rentals = MeasureTerm.measure("rentals")
let lateRate = MeasureTerm.measure("late_rate")
let repairs = MeasureTerm.measure("repairs")
let byHarbor = Grouping.entity("harbor")
let byBoat = Grouping.entity("boat")
let byRenter = Grouping.entity("renter")
let byKind = Grouping.attribute(at("boat.kind"))
let byMonth = Grouping.time(at("rental.started"), .month)
