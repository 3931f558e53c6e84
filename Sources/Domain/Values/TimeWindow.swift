/// The size of a calendar period.
package enum Grain: String, Sendable, Hashable, CaseIterable, Comparable {
  case day, week, month, quarter, year

  package static func < (left: Self, right: Self) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

/// A stretch of time, half open: from the start of day `start` to the start of day `end`; nil is without bound.
package struct TimeWindow: Sendable, Hashable {
  package let start: CalendarDate?
  package let end: CalendarDate?
  /// The words for it: "Q3 2024", "last 90 days".
  package let label: String
  /// The period this window is one of: a month, a year. Of the running period, the part up to the as-of day.
  package let grain: Grain?

  package init(start: CalendarDate?, end: CalendarDate?, label: String, grain: Grain? = nil) {
    (self.start, self.end, self.label, self.grain) = (start, end, label, grain)
  }
}
