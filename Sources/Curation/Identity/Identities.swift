package import Domain

/// What a former rebuild found: the number of each record by its key, and the largest number ever given.
package struct PreviousIdentities: Sendable {
  package var numbers: [[String]: Int]
  package var last: Int

  package init(numbers: [[String]: Int] = [:], last: Int = 0) { (self.numbers, self.last) = (numbers, last) }
}

/// Which records are of one person.
package struct Identities: Sendable {
  /// By record, the number of its person.
  package let numbers: [Int]
  /// The largest number ever given.
  package let last: Int
  /// By record, the weight of the strongest link that holds it, in bits; nil for one that stands alone.
  package let weights: [Double?]
  /// The links that joined the records, as few as hold them together, the strongest first.
  package let links: [IdentityLink]
  /// The number of pairs compared.
  package let candidates: Int
  package let model: LinkModel

  /// The same of records in another order: record `i` of these is record `order[i]` of those.
  func placed(_ order: [Int]) -> Identities {
    var numbers = [Int](repeating: 0, count: order.count)
    var weights = [Double?](repeating: nil, count: order.count)
    for (place, record) in order.enumerated() {
      (numbers[record], weights[record]) = (self.numbers[place], self.weights[place])
    }
    return Identities(
      numbers: numbers, last: last, weights: weights,
      links: links.map {
        IdentityLink(a: order[$0.a], b: order[$0.b], weight: $0.weight, evidence: $0.evidence)
      },
      candidates: candidates, model: model)
  }
}

/// Two records taken to be of one person, and why.
package struct IdentityLink: Sendable {
  /// The records, by number.
  package let a: Int
  package let b: Int
  /// What speaks for it, in bits: `prior` and the weights of the evidence; infinite when a person decided it.
  package let weight: Double
  package let evidence: [Evidence]

  /// The answer to one question about the two.
  package struct Evidence: Sendable, Hashable, Codable {
    /// The name of the comparison, and of the level that held: "otherwise" when none did.
    package let comparison: String
    package let level: String
    /// In bits; against the link where negative.
    package let weight: Double
    /// The columns whose values were compared.
    package let columns: [String]
  }

  /// The chance that a link of this weight is right, in 0...1.
  package static func probability(_ weight: Double) -> Double { LinkModel.probability(weight: weight) }
}

extension IdentityDeclaration.Numbering {
  /// "C000042".
  package func text(_ number: Int) -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: max(0, self.digits - digits.utf8.count)) + digits
  }

  /// The number that a text carries; nil for one of another form.
  package func number(_ text: String) -> Int? {
    guard text.hasPrefix(prefix) else { return nil }
    return Int(text.dropFirst(prefix.count))
  }
}
