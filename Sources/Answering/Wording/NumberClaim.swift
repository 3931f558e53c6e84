/// A number that a text states, in digits or words.
struct NumberClaim: Hashable, Sendable {
  let number: ExactNumber
  let isPercent: Bool
  /// The sign before it, or of the currency word after it.
  let currency: String?
  /// Tokens it takes, from the first.
  let tokens: Range<Int>
  /// "3rd", "third": a place in an order, not an amount.
  let isOrdinal: Bool

  private static let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
  private static let ordinalWords = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
  ]
  private static let scales = ["thousand": 3, "million": 6, "billion": 9]
  private static let suffixes = ["k": 3, "m": 6, "mn": 6, "b": 9, "bn": 9]
  private static let currencyWords = [
    "dollar": "$", "dollars": "$", "usd": "$", "euro": "€", "euros": "€", "eur": "€", "pounds": "£",
    "gbp": "£",
    "yen": "¥", "jpy": "¥",
  ]

  enum Reading { case none, claim(NumberClaim), unreadable }

  /// The number at `tokens[index]`; `unreadable` for digits or number words of a form that is not understood.
  static func read(_ tokens: [WordingToken], at index: Int) -> Reading {
    guard tokens.indices.contains(index) else { return .none }
    let first = tokens[index]
    func word(_ place: Int) -> String? {
      guard tokens.indices.contains(place), tokens[place].sentence == first.sentence,
        tokens[place].followsDirectly
      else { return nil }
      return tokens[place].lowercased
    }
    var number: ExactNumber
    var end = index + 1
    var isOrdinal = false
    if first.hasDigit {
      let letters = first.lowercased.drop { !$0.isLetter }
      let digits = first.lowercased.prefix { !$0.isLetter }
      guard letters.allSatisfy({ $0.isLetter }), var read = ExactNumber(digits) else { return .unreadable }
      if digits.first == "0", digits.utf8.count > 1, !digits.hasPrefix("0.") { return .unreadable }
      if let scale = suffixes[String(letters)] {
        read.exponent += scale
      } else if ["st", "nd", "rd", "th"].contains(letters) {
        isOrdinal = true
      } else if !letters.isEmpty {
        return .unreadable
      }
      number = read
    } else if let ordinal = ordinalWords.firstIndex(of: first.lowercased) {
      (number, isOrdinal) = (ExactNumber(units: Int128(ordinal + 1), exponent: 0), true)
    } else if let spelled = spelled(tokens, at: index, word: word) {
      guard let value = spelled.value else { return .unreadable }
      (number, end) = (ExactNumber(units: value, exponent: 0), spelled.end)
    } else {
      return scales[first.lowercased] == nil && first.lowercased != "hundred" ? .none : .unreadable
    }
    if let scale = word(end) {
      if let exponent = scales[scale] { (number.exponent, end) = (number.exponent + exponent, end + 1) }
      if scale == "hundred" { return .unreadable }
    }
    if first.isNegative { number.units = -number.units }
    var isPercent = tokens[end - 1].isPercent
    if let next = word(end), ["percent", "pct", "percentage"].contains(next) { isPercent = true }
    let currency = first.currency.map(String.init) ?? word(end).flatMap { currencyWords[$0] }
    return .claim(
      NumberClaim(
        number: number, isPercent: isPercent, currency: currency, tokens: index..<end, isOrdinal: isOrdinal))
  }

  /// A number below a thousand in words: "twenty-one", "two hundred and five"; a nil value when the words are no
  /// number together.
  private static func spelled(
    _ tokens: [WordingToken], at index: Int, word: (Int) -> String?
  ) -> (value: Int128?, end: Int)? {
    func value(_ text: String) -> Int? {
      if let small = small.firstIndex(of: text) { return small }
      if let ten = tens.firstIndex(of: text) { return (ten + 2) * 10 }
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 2, let ten = tens.firstIndex(of: String(parts[0])),
        let one = small.firstIndex(of: String(parts[1])), (1...9).contains(one)
      else { return nil }
      return (ten + 2) * 10 + one
    }
    guard var sum = value(tokens[index].lowercased) else {
      // A hyphen joins a number word to something else: "two-thirds", "five-year".
      let parts = tokens[index].lowercased.split(separator: "-")
      return parts.count > 1 && parts.contains { value(String($0)) != nil } ? (nil, index + 1) : nil
    }
    var end = index + 1
    if sum >= 20, sum % 10 == 0, let next = word(end), let one = value(next), (1...9).contains(one) {
      (sum, end) = (sum + one, end + 1)
    }
    if word(end) == "hundred" {
      guard (1...9).contains(sum) else { return (nil, end) }
      (sum, end) = (sum * 100, end + 1)
      let skip = word(end) == "and" ? 1 : 0
      if let next = word(end + skip), let rest = value(next), rest > 0 {
        (sum, end) = (sum + rest, end + skip + 1)
        if rest >= 20, rest % 10 == 0, let last = word(end), let one = value(last), (1...9).contains(one) {
          (sum, end) = (sum + one, end + 1)
        }
      }
    }
    if let next = word(end), value(next) != nil { return (nil, end) }
    return (Int128(sum), end)
  }
}
