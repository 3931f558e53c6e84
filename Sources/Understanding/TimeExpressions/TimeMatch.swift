package import Domain

/// What a time expression is read against.
package struct TimeContext: Sendable, Hashable {
  /// The day that "today" means.
  package var asOf: CalendarDate
  /// The first day of a week, 1 (Monday) to 7 (Sunday); nil: as the vocabulary has it.
  package var weekStart: Int?
  /// The first month of a fiscal year, 1 to 12; nil: as the vocabulary has it.
  package var fiscalYearStart: Int?

  package init(asOf: CalendarDate, weekStart: Int? = nil, fiscalYearStart: Int? = nil) {
    (self.asOf, self.weekStart, self.fiscalYearStart) = (asOf, weekStart, fiscalYearStart)
  }
}

/// A token of a question as the time parser reads it: folded to lower case. A compound ("2023-03", "q3",
/// "12/24/2023", "'24") may come whole or in its parts; punctuation at the end of a token is harmless.
package struct TimeToken: Sendable, Hashable {
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// A stretch of tokens that speaks of time.
package struct TimeMatch: Sendable, Hashable {
  package enum Meaning: Sendable, Hashable {
    /// A filter. Both bounds nil: all time.
    case window(TimeWindow)
    /// A comparison of windows, in the order said; two or more.
    case windows([TimeWindow])
    /// A breakdown by calendar period: "by month".
    case grain(Grain)
    /// A breakdown by day of the week.
    case weekday
    /// A breakdown by hour of the day.
    case hour
    /// A filter by day of the week, 1 (Monday) to 7 (Sunday): "on Saturdays".
    case weekdays(Set<Int>)
    /// A filter by hour of the day, the hours that begin in it, 0 to 23: "before 9 am".
    case hours(Set<Int>)
    /// A window that is said by its distance to the one spoken of before: "the year before".
    case relative(RelativeShift)
  }

  /// Positions in the tokens given, words such as "in" and "during the" before the expression included.
  package let tokens: Range<Int>
  package let meaning: Meaning
  /// The phrase of the rule that matched: "last <n> <grain>".
  package let rule: String

  package init(tokens: Range<Int>, meaning: Meaning, rule: String) {
    (self.tokens, self.meaning, self.rule) = (tokens, meaning, rule)
  }
}

/// The distance of a window to another one.
package struct RelativeShift: Sendable, Hashable {
  /// How the other window is moved.
  package enum Manner: Sendable, Hashable {
    /// By `count` units, its length kept: "same period last year".
    case same
    /// To the unit `count` before its start or after its end; kept in length if it is shorter than the unit.
    case adjacent
  }

  /// nil: the length of the window itself, "the previous period".
  package let unit: Grain?
  /// Below 0: earlier.
  package let count: Int
  package let manner: Manner
  /// The window meant when none was spoken of before: "previous month" is then the one before the as-of day's.
  package let standalone: TimeWindow?

  package init(unit: Grain?, count: Int, manner: Manner, standalone: TimeWindow? = nil) {
    (self.unit, self.count, self.manner, self.standalone) = (unit, count, manner, standalone)
  }
}
