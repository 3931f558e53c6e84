package import Domain

/// Whole calendar periods, worded and half open. Every function is total: results are held within the years
/// that are dates.
package struct CalendarPeriods: Sendable {
  package let weekStart: Int
  package let fiscalYearStart: Int
  /// From January; what a month is called in a label.
  package let monthNames: [String]

  package init(weekStart: Int, fiscalYearStart: Int, monthNames: [String]) {
    self.weekStart = min(max(weekStart, 1), 7)
    self.fiscalYearStart = min(max(fiscalYearStart, 1), 12)
    self.monthNames = monthNames
  }

  /// What the context leaves open is as in the vocabulary.
  package init(context: TimeContext, vocabulary: TimeVocabulary) {
    self.init(
      weekStart: context.weekStart ?? vocabulary.weekStart,
      fiscalYearStart: context.fiscalYearStart ?? vocabulary.fiscalYearStart,
      monthNames: vocabulary.monthNames)
  }

  /// The first day of the period of size `grain` that `date` lies in.
  package func start(of grain: Grain, containing date: CalendarDate) -> CalendarDate {
    switch grain {
    case .day: date
    case .week: date.adding(days: -((date.weekday - weekStart + 7) % 7))
    case .month: CalendarDate(date.year, date.month, 1) ?? date
    case .quarter: CalendarDate(date.year, (date.month - 1) / 3 * 3 + 1, 1) ?? date
    case .year: CalendarDate(date.year, 1, 1) ?? date
    }
  }

  /// `date` moved by `count` units; months clamp to their last day.
  package func moved(_ date: CalendarDate, by count: Int, _ grain: Grain) -> CalendarDate {
    let bounded = min(max(count, -4_000_000), 4_000_000)
    return switch grain {
    case .day: date.adding(days: bounded)
    case .week: date.adding(days: bounded * 7)
    case .month: date.adding(months: bounded)
    case .quarter: date.adding(months: bounded * 3)
    case .year: date.adding(months: bounded * 12)
    }
  }

  /// The period `offset` periods after the one that `date` lies in.
  package func period(_ grain: Grain, containing date: CalendarDate, offset: Int = 0) -> TimeWindow {
    let start = moved(start(of: grain, containing: date), by: offset, grain)
    return TimeWindow(
      start: start, end: moved(start, by: 1, grain), label: label(of: grain, from: start), grain: grain)
  }

  package func fiscalYear(_ year: Int) -> TimeWindow {
    let first = CalendarDate(fiscalYearStart == 1 ? year : year - 1, fiscalYearStart, 1)
    return TimeWindow(
      start: first, end: first?.adding(months: 12), label: "FY\(year)",
      grain: fiscalYearStart == 1 ? .year : nil)
  }

  /// The number of the fiscal year that `date` lies in.
  package func fiscalYear(containing date: CalendarDate) -> Int {
    fiscalYearStart > 1 && date.month >= fiscalYearStart ? date.year + 1 : date.year
  }

  /// The size of the calendar period that is exactly `start` to `end`, or nil.
  package func grain(from start: CalendarDate, to end: CalendarDate) -> Grain? {
    Grain.allCases.last { self.start(of: $0, containing: start) == start && moved(start, by: 1, $0) == end }
  }

  package func label(of grain: Grain, from start: CalendarDate) -> String {
    switch grain {
    case .day: label(of: start)
    case .week: "week of \(label(of: start))"
    case .month: "\(monthName(start.month)) \(start.year)"
    case .quarter: "Q\((start.month + 2) / 3) \(start.year)"
    case .year: "\(start.year)"
    }
  }

  /// "1 July 2024".
  package func label(of date: CalendarDate) -> String { "\(date.day) \(monthName(date.month)) \(date.year)" }

  package func monthName(_ month: Int) -> String {
    monthNames.indices.contains(month - 1) ? monthNames[month - 1] : "\(month)"
  }
}
