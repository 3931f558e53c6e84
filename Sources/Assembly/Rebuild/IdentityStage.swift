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

  func run(_ records: IdentityRecords, reuse: Reuse, _ writer: GenerationWriter) throws {
    for (index, wanted) in wanted.enumerated() {
      let declaration = wanted.resolver.declaration
      if reuse.taken.contains(.identity(declaration.name)) {
        for dataset in [wanted.identities, wanted.links] {
          try writer.keep(dataset)
          try writer.reuse(key: MetadataKey.lastIdentity(dataset.name))
        }
        continue
      }
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

extension Reuse {
  /// Notes what identities are made of: their declarations and the source of their records. Where one is made anew
  /// its records are read anew, since those that were asked to be deleted are in no generation.
  func note(_ wanted: [IdentityDatasets], _ inputs: CurationInputs, _ fingerprints: InputFingerprints) {
    let files = fingerprints.packFiles.filter { $0.key.hasPrefix("identity/") }.sorted { $0.key < $1.key }
    for wanted in wanted {
      let declaration = wanted.resolver.declaration
      let source = inputs.sources.first { $0.datasets.contains(declaration.records) }
      let isTaken = takes(
        .identity(declaration.name), making: [wanted.identities.name, wanted.links.name],
        of: files.flatMap { [$0.key, $0.value] } + [source.map { recipe(.source($0.name)) } ?? ""])
      if !isTaken, let source { make(.source(source.name)) }
    }
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
