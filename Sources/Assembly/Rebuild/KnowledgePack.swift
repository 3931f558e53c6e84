import Curation
import Domain
import Foundation
import KnowledgePacks
import SQLCompiler

/// A pack, read and checked as a whole: a rebuild that begins does not stop at a name that does not exist.
struct KnowledgePack {
  let curator: Curator
  let identities: [IdentityDatasets]
  let derived: [DerivedDataset]
  let catalog: Catalog
  let documents: DocumentRenderer
  let articles: [Document]
  /// Of the texts and of the questions about them.
  let language: Language

  /// - Throws: `RebuildError.noPack` when `folder` is not a pack at all.
  static func check(_ folder: URL) throws {
    var isFolder: ObjCBool = false
    let sources = folder.appendingPathComponent("sources").path
    guard FileManager.default.fileExists(atPath: sources, isDirectory: &isFolder), isFolder.boolValue else {
      throw RebuildError.noPack(path: folder.relativePath)
    }
  }

  init(reading folder: URL) throws {
    try Self.check(folder)
    curator = try Curator(sources: loadSources(pack: folder))
    let declared = try loadDerivedDatasets(pack: folder)
    let curated = curator.datasets
    identities = try loadIdentities(pack: folder).map { try IdentityDatasets($0, of: curated) }
    let rows = curated + identities.flatMap { [$0.identities, $0.links] } + declared.map(\.dataset)
    catalog = try loadCatalog(pack: folder, datasets: rows)
    derived = declared + (try Self.rollups(of: catalog))
    let datasets = rows + catalog.rollups.map(\.dataset)
    // Not used by a rebuild, but a pack whose questions cannot be read is not whole.
    _ = try loadGrammar(pack: folder)
    _ = try loadTimeVocabulary(pack: folder)
    documents = try DocumentRenderer(loadDocuments(pack: folder), datasets: datasets)
    articles = try loadArticles(pack: folder)
    language = try loadSearchLanguage(pack: folder).language
  }

  /// The roll-ups as datasets made by SQL, from the last to the first: the largest, of which others are made, stand last.
  private static func rollups(of catalog: Catalog) throws -> [DerivedDataset] {
    let compiler = SQLCompiler(catalog: catalog)
    var made: [Rollup] = []
    return try catalog.rollups.reversed().map { rollup in
      defer { made.append(rollup) }
      return try compiler.derived(rollup, after: made)
    }
  }
}
