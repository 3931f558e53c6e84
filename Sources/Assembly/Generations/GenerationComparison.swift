package import Domain
package import Foundation
import KnowledgePacks
import Storage

/// What changed from one generation of a database to another.
package struct GenerationComparison {
  /// Rows of each kind that are listed where nobody says how many.
  package static let standardRows = 100

  private let difference: GenerationDifference
  private let rollups: Set<String>

  /// The generations of two names, as `GenerationCatalog` takes them. Roll-ups of the pack in `knowledge` are left out:
  /// they say nothing that the rows behind them do not.
  package init(
    database: URL, knowledge: URL, from old: String, to new: String, today: CalendarDate
  ) throws {
    let catalog = GenerationCatalog(database: database)
    difference = try GenerationDifference(
      from: catalog.file(named: old, today: today), to: catalog.file(named: new, today: today))
    let datasets = difference.new.datasets.map(\.dataset)
    // What cannot be read of the pack is no reason not to compare.
    rollups = Set(
      ((try? loadCatalog(pack: knowledge, datasets: datasets))?.rollups ?? []).map(\.dataset.name))
  }

  /// How many rows of each dataset differ.
  package func changes() throws -> GenerationChanges {
    let recipes = try [difference.old, difference.new].map { try Reuse.recipes(of: $0) }
    let datasets = try difference.datasets.filter { !rollups.contains($0) }.map { name in
      // A source of the same files, read by the same rules, has the same rows.
      let part = "\(Reuse.Part.source(name))"
      let isSame = recipes[0][part] != nil && recipes[0][part] == recipes[1][part]
      return try difference.changes(of: name, isSame: isSame)
    }
    return GenerationChanges(from: from, to: to, datasets: datasets)
  }

  /// The same of one dataset, with the rows that differ, `limit` of each kind at most; values of personal columns only
  /// if asked for.
  ///
  /// - Throws: `StorageError.unknown` with the datasets that exist.
  package func changes(of dataset: String, limit: Int, isPersonal: Bool) throws -> GenerationChanges {
    let changes = try difference.changes(of: dataset)
    let hidden =
      isPersonal
      ? []
      : try [difference.old, difference.new].reduce(into: Set()) { try $0.formUnion($1.personal(dataset)) }
    return GenerationChanges(
      from: from, to: to, datasets: [changes],
      rows: changes.rowsBefore == nil || changes.rowsAfter == nil
        ? [] : try difference.rows(of: dataset, limit: limit, hidden: hidden),
      limit: limit)
  }

  private var from: String { difference.old.metadata.generation }
  private var to: String { difference.new.metadata.generation }
}

extension Generation {
  /// The personal columns of a dataset, table or view: those that are marked so; of a derived dataset that marks none,
  /// those that have the name of a personal column of another.
  func personal(_ dataset: String) throws -> Set<String> {
    guard let all = try? columns(of: dataset) else { return [] }
    let marked = all.filter(\.isPersonal).map(\.name)
    if try !marked.isEmpty || text(key: MetadataKey.lastIdentity(dataset)) != nil { return Set(marked) }
    let names = personalColumns.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    return names.intersection(all.map(\.name))
  }
}
