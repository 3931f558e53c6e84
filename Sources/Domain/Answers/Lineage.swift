/// Where a curated row came from: every record of its key in the files, and what became of each.
package struct Lineage: Sendable, Hashable {
  /// The dataset asked about, and the source whose records its rows are.
  package let dataset: String
  package let source: String
  /// The generation asked about.
  package let generation: String
  package let key: [KeyPart]
  /// In the order in which they were read.
  package let records: [Record]
  /// Files of the source that are not what the generation read; what the records say is of the files as they are now.
  package let changedFiles: [String]
  /// All that the source's rows are made of is what it was, files, declaration and the sources it refers to.
  package let isUnchanged: Bool
  /// What the generation has under this key.
  package let inGeneration: Presence

  /// A column of the key and its value.
  package struct KeyPart: Sendable, Hashable {
    package let column: String
    package let value: Value
    package init(column: String, value: Value) { (self.column, self.value) = (column, value) }
  }

  package enum Presence: String, Sendable {
    /// The very row that the files make.
    case same
    /// Another row than the files make now.
    case different
    case absent
  }

  /// A record of this key in a file.
  package struct Record: Sendable, Hashable {
    /// Relative to the data folder; where there are several, with the number of its folder before it ("2:orders.csv").
    package let file: String
    /// 1-based.
    package let line: Int
    package let fate: Fate
    /// Empty for a record whose deletion was asked for, and those of the same key.
    package let fields: [Field]

    package init(file: String, line: Int, fate: Fate, fields: [Field]) {
      (self.file, self.line, self.fate, self.fields) = (file, line, fate, fields)
    }
  }

  package enum Fate: Sendable, Hashable {
    /// It is the row of its key.
    case kept
    /// Another record of its key is.
    case superseded(Reason)
    /// It broke a rule.
    case quarantined(rule: String, reason: String)
    /// Its deletion was asked for, by itself or by another record of its key.
    case deleted(rule: String)
  }

  /// Why a record lost against the one that is kept.
  package enum Reason: Sendable, Hashable {
    /// The one that is kept was read later, or earlier.
    case readLater, readEarlier
    /// By the values of a column, its own and that of the one that is kept.
    case larger(column: String, own: Value, kept: Value)
    case smaller(column: String, own: Value, kept: Value)
  }

  /// A column of the record.
  package struct Field: Sendable, Hashable {
    package let column: String
    /// As it stands in the file; nil where it is not there, or the column is not read from a field.
    package let raw: String?
    /// As it was read: the type found, spellings and defaults seen to. NULL where it was unreadable.
    package let read: Value
    package let isUnreadable: Bool
    /// As the row has it.
    package let value: Value
    /// The rule that repaired it.
    package let rule: String?
    /// Personal and not to be shown: raw, read and value are left out.
    package let isHidden: Bool

    package init(
      column: String, raw: String?, read: Value, isUnreadable: Bool, value: Value, rule: String?,
      isHidden: Bool = false
    ) {
      (self.column, self.isUnreadable, self.rule, self.isHidden) = (column, isUnreadable, rule, isHidden)
      (self.raw, self.read, self.value) = isHidden ? (nil, .null, .null) : (raw, read, value)
    }

    /// Whether the row has something else than was read: a rule repaired it, or it could not be read.
    package var isRepaired: Bool { rule != nil || isUnreadable }
  }

  package init(
    dataset: String, source: String, generation: String, key: [KeyPart], records: [Record],
    changedFiles: [String], isUnchanged: Bool, inGeneration: Presence
  ) {
    (self.dataset, self.source, self.generation, self.key) = (dataset, source, generation, key)
    (self.records, self.changedFiles) = (records, changedFiles)
    (self.isUnchanged, self.inGeneration) = (isUnchanged, inGeneration)
  }

  /// The same with the fields of these columns not shown.
  package func hiding(_ columns: Set<String>) -> Lineage {
    if columns.isEmpty { return self }
    let records = records.map { record in
      Record(
        file: record.file, line: record.line, fate: record.fate.hiding(columns),
        fields: record.fields.map { field in
          Field(
            column: field.column, raw: field.raw, read: field.read, isUnreadable: field.isUnreadable,
            value: field.value, rule: field.rule, isHidden: columns.contains(field.column))
        })
    }
    return Lineage(
      dataset: dataset, source: source, generation: generation, key: key, records: records,
      changedFiles: changedFiles, isUnchanged: isUnchanged, inGeneration: inGeneration)
  }
}

extension Lineage.Fate {
  /// Reasons of quarantine quote values: with personal columns the rule alone is told.
  fileprivate func hiding(_ columns: Set<String>) -> Self {
    switch self {
    case .quarantined(let rule, _): .quarantined(rule: rule, reason: "")
    case .superseded(.larger(let column, _, _)) where columns.contains(column):
      .superseded(.larger(column: column, own: .null, kept: .null))
    case .superseded(.smaller(let column, _, _)) where columns.contains(column):
      .superseded(.smaller(column: column, own: .null, kept: .null))
    case .kept, .superseded, .deleted: self
    }
  }
}

/// A row whose origin cannot be told.
package enum LineageError: Error, Hashable, CustomStringConvertible {
  case unknown(dataset: String, candidates: [String])
  /// The dataset is made of others, by SQL or of their rows' identities.
  case derived(dataset: String, from: [String])
  case noKey(dataset: String)
  case keyParts(dataset: String, columns: [String], found: Int)
  case keyValue(dataset: String, column: String, found: String, expected: String)
  /// Neither the generation nor the files have such a key; `near` is one that they have.
  case absent(dataset: String, key: String, near: String?)
  case tooMany(dataset: String, key: String, limit: Int)

  package var description: String {
    switch self {
    case .unknown(let dataset, let candidates):
      "no dataset '\(dataset)'; known: \(candidates.joined(separator: ", "))"
        + (Spelling.nearest(to: dataset, among: candidates).map { "; did you mean '\($0)'?" } ?? "")
    case .derived(let dataset, let sources):
      "dataset '\(dataset)' is made of others, not of files; ask for the lineage of "
        + (sources.isEmpty ? "those" : sources.joined(separator: ", "))
    case .noKey(let dataset): "dataset '\(dataset)' has no key that names one row of it"
    case .keyParts(let dataset, let columns, let found):
      "dataset '\(dataset)': expected a value for each of \(columns.joined(separator: ", ")), found \(found)"
    case .keyValue(let dataset, let column, let found, let expected):
      "\(dataset).\(column): expected \(expected), found '\(found)'"
    case .absent(let dataset, let key, let near):
      "dataset '\(dataset)': no row '\(key)', in the generation or the files"
        + (near.map { "; did you mean '\($0)'?" } ?? "")
    case .tooMany(let dataset, let key, let limit):
      "dataset '\(dataset)': expected at most \(limit) records of '\(key)', found more"
    }
  }
}
