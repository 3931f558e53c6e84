/// Numbers that count places.
package enum Ordinal {
  /// "1st", "2nd", "3rd", "4th", "11th", "92nd".
  package static func text(_ number: Int) -> String {
    let (tens, ones) = (number % 100 / 10, number % 10)
    let ending = tens == 1 ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th"
    return "\(number)\(ending)"
  }

  /// The place after so many: "3rd" after 2.
  package static func text(after passed: Int) -> String {
    let (next, overflow) = passed.addingReportingOverflow(1)
    return text(overflow ? passed : next)
  }
}
