/// What a text or a cell says of a date; nil parts are not said.
struct PartialDate: Hashable, Sendable {
  var year: Int?
  /// 1 to 4.
  var quarter: Int?
  /// 1 to 12.
  var month: Int?
  /// 1 to 31.
  var day: Int?

  /// Whether `other` says all that this says.
  func isPart(of other: PartialDate) -> Bool {
    (year == nil || year == other.year) && (quarter == nil || quarter == other.quarter)
      && (month == nil || month == other.month) && (day == nil || day == other.day)
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]
  private static let ordinals = ["first": 1, "second": 2, "third": 3, "fourth": 4]

  /// 1 to 12 for a month's name or its first three letters; "may" and "march" only with a capital.
  private static func month(_ token: WordingToken) -> Int? {
    guard token.hasCapital || !["may", "march", "mar", "dec", "jan"].contains(token.lowercased) else {
      return nil
    }
    let word = token.lowercased == "sept" ? "sep" : token.lowercased
    return months.firstIndex { $0 == word || $0.prefix(3) == word }.map { $0 + 1 }
  }

  private static func year(_ token: WordingToken?) -> Int? {
    guard let token, token.isDigits, token.text.utf8.count == 4, token.currency == nil, !token.isPercent,
      !token.isNegative, let year = Int(token.text), (1900...2100).contains(year)
    else { return nil }
    return year
  }

  /// 1 to 31, also "3rd".
  private static func day(_ token: WordingToken?) -> Int? {
    guard let token, token.currency == nil, !token.isPercent else { return nil }
    var digits = token.lowercased
    for ending in ["st", "nd", "rd", "th"] where digits.hasSuffix(ending) { digits.removeLast(2) }
    guard digits.utf8.count <= 2, let day = Int(digits), (1...31).contains(day) else { return nil }
    return day
  }

  /// The date that starts at `tokens[index]`, and how many tokens it takes; a lone year is one too.
  static func read(_ tokens: [WordingToken], at index: Int) -> (date: PartialDate, count: Int)? {
    guard tokens.indices.contains(index) else { return nil }
    func token(_ offset: Int) -> WordingToken? {
      guard tokens.indices.contains(index + offset),
        tokens[index + offset].sentence == tokens[index].sentence
      else { return nil }
      return tokens[index + offset]
    }
    let first = tokens[index]
    if let date = PartialDate(iso: first.text) { return (date, 1) }
    if let month = month(first) {
      if let day = day(token(1)) {
        if let year = year(token(2)) { return (PartialDate(year: year, month: month, day: day), 3) }
        return (PartialDate(month: month, day: day), 2)
      }
      if let year = year(token(1)) { return (PartialDate(year: year, month: month), 2) }
      return (PartialDate(month: month), 1)
    }
    if let day = day(first), let next = token(1), next.followsDirectly, let month = month(next) {
      if let year = year(token(2)) { return (PartialDate(year: year, month: month, day: day), 3) }
      return (PartialDate(month: month, day: day), 2)
    }
    var quarter: (number: Int, count: Int)?
    if first.text.utf8.count == 2, first.lowercased.hasPrefix("q") {
      quarter = Int(first.text.dropFirst()).flatMap { (1...4).contains($0) ? ($0, 1) : nil }
    } else if let number = ordinals[first.lowercased], token(1)?.lowercased == "quarter" {
      quarter = (number, 2)
    }
    if let quarter {
      let skip = token(quarter.count)?.lowercased == "of" ? 1 : 0
      if let year = year(token(quarter.count + skip)) {
        return (PartialDate(year: year, quarter: quarter.number), quarter.count + skip + 1)
      }
      return (PartialDate(quarter: quarter.number), quarter.count)
    }
    return year(first).map { (PartialDate(year: $0), 1) }
  }

  /// Reads "2024", "2024-11", "2024-Q3", "2024-11-03" and a timestamp that starts with a day.
  init?(iso text: some StringProtocol) {
    let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    guard let head = parts.first, head.utf8.count == 4, head.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let year = Int(head)
    else { return nil }
    self.init(year: year)
    switch parts.count {
    case 2 where parts[1].utf8.count == 2:
      if parts[1].lowercased().hasPrefix("q") {
        guard let number = Int(parts[1].dropFirst()), (1...4).contains(number) else { return nil }
        quarter = number
      } else {
        guard let number = Int(parts[1]), (1...12).contains(number) else { return nil }
        month = number
      }
    case 3 where parts[1].utf8.count == 2 && parts[2].utf8.count == 2:
      guard let month = Int(parts[1]), (1...12).contains(month), let day = Int(parts[2]),
        (1...31).contains(day)
      else { return nil }
      (self.month, self.day) = (month, day)
    default: return nil
    }
  }

  init(year: Int? = nil, quarter: Int? = nil, month: Int? = nil, day: Int? = nil) {
    (self.year, self.quarter, self.month, self.day) = (year, quarter, month, day)
  }
}
