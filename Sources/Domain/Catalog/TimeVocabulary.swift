/// The words that time expressions are made of, in one language: data, no behaviour. All in lower case.
package struct TimeVocabulary: Sendable {
  /// What may stand in front of a word before it is read as time, when the word has another use as well.
  package enum Use: String, Sendable, Hashable, CaseIterable {
    /// Read as time only after a cue: "in", "on", "since" …
    case afterCue = "after_cue"
    /// Also a verb: as `afterCue`, or at the head of a question when no verb or pronoun follows.
    case modal
    /// Also a verb: read as time unless a word follows or precedes that makes it one.
    case verb
  }

  /// A class of words; rules are written over these names, the pack says which words are in a class.
  package enum WordClass: String, Sendable, Hashable, CaseIterable {
    // Counted from the as-of day.
    case last, latest, rolling, gone, next, this, earlier, penultimate, ago, full, today, yesterday, tomorrow
    case now, date, far, so, ytd, qtd, mtd, wtd, fytd
    // Periods and their parts.
    case year, quarter, month, week, day, hour, half, fortnight, weekday, weekend, workday, fiscal, fy, cy, q
    case h, w, iso, number, start, end, early, mid, late, first, final, containing, starting, ending, stretch
    case period, am, pm, noon, midnight, oclock
    // Small words.
    case the, a, of, `in`, during, on, at, by, to, up, from, between, betweenAnd = "between_and", within, and,
      or, all
    case than, that, one, but, no, our, `as`, more, over
    // Bounds and shifts.
    case since, before, after, until, onward, newer, older, prior, following, afterwards, same, inclusive
    case ever, time, history, inception
    // Breakdowns and comparisons.
    case each, every, best, basis, repeated, wise, hourly, versus, compare, comparing, compared, filling
    // What decides in doubt.
    case ordinalEndings = "ordinal_endings"
    /// Words after which "Mar 24" is a month.
    case leansToYear = "leans_to_year"
    /// Words that may follow "the year before".
    case afterShift = "after_shift"
    /// Words taken into a match when they stand in front of it.
    case leading
    /// Words after which an ambiguous word is a time.
    case cue
    /// A number after one of these is no year: "over", "top", "$".
    case notYearAfter = "not_year_after"
    /// A number before one of these is no year: "km", "units".
    case notYearBefore = "not_year_before"
    /// "monthly" before one of these is a property and no breakdown: "monthly fee".
    case notBreakdownBefore = "not_breakdown_before"
    /// "per year" after one of these is a rate: "km per year".
    case notBreakdownAfter = "not_breakdown_after"
    /// "per hour" after, "hourly" before one of these is a rate: "wage per hour".
    case hourlyRates = "hourly_rates"
    /// "may" before one of these is a verb.
    case verbBefore = "verb_before"
    /// "march" after one of these is a verb.
    case verbAfter = "verb_after"
  }

  /// A part of the day.
  package struct DayPart: Sendable, Hashable {
    /// Said after "in the".
    package let names: [String]
    /// Said by themselves: "mornings".
    package let alone: [String]
    /// The hours that begin in it, 0 to 23.
    package let hours: Set<Int>
    package init(names: [String], alone: [String], hours: Set<Int>) {
      (self.names, self.alone, self.hours) = (names, alone, hours)
    }
  }

  /// From January; as a label has them.
  package var monthNames: [String] = []
  package var months: [String: Int] = [:]
  /// 1 Monday.
  package var weekdays: [String: Int] = [:]
  /// "mondays".
  package var pluralWeekdays: [String: Int] = [:]
  package var grains: [String: Grain] = [:]
  /// "monthly".
  package var adverbs: [String: Grain] = [:]
  package var numbers: [String: Int] = [:]
  package var ordinals: [String: Int] = [:]
  package var uses: [String: Use] = [:]
  package var classes: [WordClass: [String]] = [:]
  package var holidays: [Holiday] = []
  package var dayParts: [DayPart] = []
  /// The first day of a week: 1 (Monday) to 7 (Sunday).
  package var weekStart = 1
  /// The first month of a fiscal year, 1 to 12; a fiscal year has the number of the calendar year it ends in.
  package var fiscalYearStart = 1

  package init() {}
}

/// A day of the year that has names.
package struct Holiday: Sendable, Hashable {
  package enum Rule: Sendable, Hashable {
    case date(month: Int, day: Int)
    /// The `nth` such day of a month, from 1; below 0 counted from its end.
    case weekday(Int, nth: Int, month: Int)
    case easter
  }

  package let names: [String]
  package let rule: Rule
  /// Days after the day that the rule names.
  package let offset: Int

  package init(names: [String], rule: Rule, offset: Int = 0) {
    (self.names, self.rule, self.offset) = (names, rule, offset)
  }
}
