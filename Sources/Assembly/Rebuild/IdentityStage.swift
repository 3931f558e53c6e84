import Curation
import Domain
import Rendering
import Storage

/// Which records are of one person: a dataset of whose each record is, and one of the links that say why.
struct IdentityStage {
  private let wanted: [IdentityDatasets]
  private let old: Generation?

  /// Identities go on from those of the generation `old`.
  init(_ wanted: [IdentityDatasets], since old: Generation?) { (self.wanted, self.old) = (wanted, old) }

  func run(_ records: IdentityRecords, _ writer: GenerationWriter) throws {
    for (index, wanted) in wanted.enumerated() {
      let declaration = wanted.resolver.declaration
      let width = declaration.key.count
      let kept = records.kept[index]
      var keys = Set(kept.map { Array($0.prefix(width)) })
      // A key may be asked to be deleted twice, or have come again since.
      let deleted = records.deleted[index].filter { keys.insert(Array($0.prefix(width))).inserted }
      let all = kept + deleted
      let found = wanted.resolver.resolve(all, previous: previous(declaration))

      try writer.create(wanted.identities)
      try writer.insert(
        into: wanted.identities.name,
        rows: all.indices.map { record in
          let score = record < kept.count ? found.weights[record].map(IdentityLink.probability) : nil
          return Array(all[record].prefix(width))
            + [.text(declaration.id.text(found.numbers[record])), score.map(Value.real) ?? .null]
        })
      try writer.create(wanted.links)
      try writer.insert(
        into: wanted.links.name,
        rows: found.links.filter { $0.a < kept.count && $0.b < kept.count }.map { link in
          [.text(declaration.id.text(found.numbers[link.a]))] + all[link.a].prefix(width)
            + all[link.b].prefix(width)
            + [
              link.weight.isFinite ? .real(link.weight) : .null, .real(declaration.thresholdWeight),
              .real(IdentityLink.probability(link.weight)),
              .text(JSONWriter.text(of: link.evidence.map(EvidenceJSON.init))),
            ]
        })
      for dataset in [wanted.identities, wanted.links] { try writer.createIndexes(of: dataset.name) }
      for dataset in [wanted.identities, wanted.links] {
        try writer.write(String(found.last), key: MetadataKey.lastIdentity(dataset.name))
      }
    }
  }

  /// The numbers of the former generation; none where it had no such dataset.
  private func previous(_ declaration: IdentityDeclaration) -> PreviousIdentities {
    var previous = PreviousIdentities()
    guard let old else { return previous }
    try? old.export(declaration.name, columns: declaration.key + [declaration.id.column]) { row in
      if let number = row.last?.text.flatMap(declaration.id.number) {
        previous.numbers[row.dropLast().map(\.description)] = number
      }
    }
    previous.last = (try? old.text(key: MetadataKey.lastIdentity(declaration.name))).flatMap { Int($0) } ?? 0
    return previous
  }
}

/// As `JSONDecoder` reads it again.
struct EvidenceJSON: JSONWritable {
  let evidence: IdentityLink.Evidence

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("comparison", evidence.comparison)
      json.member("level", evidence.level)
      json.member("weight", evidence.weight)
      json.member("columns", evidence.columns)
    }
  }
}
