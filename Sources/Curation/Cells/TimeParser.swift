import Domain

/// Dates and timestamps out of bytes that are trimmed and not empty; nil for what is no moment of the calendar.
///
/// Read are `YYYY-MM-DD`, and with ` ` or `T` the time `HH:MM:SS`, a fraction of a second, which is dropped, and
/// `Z` or an offset `±HH:MM`, which is taken off to give UTC.
enum TimeParser {
  struct Moment: Equatable {
    /// Days since 1970-01-01.
    var day: Int
    /// Of the day, 0 to 86 399.
    var second: Int
    /// What was read is "YYYY-MM-DD" or "YYYY-MM-DD HH:MM:SS" to the byte.
    var form: Form

    enum Form { case date, timestamp, other }

    var date: String { CalendarDate(dayNumber: day).description }
    var timestamp: String {
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return "\(date) \(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    }
    /// Seconds since 1970-01-01 00:00:00.
    var seconds: Int { day * 86_400 + second }
  }

  static func moment(_ bytes: UnsafeBufferPointer<UInt8>) -> Moment? {
    guard bytes.count >= 10, bytes.count <= 40, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes, 0, 4), let month = number(bytes, 5, 2), let day = number(bytes, 8, 2),
      let date = CalendarDate(year, month, day)
    else { return nil }
    if bytes.count == 10 { return Moment(day: date.dayNumber, second: 0, form: .date) }
    guard bytes.count >= 19, bytes[10] == 0x20 || bytes[10] | 0x20 == UInt8(ascii: "t"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let hour = number(bytes, 11, 2), let minute = number(bytes, 14, 2), let second = number(bytes, 17, 2),
      hour < 24, minute < 60, second < 60
    else { return nil }
    let ofDay = hour * 3600 + minute * 60 + second
    if bytes.count == 19 {
      return Moment(day: date.dayNumber, second: ofDay, form: bytes[10] == 0x20 ? .timestamp : .other)
    }
    var index = 19
    if bytes[index] == UInt8(ascii: ".") {
      index += 1
      let start = index
      while index < bytes.count, bytes[index] &- 0x30 < 10 { index += 1 }
      guard index > start else { return nil }
    }
    guard let offset = offset(bytes, index) else { return nil }
    let total = date.dayNumber * 86_400 + ofDay - offset
    let utcDay = (total - (total % 86_400 + 86_400) % 86_400) / 86_400
    return Moment(day: utcDay, second: total - utcDay * 86_400, form: .other)
  }

  /// Seconds that the offset at `index`, which must end the text, is ahead of UTC.
  private static func offset(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    if index == bytes.count { return 0 }
    if bytes[index] | 0x20 == UInt8(ascii: "z") { return index + 1 == bytes.count ? 0 : nil }
    guard bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-"), index + 6 == bytes.count,
      bytes[index + 3] == UInt8(ascii: ":"), let hours = number(bytes, index + 1, 2), hours < 24,
      let minutes = number(bytes, index + 4, 2), minutes < 60
    else { return nil }
    return (hours * 3600 + minutes * 60) * (bytes[index] == UInt8(ascii: "-") ? -1 : 1)
  }

  @inline(__always)
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
    var value = 0
    for index in start..<(start + count) {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// The same of a text.
  static func moment(_ text: String) -> Moment? {
    var text = text
    return text.withUTF8 { $0.isEmpty ? nil : moment($0) }
  }
}
