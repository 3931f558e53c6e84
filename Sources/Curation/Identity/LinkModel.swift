import Domain
import Foundation

/// What an answer tells: how often it is given about two records of one person, and about two of different ones.
///
/// The weight of an answer is log2(m / u), in bits; the weights of a pair's answers add up. An agreement on a rare
/// text weighs more: u is then the share of the records that have it.
/// - SeeAlso: Fellegi and Sunter, *A Theory for Record Linkage*, 1969; Winkler, *Using the EM algorithm for weight
///   computation in the Fellegi-Sunter model*, 2000.
package struct LinkModel: Sendable, Hashable {
  /// By question and answer: its share among pairs of one person (`m`) and of different ones (`u`).
  package internal(set) var m: [[Double]]
  package internal(set) var u: [[Double]]
  /// The share of pairs of one person among all pairs of records.
  package internal(set) var prior: Double

  /// Random pairs of which `u` is counted: so many in all, and per record, at most.
  static let sample = 20_000
  static let samplesPerRecord = 10
  /// Pairs that what the declaration expects counts as, beside those of the data.
  static let expectedPairs = 50.0
  static let mostIterations = 40
  /// The estimation ends when no share moves by more.
  static let smallestChange = 1e-4
  /// No share is nearer to 0 or 1: nothing is certain.
  static let smallestShare = 1e-6

  /// The weight of an answer, in bits; `missing` tells nothing.
  func weight(_ question: Int, _ answer: RecordComparer.Answer) -> Double {
    if answer == RecordComparer.missing { return 0 }
    return log2(m[question][Int(answer)] / u[question][Int(answer)])
  }

  /// What every pair starts with, in bits.
  var priorWeight: Double { log2(prior / (1 - prior)) }

  static func probability(weight: Double) -> Double { 1 / (1 + exp2(-weight)) }
}

extension RecordComparer {
  /// What an answer weighs more, in bits, since the text agreed on is rarer than most; less since it is not.
  func rarity(_ question: Int, _ answer: Answer, _ a: Int, _ b: Int) -> Double {
    let question = questions[question]
    guard answer != Self.missing, answer != question.otherwise else { return 0 }
    let level = question.levels[Int(answer) - 1]
    if case .initial = level.test { return 0 }
    let column = columns[level.column]
    let count = max(column.counts[Int(column.ids[a])], column.counts[Int(column.ids[b])])
    return log2(column.chanceOfEquality * column.filled / Double(count))
  }
}
