import Domain

/// Spans of time and numbers of bytes in words.
package enum Span {
  /// "340 ms", "2.41 s", "3 min 12 s".
  package static func time(seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "–" }
    if seconds < 1 { return milliseconds(seconds * 1000) }
    if seconds < 60 { return "\(rounded(seconds, 2)) s" }
    let whole = Int(seconds.rounded())
    return whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole / 60 % 60) min"
  }

  /// "0.4 ms", "12 ms".
  package static func milliseconds(_ value: Double) -> String {
    "\(rounded(value, value < 10 ? 1 : 0)) ms"
  }

  /// The age of something: "just made", "5 minutes old", "3 days old".
  package static func age(seconds: Int) -> String {
    let units = [("day", 86_400), ("hour", 3600), ("minute", 60)]
    guard let (name, size) = units.first(where: { seconds >= $0.1 }) else { return "just made" }
    let count = seconds / size
    return "\(count) \(name)\(count == 1 ? "" : "s") old"
  }

  /// "812 B", "3.4 MB"; powers of 1000.
  package static func bytes(_ count: Int) -> String {
    var (value, unit) = (Double(count), "B")
    for larger in ["kB", "MB", "GB", "TB"] where value >= 1000 { (value, unit) = (value / 1000, larger) }
    return unit == "B" ? "\(count) B" : "\(rounded(value, 1)) \(unit)"
  }

  /// "12,345".
  package static func count(_ number: Int) -> String {
    DecimalDigits(Int64(number)).text(isGrouped: true)
  }

  /// "0.83": so many digits after the point.
  package static func number(_ value: Double, digits: Int) -> String { rounded(value, digits) }

  static func rounded(_ value: Double, _ digits: Int) -> String {
    DecimalDigits(value)?.rounded(to: digits).text(isGrouped: true) ?? "–"
  }

  /// Seconds from the moment `iso` ("2024-03-01T14:06:26Z", UTC) to `now` (seconds since 1970); nil when it is no
  /// such moment, 0 when it lies ahead.
  package static func seconds(since iso: String, now: Int) -> Int? {
    guard let date = CalendarDate(iso: iso) else { return nil }
    let clock = iso.dropFirst(11).prefix(8).split(separator: ":").map { Int($0) ?? 0 }
    guard clock.count == 3 else { return nil }
    let then = date.dayNumber * 86_400 + clock[0] % 24 * 3600 + clock[1] % 60 * 60 + clock[2] % 60
    let (age, overflow) = now.subtractingReportingOverflow(then)
    return overflow ? nil : max(0, age)
  }
}
