import Curation
import Domain

/// What an identity declaration makes: a dataset that tells whose each record is, and one of the links that say why.
struct IdentityDatasets {
  let resolver: IdentityResolver
  /// The index of the records' dataset among those curated, and where in its rows the cells stand that matter.
  let records: Int
  let places: [Int]
  let identities: Dataset
  let links: Dataset

  init(_ declaration: IdentityDeclaration, of curated: [Dataset]) throws(PackError) {
    guard let index = curated.firstIndex(where: { $0.name == declaration.records }) else {
      throw declaration.place.error(
        found: declaration.records, expected: "a dataset of the sources", candidates: curated.map(\.name))
    }
    let dataset = curated[index]
    for name in [declaration.name, declaration.links] where curated.contains(where: { $0.name == name }) {
      throw declaration.place.error(found: name, expected: "a name that no source has")
    }
    let resolver = try IdentityResolver(declaration, dataset: dataset)
    let key = declaration.key.compactMap { name in dataset.columns.first { $0.name == name } }
    let id = Column(name: declaration.id.column, type: .text)
    (self.resolver, records) = (resolver, index)
    places = resolver.columns.compactMap { name in dataset.columns.firstIndex { $0.name == name } }
    identities = Dataset(
      name: declaration.name, columns: key + [id, Column(name: "score", type: .real)], key: declaration.key,
      indexes: [[id.name]])
    links = Dataset(
      name: declaration.links,
      columns: [id] + key
        + key.map { Column(name: "other_\($0.name)", type: $0.type, isPersonal: $0.isPersonal) }
        + [
          Column(name: "weight", type: .real, unit: "bits"),
          Column(name: "threshold", type: .real, unit: "bits"),
          Column(name: "score", type: .real), Column(name: "evidence", type: .text),
        ], key: [], indexes: [[id.name]])
  }
}
