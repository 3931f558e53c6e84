import Foundation

/// What a knowledge pack says of records that may be one and the same: which dataset holds them, what of a record is
/// compared and how, and when two records count as one.
///
/// Held as declared; `Curation`'s `IdentityResolver` checks that columns and values exist.
package struct IdentityDeclaration: Sendable, Hashable {
  /// The name of the dataset that tells each record's identity.
  package var name: String
  package var place: PackPlace
  /// The name of the dataset of the links that led to it.
  package var links: String { name + "_links" }
  /// The dataset of the records.
  package var records: String
  /// The columns that name one record.
  package var key: [String]
  /// The column that numbers are first given by, the smallest first; nil: by the key.
  package var oldest: String?
  package var id: Numbering
  package var values: [IdentityValue]
  /// Ways to find candidates: records that agree in all terms of one of them are compared.
  package var blocks: [[BlockTerm]]
  package var comparisons: [IdentityComparison]
  /// The probability, in 0...1, from which two records are linked.
  package var threshold = 0.9
  /// Records of deletion requests: whether they take part, in memory; of them nothing but key and identity is kept.
  package var linksDeleted = false
  /// The dataset with one row per identity, keyed by `id.column`; nil when there is none.
  package var profile: String?
  /// What people decided; they overrule the scores.
  package var decisions: [IdentityDecision] = []

  package init(
    name: String, place: PackPlace, records: String, key: [String], id: Numbering, values: [IdentityValue],
    blocks: [[BlockTerm]], comparisons: [IdentityComparison]
  ) {
    (self.name, self.place, self.records, self.key, self.id) = (name, place, records, key, id)
    (self.values, self.blocks, self.comparisons) = (values, blocks, comparisons)
  }

  /// The threshold in bits, as weights are.
  package var thresholdWeight: Double { log2(threshold / (1 - threshold)) }

  /// How identities are written: "C000042" is number 42 with the prefix "C" and 6 digits.
  package struct Numbering: Sendable, Hashable {
    package var column: String
    package var prefix: String
    package var digits: Int

    package init(column: String, prefix: String, digits: Int) {
      (self.column, self.prefix, self.digits) = (column, prefix, digits)
    }
  }

  /// A value that must be equal, as a whole or in its first letters.
  package struct BlockTerm: Sendable, Hashable {
    package var value: String
    package var prefix: Int?

    package init(value: String, prefix: Int? = nil) { (self.value, self.prefix) = (value, prefix) }
  }
}

/// A value made of a record's columns so that two ways of writing it become one.
package struct IdentityValue: Sendable, Hashable {
  package enum Form: String, Sendable, CaseIterable {
    /// Letters and digits in lower case, without accents, word by word.
    case words
    /// As `words`, the words written together: "O'Brien" and "o brien" are one.
    case joined
    /// Lower case, without a tag after `+`.
    case email
    /// Digits without the country's code; a repeated digit is no phone.
    case phone
    /// As it stands.
    case text
  }

  package var name: String
  package var place: PackPlace
  package var columns: [String]
  package var form: Form
  /// Words written otherwise: "street" is "st".
  package var replacements: [String: String] = [:]
  /// Words left out ("mr"); for an e-mail, local parts that are none.
  package var dropped: Set<String> = []
  /// The only words kept; empty: all.
  package var kept: Set<String> = []
  /// No more than the first word of two letters or more.
  package var isFirstWord = false
  /// Bytes kept; nil: all. For a phone: its digits without the country's code.
  package var length: Int?
  /// The digits before a phone number of `length` digits.
  package var countryCode = ""
  /// Other names for one: each list begins with the name the others stand for.
  package var aliases: [[String]] = []

  package init(name: String, place: PackPlace, columns: [String], form: Form) {
    (self.name, self.place, self.columns, self.form) = (name, place, columns, form)
  }
}

/// One question asked of two records, with the answers that tell something, the strongest first.
package struct IdentityComparison: Sendable, Hashable {
  package var name: String
  package var place: PackPlace
  package var levels: [Level]
  /// What it means that no level holds: mere evidence against, or that the two are apart whatever else agrees.
  package var isApartOtherwise = false
  /// The share of pairs of one person that no level holds for, as expected before the data is seen.
  package var otherwise = 0.05

  package init(name: String, place: PackPlace, levels: [Level]) {
    (self.name, self.place, self.levels) = (name, place, levels)
  }

  package struct Level: Sendable, Hashable {
    package var name: String
    package var test: Test
    /// The share of pairs of one person at this level, as expected before the data is seen.
    package var expected: Double
    package var place: PackPlace

    package init(name: String, test: Test, expected: Double, place: PackPlace) {
      (self.name, self.test, self.expected, self.place) = (name, test, expected, place)
    }
  }

  /// All tests name a value of the declaration; a value missing in one of the records holds for none.
  package enum Test: Sendable, Hashable {
    case equal(String)
    /// One is another name of the other, or both are of a third.
    case alias(String)
    /// At most `most` letters are added, left out, changed or swapped with their neighbour, in texts of at least
    /// `shortest` bytes, of which one is in fewer than `known` records and in no list of aliases: two known names are two names.
    case edits(String, most: Int, shortest: Int, known: Int)
    /// One is the first letter of the other.
    case initial(String)

    package var value: String {
      switch self {
      case .equal(let value), .alias(let value), .edits(let value, _, _, _), .initial(let value): value
      }
    }
  }
}

/// What a person found out about two records.
package struct IdentityDecision: Sendable, Hashable {
  package enum Verdict: String, Sendable, CaseIterable { case same, apart }

  package var verdict: Verdict
  /// The keys of the two records, as text.
  package var first: [String]
  package var second: [String]
  package var because: String
  package var place: PackPlace

  package init(
    _ verdict: Verdict, _ first: [String], _ second: [String], because: String, place: PackPlace
  ) {
    (self.verdict, self.first, self.second, self.because, self.place) = (
      verdict, first, second, because, place
    )
  }
}
