/// How pairs of records were told, against the truth.
struct PairCounts {
  var right = 0
  var wrong = 0
  var missed = 0

  var precision: Double { right + wrong == 0 ? 1 : Double(right) / Double(right + wrong) }
  var recall: Double { right + missed == 0 ? 1 : Double(right) / Double(right + missed) }

  mutating func count(isOne: Bool, truth: Bool) {
    switch (isOne, truth) {
    case (true, true): right += 1
    case (true, false): wrong += 1
    case (false, true): missed += 1
    case (false, false): break
    }
  }

  init() {}

  /// All pairs of records.
  init(found: [Int], truth: [Int]) {
    for i in found.indices {
      for j in found.indices where j > i { count(isOne: found[i] == found[j], truth: truth[i] == truth[j]) }
    }
  }
}
