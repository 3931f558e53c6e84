import Domain

/// Reads dates and moments in the order that a column declares.
///
/// A date is three numbers apart by `/`, `-`, `.`, spaces or commas; the month may be a word. A year of two digits is one of
/// 1970 to 2069. Behind the date may stand `H:MM`, seconds, a fraction, which is dropped, and `AM` or `PM`.
struct WrittenTimeParser: Sendable {
  let order: WrittenTime.Order
  /// In lower case, from January.
  private let months: [[UInt8]]

  /// Letters of a month's name that tell it.
  private static let shortestMonth = 3

  init(_ written: WrittenTime) {
    order = written.order
    months = written.months.map { Array($0.lowercased().utf8) }
  }

  /// - Parameter bytes: trimmed.
  /// - Returns: nil for what is no moment of the calendar in this order.
  func moment(_ bytes: UnsafeBufferPointer<UInt8>) -> TimeParser.Moment? {
    guard (6...40).contains(bytes.count) else { return nil }
    var index = 0
    guard let first = part(bytes, &index), skipSeparator(bytes, &index), let second = part(bytes, &index),
      skipSeparator(bytes, &index), let third = part(bytes, &index), let date = date(first, second, third)
    else { return nil }
    guard let seconds = time(bytes, index) else { return nil }
    return TimeParser.Moment(day: date.dayNumber, second: seconds, form: .other)
  }

  private struct Part {
    let number: Int
    let digits: Int
    var isWord: Bool { digits == 0 }
  }

  private func date(_ first: Part, _ second: Part, _ third: Part) -> CalendarDate? {
    let (year, month, day): (Part, Part, Part)
    switch order {
    case .year: (year, month, day) = (first, second, third)
    case .month: (month, day, year) = (first, second, third)
    case .day: (day, month, year) = (first, second, third)
    }
    guard !year.isWord, !day.isWord, (1...2).contains(day.digits), month.digits <= 2 else { return nil }
    switch year.digits {
    case 4: return CalendarDate(year.number, month.number, day.number)
    case 2 where order != .year:
      return CalendarDate(year.number + (year.number < 70 ? 2000 : 1900), month.number, day.number)
    default: return nil
    }
  }

  /// A number of at most four digits, or the name of a month as its number.
  private func part(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Part? {
    var (number, digits) = (0, 0)
    while index < bytes.count, bytes[index] &- 0x30 < 10 {
      guard digits < 4 else { return nil }
      number = number * 10 + Int(bytes[index] &- 0x30)
      digits += 1
      index += 1
    }
    if digits > 0 { return Part(number: number, digits: digits) }
    let start = index
    while index < bytes.count, bytes[index] >= 0x80 || (0x61...0x7A).contains(bytes[index] | 0x20) {
      index += 1
    }
    guard index - start >= Self.shortestMonth else { return nil }
    let word = bytes[start..<index]
    let month = months.firstIndex { name in
      name.count >= word.count && zip(name, word).allSatisfy { $0 == ($1 < 0x80 ? $1 | 0x20 : $1) }
    }
    return month.map { Part(number: $0 + 1, digits: 0) }
  }

  private func skipSeparator(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
    let start = index
    while index < bytes.count, index - start < 3 {
      switch bytes[index] {
      case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: " "), UInt8(ascii: ","):
        index += 1
      default: return index > start
      }
    }
    return index > start
  }

  /// Seconds of the day written from `start` to the end; 0 where nothing is written, nil for what is no time.
  private func time(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var index = start
    func skip() {
      while index < bytes.count, bytes[index] == 0x20 || bytes[index] == UInt8(ascii: ",") { index += 1 }
    }
    func number(_ digits: ClosedRange<Int>) -> Int? {
      var (value, count) = (0, 0)
      while index < bytes.count, bytes[index] &- 0x30 < 10, count < digits.upperBound {
        value = value * 10 + Int(bytes[index] &- 0x30)
        (count, index) = (count + 1, index + 1)
      }
      return digits.contains(count) ? value : nil
    }
    func take(_ byte: UInt8) -> Bool {
      guard index < bytes.count, bytes[index] | 0x20 == byte | 0x20 else { return false }
      index += 1
      return true
    }
    if index == bytes.count { return 0 }
    if bytes[index] | 0x20 == UInt8(ascii: "t") { index += 1 } else { skip() }
    guard index > start, var hour = number(1...2), take(UInt8(ascii: ":")), let minute = number(2...2) else {
      return nil
    }
    var second = 0
    if take(UInt8(ascii: ":")) {
      guard let found = number(2...2) else { return nil }
      second = found
      if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
        index += 1
        while index < bytes.count, bytes[index] &- 0x30 < 10 { index += 1 }
      }
    }
    skip()
    if index < bytes.count {
      let isAfternoon = take(UInt8(ascii: "p"))
      guard isAfternoon || take(UInt8(ascii: "a")), take(UInt8(ascii: "m")), (1...12).contains(hour) else {
        return nil
      }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard index == bytes.count, hour < 24, minute < 60, second < 60 else { return nil }
    return hour * 3600 + minute * 60 + second
  }
}
