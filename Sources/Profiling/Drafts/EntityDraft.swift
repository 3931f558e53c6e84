import Domain

/// An attribute as it will stand in the catalog.
struct AttributeDraft: Sendable, Hashable {
  var name: String
  var label: String
  var names: [String]
  /// SQL over one row, and its type, for one that is no column.
  var sql: String?
  var type: ColumnType
  var unit: String?
  var hasValues = false
  var isIdentifier = false
  var isAmount = false
  var largest: [String] = []
  var smallest: [String] = []
  /// Why it is as it is.
  var evidence: String?
}

/// An entity as it will stand in the catalog.
struct EntityDraft: Sendable, Hashable {
  var id: String
  var table: Int
  var names: [String]
  var verbs: [String] = []
  var key: String
  var label: String
  var show: [String] = []
  var time: String?
  var ranking: String?
  var isLink = false
  var isPerson = false
  var isSecondary = false
  /// The rows of another entity in the part that a column gives them: the origin of a flight.
  var isRole = false
  /// Not written: its rows are no things of their own.
  var isHidden = false
  var attributes: [AttributeDraft]
  var segments: [SegmentDraft] = []
  var evidence: [String] = []

  func attribute(_ name: String) -> AttributeDraft? { attributes.first { $0.name == name } }
}

/// A named condition as it will stand in the catalog.
struct SegmentDraft: Sendable, Hashable {
  let name: String
  let names: [String]
  let sql: String
}

/// A measure as it will stand in the catalog.
struct MeasureDraft: Sendable, Hashable {
  var id: String
  var entity: String
  /// "sum", and the attribute.
  var function: String
  var attribute: String
  var label: String
  var names: [String]
  var verbs: [String] = []
  var evidence: String
}

/// A join as it will stand in the catalog.
struct JoinDraft: Sendable, Hashable {
  let from: String
  let fromColumn: String
  let to: String
  let toColumn: String
  let evidence: String
}
