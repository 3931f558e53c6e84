import Curation
import Domain
import Foundation
import Storage

/// What is known of one person, from the datasets that an identity declaration and its profile make.
struct IdentityProfiles {
  private let declaration: IdentityDeclaration
  private let generation: Generation
  private let profile: Dataset
  private let records: Dataset

  /// - Returns: nil where the declaration names no profile, or the generation was made before it did.
  init?(_ declaration: IdentityDeclaration, _ generation: Generation) {
    func dataset(_ name: String?) -> Dataset? {
      generation.datasets.first { $0.dataset.name == name }?.dataset
    }
    guard let profile = dataset(declaration.profile), let records = dataset(declaration.records),
      dataset(declaration.name) != nil, dataset(declaration.links) != nil
    else { return nil }
    (self.declaration, self.generation, self.profile, self.records) = (
      declaration, generation, profile, records
    )
  }

  /// - Returns: nil when no living record has this identity.
  func profile(_ id: String, isPersonal: Bool) throws -> IdentityProfile? {
    let isThis = [(column: declaration.id.column, value: Value.text(id))]
    let columns = shown(profile.columns, isPersonal)
    guard let row = try rows(profile.name, columns.map(\.name), isThis).first else { return nil }
    let key = declaration.key
    var found: [[Value]: [String: Value]] = [:]
    var sources: [[Value]] = []
    let recordColumns = shown(records.columns, isPersonal)
    for identity in try rows(declaration.name, key + ["score"], isThis) {
      let conditions = zip(key, identity).map { (column: $0, value: $1) }
      let names = records.columns.map(\.name)
      // A deleted record has an identity and no row.
      guard let record = try rows(records.name, names, conditions).first else { continue }
      let cells = Dictionary(uniqueKeysWithValues: zip(names, record))
      found[Array(identity.prefix(key.count))] = cells
      sources.append(recordColumns.map { cells[$0.name] ?? .null } + [identity.last ?? .null])
    }
    return IdentityProfile(
      id: id, columns: columns.map(\.resultColumn), row: row,
      recordColumns: recordColumns.map(\.resultColumn)
        + [ResultColumn(name: "score", label: "score", kind: .real)],
      records: sources,
      keyColumns: key.compactMap { name in records.columns.first { $0.name == name }?.resultColumn },
      links: try links(isThis, found, isPersonal))
  }

  private func links(
    _ isThis: [(column: String, value: Value)], _ records: [[Value]: [String: Value]], _ isPersonal: Bool
  ) throws -> [IdentityProfile.Link] {
    let key = declaration.key
    let personal = Set(self.records.columns.filter(\.isPersonal).map(\.name))
    let columns = key + key.map { "other_\($0)" } + ["weight", "threshold", "score", "evidence"]
    return try rows(declaration.links, columns, isThis).map { row in
      let (first, second) = (Array(row.prefix(key.count)), Array(row.dropFirst(key.count).prefix(key.count)))
      let rest = Array(row.suffix(4))
      let evidence = try JSONDecoder().decode(
        [IdentityLink.Evidence].self, from: Data((rest[3].text ?? "[]").utf8))
      return IdentityProfile.Link(
        first: first, second: second, weight: rest[0].double, threshold: rest[1].double ?? 0,
        score: rest[2].double ?? 0,
        evidence: evidence.map { evidence in
          IdentityProfile.Evidence(
            comparison: evidence.comparison, level: evidence.level, weight: evidence.weight,
            values: evidence.columns.map { column in
              let isHidden = !isPersonal && personal.contains(column)
              return IdentityProfile.Compared(
                column: column, first: isHidden ? .null : records[first]?[column] ?? .null,
                second: isHidden ? .null : records[second]?[column] ?? .null)
            })
        })
    }
  }

  private func shown(_ columns: [Column], _ isPersonal: Bool) -> [Column] {
    columns.filter { isPersonal || !$0.isPersonal }
  }

  private func rows(
    _ dataset: String, _ columns: [String], _ conditions: [(column: String, value: Value)]
  ) throws -> [[Value]] {
    var rows: [[Value]] = []
    try generation.export(dataset, columns: columns, where: conditions) { rows.append($0) }
    return rows
  }
}
