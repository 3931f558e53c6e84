package import Domain
import Foundation

/// What becomes of the generation that is replaced, and of those before it.
///
/// Kept are those with a label and `count` others: the last one built before `today`, so that a day of many rebuilds
/// does not push out yesterday, and the newest. One that holds a row whose deletion is asked for is not kept, whatever
/// its label.
package struct FormerKeeping {
  /// How many without a label; 0 keeps none.
  package var count: Int
  /// The day of the rebuild, ISO, UTC.
  package var today: String
  /// The keys of rows that rules ask to delete.
  package var deleted: [DeletedKeys]
  package var warn: (String) -> Void

  /// Keys of rows of one dataset.
  package struct DeletedKeys {
    package let dataset: Dataset
    /// A value for each column of the dataset's key.
    private(set) var keys: Set<[Value]> = []

    package init(_ dataset: Dataset) { self.dataset = dataset }

    /// Takes the key of a row, where it has one.
    package mutating func add(_ row: [Value]) {
      let key = dataset.key.compactMap { name in
        dataset.columns.firstIndex { $0.name == name }.flatMap { row.indices.contains($0) ? row[$0] : nil }
      }
      if !key.isEmpty, key.count == dataset.key.count, !key.contains(where: \.isNull) { keys.insert(key) }
    }
  }

  package init(count: Int, today: String, deleted: [DeletedKeys], warn: @escaping (String) -> Void) {
    (self.count, self.today, self.deleted, self.warn) = (count, today, deleted, warn)
  }

  /// Keeps the generation in place before another takes its place: nothing is lost if that does not happen.
  ///
  /// Rows to be deleted go first, since the next rebuild need not read their source again.
  func prepare(_ database: URL) {
    let kept = KeptGenerations(of: database)
    for entry in deleted.isEmpty ? [] : kept.entries {
      // One that cannot be read, of an earlier layout, may hold them.
      if let generation = try? Generation(opening: entry.file, connections: 1), !holds(generation) {
        continue
      }
      kept.remove(entry)
      warn(
        "generation \(entry.label ?? entry.id) is kept no more: it holds rows whose deletion is asked for now"
      )
    }
    guard count > 0, let former = try? Generation(opening: database, connections: 1), !holds(former) else {
      return
    }
    do {
      try kept.keep(former)
    } catch {
      warn("the former generation is not kept: \(error)")
    }
  }

  /// Removes those that are too many.
  func finish(_ database: URL) {
    let kept = KeptGenerations(of: database)
    let current = FileIdentity(database)
    let others = kept.entries.filter { $0.label == nil && FileIdentity($0.file) != current }
    if others.count <= count { return }
    let built = others.map { entry in
      (entry, (try? Generation(opening: entry.file, connections: 1))?.metadata.built ?? "")
    }.sorted { ($0.1, $0.0.id) > ($1.1, $1.0.id) }
    let last = built.first { !$0.1.isEmpty && $0.1 < today }
    let newest = built.filter { $0.0 != last?.0 }.prefix(max(0, count - (last == nil ? 0 : 1)))
    let stay = Set(newest.map(\.0)).union(count > 0 ? [last?.0].compactMap(\.self) : [])
    for (entry, _) in built where !stay.contains(entry) { kept.remove(entry) }
  }

  /// Whether a generation has a row whose deletion is asked for. O(keys × log rows).
  private func holds(_ generation: Generation) -> Bool {
    deleted.contains { deleted in
      // Where it cannot be told, it may.
      (try? generation.holds(anyOf: deleted.keys, in: deleted.dataset)) ?? true
    }
  }
}

extension Generation {
  /// Whether a dataset has a row of one of these keys; not where it has no such dataset or key.
  func holds(anyOf keys: Set<[Value]>, in dataset: Dataset) throws -> Bool {
    guard !dataset.key.isEmpty,
      let known = datasets.first(where: { $0.dataset.name == dataset.name })?.dataset,
      dataset.key.allSatisfy({ name in known.columns.contains { $0.name == name } })
    else { return false }
    let conditions = dataset.key.map { "\(Schema.quoted($0)) = ?" }.joined(separator: " AND ")
    return try onFreest { connection in
      try connection.read("SELECT 1 FROM \(Schema.quoted(dataset.name)) WHERE \(conditions)") { row in
        try keys.contains { key in
          row.reset()
          try row.bind(key)
          return try row.step()
        }
      }
    }
  }
}
