package import Domain
package import Foundation

/// Reads `language/time.yaml` of a pack.
package func loadTimeVocabulary(pack: URL) throws(PackError) -> TimeVocabulary {
  let fields = try PackFile("language/time.yaml", in: pack).root().fields(
    "months", "weekdays", "plural_weekdays", "grains", "adverbs", "numbers", "ordinals", "uses", "words",
    "holidays", "times_of_day", "week_start", "fiscal_year_start")
  var times = TimeVocabulary()
  let months = try fields.required("months")
  for (name, node) in try months.entries() {
    times.monthNames.append(name)
    for word in try node.strings() { times.months[word] = times.monthNames.count }
  }
  guard times.monthNames.count == 12 else {
    throw months.error(found: "\(times.monthNames.count) months", expected: "12 months")
  }
  times.weekdays = try weekdays(fields.required("weekdays"))
  if let node = fields["plural_weekdays"] { times.pluralWeekdays = try weekdays(node) }
  times.grains = try words(fields.entries("grains"), of: Grain.self)
  times.adverbs = try words(fields.entries("adverbs"), of: Grain.self)
  times.uses = try words(fields.entries("uses"), of: TimeVocabulary.Use.self)
  for (word, node) in try fields.entries("numbers") { times.numbers[word] = try node.integer(in: 1...999) }
  for (word, node) in try fields.entries("ordinals") { times.ordinals[word] = try node.integer(in: 1...31) }
  for (name, node) in try fields.entries("words") {
    times.classes[try node.choice(TimeVocabulary.WordClass.self, named: name)] = try node.strings()
  }
  for node in try fields.list("holidays") { times.holidays.append(try holiday(node, times.weekdays)) }
  for node in try fields.list("times_of_day") { times.dayParts.append(try dayPart(node)) }
  if let node = fields["week_start"] { times.weekStart = try weekday(node, times.weekdays) }
  if let node = fields["fiscal_year_start"] { times.fiscalYearStart = try node.integer(in: 1...12) }
  return times
}

/// Seven lists of words, from Monday.
private func weekdays(_ node: PackNode) throws(PackError) -> [String: Int] {
  let lists = try node.list()
  guard lists.count == 7 else { throw node.error(found: "\(lists.count) days", expected: "7 days") }
  var days: [String: Int] = [:]
  for (index, list) in lists.enumerated() { for word in try list.strings() { days[word] = index + 1 } }
  return days
}

private func weekday(_ node: PackNode, _ weekdays: [String: Int]) throws(PackError) -> Int {
  let name = try node.string()
  if let day = weekdays[name] { return day }
  throw node.error(found: name, expected: "a day of 'weekdays'", candidates: weekdays.keys.sorted())
}

/// Words listed under what they mean.
private func words<Choice: RawRepresentable & CaseIterable>(
  _ entries: [(name: String, node: PackNode)], of type: Choice.Type
) throws(PackError) -> [String: Choice] where Choice.RawValue == String {
  var table: [String: Choice] = [:]
  for (name, node) in entries {
    let choice = try node.choice(type, named: name)
    for word in try node.strings() { table[word] = choice }
  }
  return table
}

private func holiday(_ node: PackNode, _ weekdays: [String: Int]) throws(PackError) -> Holiday {
  let fields = try node.fields("names", "month", "day", "weekday", "nth", "easter", "offset")
  let names = try fields.required("names").strings()
  let offset = try fields.integer("offset", or: 0)
  if let easter = fields["easter"] {
    return Holiday(names: names, rule: .easter, offset: try easter.integer(in: -100...100))
  }
  let month = try fields.required("month").integer(in: 1...12)
  if let day = fields["weekday"] {
    let nth = try fields.required("nth")
    let count = try nth.integer(in: -5...5)
    if count == 0 { throw nth.error(found: "0", expected: "1 to 5, or below 0 from the end of the month") }
    return Holiday(
      names: names, rule: .weekday(try weekday(day, weekdays), nth: count, month: month), offset: offset)
  }
  let day = try fields.required("day").integer(in: 1...31)
  return Holiday(names: names, rule: .date(month: month, day: day), offset: offset)
}

/// Hours from `from` up to `to`; past midnight when `to` is not after `from`.
private func dayPart(_ node: PackNode) throws(PackError) -> TimeVocabulary.DayPart {
  let fields = try node.fields("names", "alone", "from", "to")
  let from = try fields.required("from").integer(in: 0...23)
  let to = try fields.required("to").integer(in: 0...24)
  let hours = to > from ? Set(from..<to) : Set(from..<24).union(0..<to)
  return TimeVocabulary.DayPart(
    names: try fields.required("names").strings(), alone: try fields.strings("alone"), hours: hours)
}

extension PackNode {
  fileprivate func integer(in range: ClosedRange<Int>) throws(PackError) -> Int {
    let number = try integer()
    if range.contains(number) { return number }
    throw error(found: "\(number)", expected: "\(range.lowerBound) to \(range.upperBound)")
  }

  /// The case of a closed list that a key names.
  fileprivate func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type, named name: String
  ) throws(PackError) -> Choice where Choice.RawValue == String {
    if let choice = Choice(rawValue: name) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    throw error(found: name, expected: "one of \(names.joined(separator: ", "))", candidates: names)
  }
}
