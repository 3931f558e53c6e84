/// What a knowledge pack says of one column of a source.
package struct ColumnDeclaration: Sendable, Hashable {
  /// Where the values come from.
  package enum Origin: Sendable, Hashable {
    /// A field of the record by any of these names; of JSON by path: "dealer.dealer_id".
    case field([String])
    /// A part of the file's path that the pattern names, or a folder `name=value`.
    case path(String)
    /// The 1-based number of the record in its file, the header not counted.
    case rowNumber
    /// Computed from the other columns, after repairs.
    case formula(Formula)
  }

  /// The letters that values are brought to; `words` puts a space before each capital behind a small letter:
  /// "NorthValley" is "North Valley".
  package enum Letters: String, Sendable, CaseIterable { case upper, lower, words }

  package var name: String
  package var place: PackPlace
  package var type: ColumnType
  package var origin: Origin
  package var unit: String?
  package var isPersonal = false
  /// The field may be missing in every record.
  package var isOptional = false
  /// The rule blamed for a row in which the value is missing or unreadable.
  package var required: String?
  /// The rule blamed for a row in which the value is there but unreadable.
  package var valid: String?
  /// How dates and moments are written; nil: as ISO 8601 has them.
  package var written: WrittenTime?
  /// What is written for a value that is not there: "NA".
  package var missing: [String] = []
  /// Taken for a missing value.
  package var standard: String?
  /// The values that are readable; any, when empty.
  package var values: [String] = []
  /// Spellings and what each stands for.
  package var replacements: [String: String] = [:]
  package var letters: Letters?
  /// A column of another source among whose surviving values this one must be.
  package var reference: Reference?

  package init(name: String, place: PackPlace, type: ColumnType, origin: Origin) {
    (self.name, self.place, self.type, self.origin) = (name, place, type, origin)
  }

  package struct Reference: Sendable, Hashable {
    package let source: String
    package let column: String
    package init(source: String, column: String) { (self.source, self.column) = (source, column) }
  }

  /// The rule for a value that is there but cannot be used; nil: the value becomes NULL, a repair.
  package var faultRule: String? { valid ?? required }
}

/// A condition or value in the pack's expression language, with where it stands.
package struct Formula: Sendable, Hashable {
  package let text: String
  package let place: PackPlace

  package init(_ text: String, place: PackPlace) { (self.text, self.place) = (text, place) }
}

/// A rule with an id, evaluated on the values as they were read.
package struct RuleDeclaration: Sendable, Hashable {
  package enum Effect: Sendable, Hashable {
    /// A row for which the condition is true goes to quarantine.
    case quarantine(Formula)
    /// The same, with nothing kept of the row: neither its text nor its values.
    case delete(Formula)
    /// Where the condition is true, the column takes the value.
    case repair(column: String, when: Formula, with: Formula)
  }

  package let id: String
  package let effect: Effect
  /// What is wrong with such a row, in words; nil: the condition says it.
  package let because: String?
  package let place: PackPlace

  package init(id: String, effect: Effect, because: String? = nil, place: PackPlace) {
    (self.id, self.effect, self.because, self.place) = (id, effect, because, place)
  }
}
