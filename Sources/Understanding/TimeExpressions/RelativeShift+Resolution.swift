package import Domain

extension CalendarPeriods {
  /// `window` moved by `shift`. A window without a bound on the side that counts stays as it is.
  package func resolve(_ shift: RelativeShift, of window: TimeWindow) -> TimeWindow {
    guard let start = window.start, let end = window.end, start < end else { return window }
    guard let unit = shift.unit else { return lengthwise(shift.count, start, end, window.grain) }
    if let grain = window.grain, grain == unit, unit != .day || shift.manner == .adjacent {
      return period(unit, containing: start, offset: shift.count)
    }
    let isShorter = end <= moved(start, by: 1, unit) && !(window.grain == nil && unit == .day)
    if shift.manner == .same || isShorter { return kept(shift.count, unit, start, end, window.grain) }
    // The window is as long as the unit or longer: the unit beside it.
    if shift.count < 0 {
      let last = start.adding(days: -1)
      if self.start(of: unit, containing: start) == start {
        return period(unit, containing: start, offset: shift.count)
      }
      return period(unit, containing: last, offset: shift.count + 1)
    }
    let next = self.start(of: unit, containing: end) == end ? shift.count - 1 : shift.count
    return period(unit, containing: end, offset: next)
  }

  /// The window moved by `count` units, as long as before in days, months or years.
  private func kept(
    _ count: Int, _ unit: Grain, _ start: CalendarDate, _ end: CalendarDate, _ grain: Grain?
  ) -> TimeWindow {
    if grain == .week, unit > .week {
      // 52 weeks are a year, 13 a quarter, 4 a month: a week stays a week.
      return period(.week, containing: moved(start, by: count, unit).adding(days: 3))
    }
    let first = moved(start, by: count, unit)
    var last = moved(end, by: count, unit)
    if grain == .day || last <= first { last = first.adding(days: max(1, end.dayNumber - start.dayNumber)) }
    let exact = self.grain(from: first, to: last)
    return TimeWindow(start: first, end: last, label: label(from: first, to: last, exact), grain: exact)
  }

  /// The window moved by `count` times its own length: in months if it is made of whole months, else in days.
  private func lengthwise(
    _ count: Int, _ start: CalendarDate, _ end: CalendarDate, _ grain: Grain?
  ) -> TimeWindow {
    let bounded = min(max(count, -1000), 1000)
    if let grain { return period(grain, containing: start, offset: bounded) }
    let months = (end.year - start.year) * 12 + end.month - start.month
    let first: CalendarDate
    let last: CalendarDate
    if start.day == 1, end.day == 1 {
      (first, last) = (start.adding(months: bounded * months), end.adding(months: bounded * months))
    } else {
      let days = end.dayNumber - start.dayNumber
      (first, last) = (start.adding(days: bounded * days), end.adding(days: bounded * days))
    }
    let exact = self.grain(from: first, to: last)
    return TimeWindow(start: first, end: last, label: label(from: first, to: last, exact), grain: exact)
  }

  /// Words for a window between two days: the period's when it is one, else first and last month or day.
  func label(from start: CalendarDate, to end: CalendarDate, _ grain: Grain?) -> String {
    if let grain { return label(of: grain, from: start) }
    let last = end.adding(days: -1)
    if start.day == 1, end.day == 1 {
      if start.month == 1, end.month == 1 { return "\(start.year) to \(last.year)" }
      return "\(label(of: .month, from: start)) to \(label(of: .month, from: last))"
    }
    return "\(label(of: start)) to \(label(of: last))"
  }
}
