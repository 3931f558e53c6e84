package import Domain
package import Foundation

/// Two generations side by side: which rows one has and the other has not. Exact; nothing is written.
///
/// Rows are known again by the key of their dataset. Those without one, or whose key may be missing, are compared as
/// wholes: how often each stands in either generation.
package final class GenerationDifference {
  private static let schema = "other"
  private static let baseSchema = "other_base"

  package let old: Generation
  package let new: Generation

  /// - Throws: what `Generation.init(opening:)` throws.
  package init(from old: URL, to new: URL) throws {
    self.old = try Generation(opening: old, connections: 1)
    self.new = try Generation(opening: new, connections: 1)
    try self.new.onFreest { connection in
      try connection.read("ATTACH ? AS \(Self.schema)", [.text(old.path)]) { _ = try $0.step() }
      if let base = self.old.base {
        try connection.read("ATTACH ? AS \(Self.baseSchema)", [.text(base.url.path)]) { _ = try $0.step() }
      }
      // By name once more: a rebuild may have put another file there.
      guard
        try connection.text(key: MetadataKey.generation, in: Self.schema) == self.old.metadata.generation
      else { throw StorageError.file(old.path, action: "compare", reason: "it was replaced meanwhile") }
    }
  }

  /// The datasets of both, those of the later one first, in order.
  package var datasets: [String] {
    let names = new.datasets.map(\.dataset.name)
    return names + old.datasets.map(\.dataset.name).filter { !names.contains($0) }
  }

  /// Whether a dataset is read from the very same file in both.
  package func isShared(_ dataset: String) -> Bool { new.shares(dataset, with: old) }

  /// How many rows of a dataset differ. O(rows × log rows).
  ///
  /// `isSame` says that they are known to be alike.
  package func changes(of dataset: String, isSame: Bool = false) throws -> DatasetChanges {
    let (before, after) = try sides(dataset)
    var changes = DatasetChanges(name: dataset, rowsBefore: before?.rows, rowsAfter: after?.rows)
    guard let before, let after else {
      (changes.added, changes.removed) = (after?.rows ?? 0, before?.rows ?? 0)
      return changes
    }
    if isSame || isShared(dataset) { return changes }
    let pair = try Pair(before.dataset, after.dataset, self)
    (changes.columnsAdded, changes.columnsRemoved) = (pair.columnsAdded, pair.columnsRemoved)
    changes.columnsRetyped = pair.columnsRetyped
    try new.onFreest { connection in
      try connection.read(pair.counts) { row in
        guard try row.step() else { return }
        changes.added = Int(row.integer(0))
        if pair.key.isEmpty {
          (changes.removed, changes.changed) = (Int(row.integer(1)), nil)
        } else {
          // A key is in one row at most, so those of both are the rest of either.
          changes.removed = before.rows - (Int(row.integer(2)) - changes.added)
          changes.changed = Int(row.integer(1))
        }
      }
    }
    return changes
  }

  /// The rows of a dataset that differ, `limit` of each kind at most; the values of `hidden` columns are not told.
  ///
  /// - Throws: `StorageError.unknown` unless both generations have it.
  package func rows(of dataset: String, limit: Int, hidden: Set<String>) throws -> [RowChange] {
    let (before, after) = try sides(dataset)
    guard let before, let after else {
      throw StorageError.unknown(
        kind: "dataset of generation \((before == nil ? old : new).metadata.generation)", name: dataset,
        candidates: (before == nil ? old : new).datasets.map(\.dataset.name))
    }
    if isShared(dataset) { return [] }
    let pair = try Pair(before.dataset, after.dataset, self)
    return try pair.lists.flatMap { kind, text in
      try list(kind, text, pair, limit: limit, hidden: hidden)
    }
  }

  private func list(
    _ kind: RowChange.Kind?, _ text: String, _ pair: Pair, limit: Int, hidden: Set<String>
  ) throws -> [RowChange] {
    let names = pair.shown
    let forms = names.map { CellForm($0.type) }
    return try new.onFreest { connection in
      try connection.read(text, [.integer(Int64(max(0, limit)))]) { row in
        var found: [RowChange] = []
        func field(_ column: Column, _ old: Value, _ new: Value) -> RowChange.Field {
          RowChange.Field(column: column.name, old: old, new: new, isHidden: hidden.contains(column.name))
        }
        while try row.step() {
          let values = names.indices.map { row.value($0, forms[$0]) }
          let key = pair.keyPlaces.map { field(names[$0], values[$0], values[$0]) }
          guard let kind else {
            let times = Int(row.integer(names.count))
            found.append(RowChange(kind: times > 0 ? .added : .removed, key: key, count: abs(times)))
            continue
          }
          var fields: [RowChange.Field] = []
          if kind == .changed {
            for place in names.indices where !pair.keyPlaces.contains(place) {
              let former = row.value(names.count + place, forms[place])
              if former != values[place] { fields.append(field(names[place], former, values[place])) }
            }
          }
          found.append(RowChange(kind: kind, key: key, fields: fields))
        }
        return found
      }
    }
  }

  private func sides(_ name: String) throws -> (before: StoredDataset?, after: StoredDataset?) {
    let before = old.datasets.first { $0.dataset.name == name }
    let after = new.datasets.first { $0.dataset.name == name }
    if before == nil, after == nil {
      throw StorageError.unknown(kind: "dataset", name: name, candidates: datasets)
    }
    return (before, after)
  }

  /// A dataset as both generations have it, and the statements that compare it.
  private struct Pair {
    private let before: String
    private let after: String
    /// Of both, with the same type.
    let shown: [Column]
    /// The columns that name a row; empty where none do.
    let key: [String]
    let columnsAdded, columnsRemoved, columnsRetyped: [String]

    init(_ old: Dataset, _ new: Dataset, _ difference: GenerationDifference) throws {
      let name = Schema.quoted(new.name)
      let before =
        "\(difference.old.isOnBase(old.name) ? Self.baseSchema : GenerationDifference.schema).\(name)"
      let after = "\(difference.new.isOnBase(new.name) ? BaseFile.schema : "main").\(name)"
      (self.before, self.after) = (before, after)
      let types = Dictionary(old.columns.map { ($0.name, $0.type) }) { first, _ in first }
      shown = new.columns.filter { types[$0.name] == $0.type }
      columnsAdded = new.columns.map(\.name).filter { types[$0] == nil }
      columnsRetyped = new.columns.filter { types[$0.name].map { [type = $0.type] in $0 != type } ?? false }
        .map(\.name)
      let names = Set(new.columns.map(\.name))
      columnsRemoved = old.columns.map(\.name).filter { !names.contains($0) }
      let common = Set(shown.map(\.name))
      let isKeyed =
        try !new.key.isEmpty && old.key == new.key && new.key.allSatisfy(common.contains)
        && [before, after].allSatisfy { try !difference.misses(new.key, in: $0) }
      key = isKeyed ? new.key : []
    }

    private static let baseSchema = GenerationDifference.baseSchema

    /// Among `shown`.
    var keyPlaces: [Int] {
      key.isEmpty ? Array(shown.indices) : key.compactMap { name in shown.firstIndex { $0.name == name } }
    }

    private var match: String {
      key.map { "n.\(Schema.quoted($0)) = o.\(Schema.quoted($0))" }.joined(separator: " AND ")
    }

    private var differs: String {
      let terms = shown.filter { !key.contains($0.name) }.map {
        "n.\(Schema.quoted($0.name)) IS NOT o.\(Schema.quoted($0.name))"
      }
      return terms.isEmpty ? "0" : "(\(terms.joined(separator: " OR ")))"
    }

    private func columns(_ alias: String) -> String {
      shown.map { "\(alias)\(Schema.quoted($0.name))" }.joined(separator: ", ")
    }

    /// One row: with a key, rows added, rows changed, rows there are; without one, rows added and rows removed.
    var counts: String {
      if key.isEmpty {
        return "SELECT coalesce(sum(max(times, 0)), 0), coalesce(sum(max(-times, 0)), 0) FROM (\(multiset))"
      }
      return """
        SELECT count(*) - count(o.rowid), coalesce(sum(o.rowid IS NOT NULL AND \(differs)), 0), count(*)
        FROM \(after) n LEFT JOIN \(before) o ON \(match)
        """
    }

    /// The rows that do not stand as often in both, with how many more times in the later one.
    private var multiset: String {
      let list = columns("")
      // A dataset of no column in common has rows that are all alike.
      return """
        SELECT \(list.isEmpty ? "" : "\(list), ")sum(sign) AS times FROM (
          SELECT \(list.isEmpty ? "" : "\(list), ")1 AS sign FROM \(after)
          UNION ALL SELECT \(list.isEmpty ? "" : "\(list), ")-1 FROM \(before)
        ) \(list.isEmpty ? "" : "GROUP BY \(list)") HAVING times <> 0
        """
    }

    /// The statements that list what differs, each with a limit to bind; the kind is nil where the number says it.
    var lists: [(kind: RowChange.Kind?, text: String)] {
      if key.isEmpty {
        return [(nil, "SELECT * FROM (\(multiset)) ORDER BY times > 0 DESC LIMIT ?")]
      }
      return [
        (
          .added,
          "SELECT \(columns("n.")) FROM \(after) n WHERE NOT EXISTS (SELECT 1 FROM \(before) o WHERE \(match)) LIMIT ?"
        ),
        (
          .removed,
          "SELECT \(columns("o.")) FROM \(before) o WHERE NOT EXISTS (SELECT 1 FROM \(after) n WHERE \(match)) LIMIT ?"
        ),
        (
          .changed,
          "SELECT \(columns("n.")), \(columns("o.")) FROM \(after) n JOIN \(before) o ON \(match) WHERE \(differs) LIMIT ?"
        ),
      ]
    }
  }

  /// Whether a row of a table lacks a part of its key.
  private func misses(_ key: [String], in table: String) throws -> Bool {
    try new.onFreest { connection in
      for name in key {
        let text = "SELECT EXISTS (SELECT 1 FROM \(table) WHERE \(Schema.quoted(name)) IS NULL)"
        if try connection.read(text, [], { try $0.step() && $0.integer(0) != 0 }) { return true }
      }
      return false
    }
  }
}
