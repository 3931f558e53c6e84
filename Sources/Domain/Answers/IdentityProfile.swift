/// Everything known of one person: the row that sums the person up, the records it rests on, and why these records
/// are taken to be of one person.
package struct IdentityProfile: Sendable, Hashable {
  package var id: String
  /// The row that sums the person up.
  package var columns: [ResultColumn]
  package var row: [Value]
  /// The person's records.
  package var recordColumns: [ResultColumn]
  package var records: [[Value]]
  /// The links that hold the records together.
  package var keyColumns: [ResultColumn]
  package var links: [Link]

  package init(
    id: String, columns: [ResultColumn], row: [Value], recordColumns: [ResultColumn], records: [[Value]],
    keyColumns: [ResultColumn], links: [Link]
  ) {
    (self.id, self.columns, self.row) = (id, columns, row)
    (self.recordColumns, self.records) = (recordColumns, records)
    (self.keyColumns, self.links) = (keyColumns, links)
  }

  /// Two records taken to be of one person.
  package struct Link: Sendable, Hashable {
    /// The keys of the two, in the order of `keyColumns`.
    package var first: [Value]
    package var second: [Value]
    /// What speaks for it, in bits: the evidence and what every pair starts with; nil when a person decided it.
    package var weight: Double?
    /// The weight from which records are linked, in bits.
    package var threshold: Double
    /// The chance that it is right, in 0...1.
    package var score: Double
    package var evidence: [Evidence]

    package init(
      first: [Value], second: [Value], weight: Double?, threshold: Double, score: Double, evidence: [Evidence]
    ) {
      (self.first, self.second, self.weight) = (first, second, weight)
      (self.threshold, self.score, self.evidence) = (threshold, score, evidence)
    }
  }

  /// One thing compared: its values in the two records, how they agree, and what that weighs.
  package struct Evidence: Sendable, Hashable {
    package var comparison: String
    package var level: String
    /// In bits; against the link where negative.
    package var weight: Double
    /// Column and its two values; the values are left out where they are personal and not to be shown.
    package var values: [Compared]

    package init(comparison: String, level: String, weight: Double, values: [Compared]) {
      (self.comparison, self.level, self.weight, self.values) = (comparison, level, weight, values)
    }
  }

  package struct Compared: Sendable, Hashable {
    package var column: String
    package var first: Value
    package var second: Value

    package init(column: String, first: Value, second: Value) {
      (self.column, self.first, self.second) = (column, first, second)
    }
  }
}
