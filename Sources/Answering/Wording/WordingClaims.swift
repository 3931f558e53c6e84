/// The numbers and dates that tokens state, each token read once, from the left; dates before numbers.
struct WordingClaims {
  struct DateClaim: Hashable {
    let date: PartialDate
    let tokens: Range<Int>
  }

  private(set) var numbers: [NumberClaim] = []
  private(set) var dates: [DateClaim] = []
  /// Tokens with digits or number words that were not understood; identifiers among them.
  private(set) var others: [Int] = []
  /// Tokens that are part of a number or date.
  private(set) var taken: Set<Int> = []

  init(_ tokens: [WordingToken]) {
    var index = 0
    while index < tokens.count {
      if let (date, count) = PartialDate.read(tokens, at: index) {
        dates.append(DateClaim(date: date, tokens: index..<index + count))
        taken.formUnion(index..<index + count)
        index += count
        continue
      }
      switch NumberClaim.read(tokens, at: index) {
      case .claim(let claim):
        numbers.append(claim)
        taken.formUnion(claim.tokens)
        index = claim.tokens.upperBound
      case .unreadable:
        others.append(index)
        index += 1
      case .none: index += 1
      }
    }
  }
}
