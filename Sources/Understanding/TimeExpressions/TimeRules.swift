import Domain

/// What a period is, once its pattern matched.
enum PeriodReading: Sendable, Hashable {
  case year, month, monthYear, monthNumber, monthShortYear, dayMonth, numericMonth, numericYearMonth, isoDate
  case numericDate
  case quarter, half, fiscalYear, shortFiscalYear, thisFiscalYear(Int), week, yearWeek
  /// The period that holds the as-of day, moved by so many.
  case around(Int), day(Int), now
  /// Rolling: ends with the as-of day. Days and weeks count back from it and include both ends; months and longer
  /// count back from the day after it.
  case trailing, trailingOne
  case trailingFull, upcoming, ago, agoOne
  case beforeLast, toDate(Grain?)
  case newestWeekday, weekdayBefore, weekdayOfWeek, lastWeekend, thisWeekend
  case lastMonthNamed, thisMonthNamed, nextMonthNamed
  // Of another period.
  case early, middle, late, firstPart, lastPart, weekOf, weekFrom, adjacent(Int), itself, monthItself,
    weekdayDate
}

/// What a phrase means, once its pattern matched.
enum PhraseReading: Sendable, Hashable {
  case range, dayRange, since, after, before, until, allTime
  case longAgo, grain, repeatedGrain, adverb, weekday, hour, weekdays, weekdaySpan, weekend, workdays
  case adjacent(Int), adjacentCounted(Int), sameLast, samePrevious, previousPeriod(Int)
}

/// The phrases of English. A rule is named by the phrase it accepts; the longest match wins, then the earlier row.
enum TimeRules {
  static let periods: [(phrase: String, reading: PeriodReading, standing: TimeStanding)] = [
    ("<year>", .year, .bareYear),
    ("' <yy>", .year, .afterCue),
    ("year of? <year>", .year, .bareYear),
    ("<year> {full} year", .year, .anywhere),
    ("<month>", .month, .asWordAllows),
    ("<month> {of}? the? <a-year>", .monthYear, .anywhere),
    ("<month> {sep} <a-year>", .monthYear, .anywhere),
    ("<month> <yy>", .monthNumber, .anywhere),
    ("<month> - <yy>", .monthShortYear, .anywhere),
    ("<year> -? <month>", .monthYear, .anywhere),
    ("<month> the? <day>", .dayMonth, .anywhere),
    ("<month> the? <day> ,? <a-year>", .dayMonth, .anywhere),
    ("<day> of? <month>", .dayMonth, .anywhere),
    ("<day> of? <month> {of}? <a-year>", .dayMonth, .anywhere),
    ("<day> - <month> - <year>", .dayMonth, .anywhere),
    ("<year> {sep} <num>", .numericYearMonth, .anywhere),
    ("<num> / <year>", .numericMonth, .anywhere),
    ("<year> {sep}|. <num> {sep}|. <num>", .isoDate, .anywhere),
    ("<num> {sep}|. <num> {sep}|. <year>", .numericDate, .anywhere),
    ("<num> / <num> / <yy>", .numericDate, .anywhere),
    ("q <num>", .quarter, .anywhere),
    ("q <num> {of}|{sep}? the? <a-year>", .quarter, .anywhere),
    ("<a-year> {sep}|,? q <num>", .quarter, .anywhere),
    ("quarter <num> {of}? <a-year>", .quarter, .anywhere),
    ("<ordinal> quarter", .quarter, .anywhere),
    ("<ordinal> quarter {of}? the? <a-year>", .quarter, .anywhere),
    ("h <num>", .half, .afterCue),
    ("h <num> {of}|{sep}? the? <a-year>", .half, .anywhere),
    ("<a-year> {sep}|,? h <num>", .half, .anywhere),
    ("<ordinal> half of|in the? <a-year>", .half, .anywhere),
    ("<ordinal> half <a-year>", .half, .anywhere),
    ("fy -? <year>", .fiscalYear, .anywhere),
    ("fy '? <yy>", .shortFiscalYear, .anywhere),
    ("{fiscal} year <year>", .fiscalYear, .anywhere),
    ("{this} {fiscal} year", .thisFiscalYear(0), .anywhere),
    ("{last} {fiscal} year", .thisFiscalYear(-1), .anywhere),
    ("week <num> {of}? <a-year>", .week, .anywhere),
    ("<year> - w <num>", .yearWeek, .anywhere),
    ("{this} {full}? <grain>", .around(0), .anywhere),
    ("last|latest|recent {full}? <grain>", .around(-1), .anywhere),
    ("past|trailing|rolling <grain>", .trailingOne, .anywhere),
    ("next|coming|upcoming {full}? <grain>", .around(1), .anywhere),
    ("{last} <n> of? <grain>", .trailing, .anywhere),
    ("{last} <n> {full} <grain>", .trailingFull, .anywhere),
    ("next|coming <n> <grain>", .upcoming, .anywhere),
    ("<n> <grain> ago", .ago, .anywhere),
    ("a|an <grain> ago", .agoOne, .anywhere),
    ("<grain> before last", .beforeLast, .anywhere),
    ("<grain> -? to -? date", .toDate(nil), .anywhere),
    ("{this} <grain> so far", .toDate(nil), .anywhere),
    ("{this} <grain> to date", .toDate(nil), .anywhere),
    ("so far this <grain>", .toDate(nil), .anywhere),
    ("ytd", .toDate(.year), .anywhere), ("qtd", .toDate(.quarter), .anywhere),
    ("mtd", .toDate(.month), .anywhere), ("wtd", .toDate(.week), .anywhere),
    ("today", .day(0), .anywhere), ("yesterday", .day(-1), .anywhere), ("tomorrow", .day(1), .anywhere),
    ("day before yesterday", .day(-2), .anywhere),
    ("now", .now, .inPhrase), ("date", .now, .inPhrase),
    ("on <weekday>", .newestWeekday, .anywhere),
    ("<weekday>", .newestWeekday, .inPhrase),
    ("last|past <weekday>", .weekdayBefore, .anywhere),
    ("this <weekday>", .weekdayOfWeek, .anywhere),
    ("last|past weekend", .lastWeekend, .anywhere),
    ("this weekend", .thisWeekend, .anywhere),
    ("{last} <month>", .lastMonthNamed, .anywhere),
    ("this <month>", .thisMonthNamed, .anywhere),
    ("next <month>", .nextMonthNamed, .anywhere),
  ]

  /// Periods that are said by way of another.
  static let derivedPeriods: [(phrase: String, reading: PeriodReading, standing: TimeStanding)] = [
    ("early -? in? <period>", .early, .anywhere),
    ("mid|middle -? of? <period>", .middle, .anywhere),
    ("late -? in? <period>", .late, .anywhere),
    ("first <n>? <grain> of|in the? <period>", .firstPart, .anywhere),
    ("last|final <n>? <grain> of|in the? <period>", .lastPart, .anywhere),
    ("week of|containing the? <period>", .weekOf, .anywhere),
    ("week starting|beginning|commencing|from on? the? <period>", .weekFrom, .anywhere),
    ("<grain> before|preceding <period>", .adjacent(-1), .anywhere),
    ("<grain> after|following <period>", .adjacent(1), .anywhere),
    ("month of <period>", .monthItself, .anywhere),
    ("<weekday> ,? the? <period>", .weekdayDate, .anywhere),
    ("all|whole|entire of? the? <period>", .itself, .anywhere),
  ]

  static let phrases: [(phrase: String, reading: PhraseReading)] = [
    ("between the? start|end? of? <period> and the? end? of? <period>", .range),
    ("from the? start|end? of? <period> {to} the? end? of? <period>", .range),
    ("<period> {to} the? end? of? <period>", .range),
    ("<period> up to the? end? of? <period>", .range),
    ("between <month> the? <day> and the? <day> ,? <a-year>?", .dayRange),
    ("from|between the? <day> {to}|and the? <day> of? <month> {of}? <a-year>?", .dayRange),
    ("<month> <day> {to} <day> ,? <a-year>?", .dayRange),
    ("<day> {to} <day> of? <month> {of}? <a-year>?", .dayRange),
    ("since the? <period>", .since),
    ("since the? {start} of the? <period>", .since),
    ("starting|beginning in|from|on? the? {start}? of? <period>", .since),
    ("from the? {start}? of? <period> on|onward|onwards|forward", .since),
    ("<period> onward|onwards|forward", .since),
    ("<period> and|or later|newer|after", .since),
    ("on or after <period>", .since),
    ("after the? end? of? <period>", .after), ("more|longer than <n> <grain> ago", .longAgo),
    ("over <n> <grain> ago", .longAgo),
    ("later than <period>", .after),
    ("before the? {start}? of? <period>", .before), ("prior to <period>", .before),
    ("earlier than <period>", .before), ("older than <period>", .before),
    ("{until} the? end? of? <period>", .until),
    ("up until|till|to the? end? of? <period>", .until),
    ("on or before <period>", .until), ("<period> and|or earlier|before", .until),
    ("by the? end of the? <period>", .until), ("as of <period>", .until),
    ("all -? time", .allTime), ("ever", .allTime), ("so far", .allTime), ("to date", .allTime),
    ("since the? {start}", .allTime), ("since inception", .allTime), ("in our? history", .allTime),
    ("{each} calendar? <grain>", .grain),
    ("{each} <grain> and <grain>", .grain),
    ("<grain> by <grain>", .repeatedGrain),
    ("<grain> -? over|on -? <grain>", .repeatedGrain),
    ("{best} <n>? <grain>", .grain),
    ("<adverb>", .adverb),
    ("on a <adverb> basis", .adverb),
    ("{each} {weekday}", .weekday),
    ("{each} day|days of|in the? week", .weekday),
    ("{best} day|days of|in the? week", .weekday),
    ("day|days of the? week", .weekday),
    ("{best} {weekday}", .weekday),
    ("{each} hour|hours", .hour),
    ("{each} hour|hours of|in the? day", .hour),
    ("hour|hours of the? day", .hour),
    ("{best} hour|hours", .hour),
    ("hourly", .hour),
    ("<weekdays>", .weekdays),
    ("<weekdays> and|,|& <weekdays>", .weekdays),
    ("every|each <weekday>", .weekdays), ("on a <weekday>", .weekdays),
    ("<weekday> {to} <weekday>", .weekdaySpan), ("<weekdays> {to} <weekdays>", .weekdaySpan),
    ("weekend", .weekend), ("weekends", .weekend),
    ("on|during weekdays", .workdays),
    ("<grain> before|earlier|prior", .adjacent(-1)),
    ("{earlier} <grain>", .adjacent(-1)),
    ("<grain> after|later", .adjacent(1)), ("following <grain>", .adjacent(1)),
    ("<n> <grain> before|earlier|prior", .adjacentCounted(-1)),
    ("a|an <grain> before|earlier|prior", .adjacent(-1)),
    ("<n> <grain> after|later", .adjacentCounted(1)),
    ("same period|time|dates|range last <grain>", .sameLast),
    ("same period|time|dates|range of? the? {earlier} <grain>", .samePrevious),
    ("same period|time|dates|range the? <grain> before|earlier|prior", .samePrevious),
    ("same period|time|dates|range a <grain> before|earlier|ago|prior", .samePrevious),
    ("same <grain> of|in? last <grain>", .sameLast),
    ("same <grain> of|in? the? {earlier} <grain>", .samePrevious),
    ("same <grain> the? <grain> before|earlier|prior", .samePrevious),
    ("same <grain> a <grain> before|earlier|ago|prior", .samePrevious),
    ("this time last <grain>", .sameLast),
    ("{earlier} period", .previousPeriod(-1)), ("period before", .previousPeriod(-1)),
    ("the? one before that?", .previousPeriod(-1)), ("the? {earlier} one", .previousPeriod(-1)),
    ("next|following period", .previousPeriod(1)),
  ]
}
