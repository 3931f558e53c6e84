import Domain
import Foundation

/// Estimates a `LinkModel` from the records alone.
///
/// `u` comes from random pairs, nearly none of which is of one person; `m` and the prior by expectation
/// maximization over the candidate pairs. Pairs that are apart by declaration are of different persons throughout:
/// so a household, whose members share phone and address, does not pass for one person and spoil `m`.
struct LinkEstimation {
  let comparer: RecordComparer
  let declaration: IdentityDeclaration
  let records: Int

  /// The model that fits candidate pairs best; `answers` has of each pair all answers in order of the questions.
  func model(_ pairs: [(Int32, Int32)], _ answers: [RecordComparer.Answer]) -> LinkModel {
    let all = Double(records) * Double(max(records - 1, 1)) / 2
    var model = LinkModel(
      m: expected, u: chances(), prior: min(0.5, max(1, Double(records) / 2) / max(all, 2)))
    let width = comparer.questions.count
    // What does not change from step to step: -log2 u, and how rare the texts agreed on are.
    var fixed = [Double](repeating: -.infinity, count: pairs.count)
    for index in pairs.indices {
      if let weight = evidence(model, pairs[index], answers[(index * width)..<((index + 1) * width)]) {
        fixed[index] = weight
      }
    }
    let pseudo = expected.map { $0.map { $0 * LinkModel.expectedPairs } }
    for _ in 0..<LinkModel.mostIterations {
      var counts = pseudo
      var matches = 0.0
      let logs = model.m.map { $0.map { log2($0) } }
      let start = model.priorWeight
      for index in pairs.indices where fixed[index] > -.infinity {
        var weight = start + fixed[index]
        for question in 0..<width { weight += logs[question][Int(answers[index * width + question])] }
        let probability = LinkModel.probability(weight: weight)
        if probability < 1e-6 { continue }
        matches += probability
        for question in 0..<width { counts[question][Int(answers[index * width + question])] += probability }
      }
      let shares = counts.map(Self.shares)
      let change = zip(shares, model.m).map { zip($0, $1).map { abs($0 - $1) }.max() ?? 0 }.max() ?? 0
      model.m = shares
      model.prior = min(0.5, max(matches, 0.5) / max(all, 2))
      if change < LinkModel.smallestChange { break }
    }
    return model
  }

  /// What the answers weigh apart from `m`; nil when one of them says that the two are apart.
  private func evidence(
    _ model: LinkModel, _ pair: (Int32, Int32), _ answers: ArraySlice<RecordComparer.Answer>
  ) -> Double? {
    var weight = 0.0
    for (question, answer) in answers.enumerated() where answer != RecordComparer.missing {
      let asked = comparer.questions[question]
      if asked.isApartOtherwise, answer == asked.otherwise { return nil }
      weight -= log2(model.u[question][Int(answer)])
      weight += comparer.rarity(question, answer, Int(pair.0), Int(pair.1))
    }
    return weight
  }

  /// The shares that the declaration expects, by question and answer; `missing` has 1, so that it weighs nothing.
  private var expected: [[Double]] {
    declaration.comparisons.map { Self.shares([0] + $0.levels.map(\.expected) + [$0.otherwise]) }
  }

  private static func shares(_ counts: [Double]) -> [Double] {
    let total = counts.dropFirst().reduce(0, +)
    return [1]
      + counts.dropFirst().map {
        min(1 - LinkModel.smallestShare, max(LinkModel.smallestShare, $0 / max(total, 1e-9)))
      }
  }

  /// `u`: of equality exactly, of other levels among random pairs, the same for the same number of records.
  private func chances() -> [[Double]] {
    var counts = comparer.questions.map { [Double](repeating: 0.5, count: Int($0.otherwise) + 1) }
    if records > 1 {
      var state: UInt64 = 0x5EED
      func random() -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(records))
      }
      for _ in 0..<min(LinkModel.sample, records * LinkModel.samplesPerRecord) {
        let (a, b) = (random(), random())
        if a == b { continue }
        for (index, question) in comparer.questions.enumerated() {
          counts[index][Int(comparer.answer(question, a, b))] += 1
        }
      }
    }
    return zip(comparer.questions, counts).map { question, counts in
      var shares = Self.shares(counts)
      for (index, level) in question.levels.enumerated() {
        if case .equal = level.test {
          shares[index + 1] = max(
            LinkModel.smallestShare / 1e3, comparer.columns[level.column].chanceOfEquality)
        }
      }
      return shares
    }
  }
}
