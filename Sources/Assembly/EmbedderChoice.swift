import Domain
package import Foundation
import KnowledgePacks
import SentenceEncoding
import Storage
import TextAnalysis

/// What makes the vectors: an embedder by its name, or the sentence encoder in a folder.
enum EmbedderChoice: Sendable {
  case named(EmbedderName)
  case encoder(SentenceEncoder, folder: URL)

  /// Reads "tfidf" or another name, or the path of a folder, relative to `base`; a name goes before a folder.
  ///
  /// - Throws: `RebuildError.embedder` when it is neither, `SentenceModelError` when the folder has no model.
  init(_ text: String, relativeTo base: URL? = nil) throws {
    if let name = EmbedderName(rawValue: text) {
      self = .named(name)
      return
    }
    let folder = URL(fileURLWithPath: text, isDirectory: true, relativeTo: base).absoluteURL
    var isFolder: ObjCBool = false
    guard !text.isEmpty, FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder),
      isFolder.boolValue
    else {
      throw RebuildError.embedder(found: text, candidates: EmbedderName.allCases.map(\.rawValue))
    }
    self = .encoder(try SentenceEncoder(folder: folder), folder: folder)
  }

  /// What `init` makes the same choice of, wherever it is asked: a name, or an absolute path.
  var text: String {
    switch self {
    case .named(let name): name.rawValue
    case .encoder(_, let folder): folder.standardizedFileURL.path
    }
  }

  /// Tells a folder's model from another that was there before.
  var version: String {
    switch self {
    case .named: ""
    case .encoder(let encoder, _): encoder.identity.version
    }
  }

  /// Chunks that are embedded between two looks at whether to go on.
  var batch: Int {
    switch self {
    case .named: 1024
    case .encoder: 64
    }
  }

  /// The embedder for a corpus; one that needs no training leaves `corpus` unread.
  func embedder(for corpus: [Passage], analyzer: Analyzer) -> any Embedder {
    switch self {
    case .named(let name): name.embedder(for: corpus, analyzer: analyzer)
    case .encoder(let encoder, _): encoder
    }
  }
}

extension EmbedderChoice {
  /// That of the request; else that of its pack, whose folder is relative to the pack; else the standard one.
  init(_ request: RebuildRequest) throws {
    if let embedder = request.embedder {
      try self.init(embedder)
    } else if let embedder = try loadRetrievalSettings(pack: request.knowledge).embedder {
      try self.init(embedder, relativeTo: request.knowledge)
    } else {
      try self.init(RebuildRequest.standardEmbedder)
    }
  }

  /// Leaves with a generation what `made` and `forQuestions` want to know.
  func write(_ request: RebuildRequest, _ writer: GenerationWriter) throws {
    try writer.write(text, key: RebuildKey.embedder)
    try writer.write(request.embedder == nil ? "" : text, key: RebuildKey.embedderOption)
  }

  /// Whether this is what a generation was made with.
  func made(_ generation: Generation) throws -> Bool {
    guard try generation.text(key: RebuildKey.embedder) == text else { return false }
    if case .encoder(let encoder, _) = self { return encoder.identity == generation.embedder }
    return true
  }

  /// What embeds the questions about `generation`, whose vectors `identity` made of terms that `analyzer` makes.
  ///
  /// A sentence encoder that is gone or has changed is no reason not to answer: `warn` is told, and search goes by
  /// words alone.
  static func forQuestions(
    _ generation: Generation, _ identity: EmbedderIdentity, _ analyzer: Analyzer, warn: (String) -> Void
  ) throws -> any Embedder {
    let weights = try generation.bytes(key: MetadataKey.embedderWeights).map { Data($0) }
    if let restored = EmbedderName.restored(identity, weights: weights, analyzer: analyzer) {
      return restored
    }
    guard identity.name == SentenceEncoder.name else {
      throw PackError(
        file: "database", place: "embedder", found: "\(identity.name) \(identity.version)",
        expected: "one of this version of the program")
    }
    let folder = try generation.text(key: RebuildKey.embedder) ?? ""
    do {
      let encoder = try SentenceEncoder(folder: URL(fileURLWithPath: folder, isDirectory: true))
      if encoder.identity == identity { return encoder }
      warn(
        "\(folder): expected the sentence encoder \(identity.version), found \(encoder.identity.version); "
          + "search goes by words alone until a rebuild")
    } catch {
      warn("\(error); search goes by words alone; rebuild --embedder names another folder")
    }
    return NoEmbedder(identity: identity)
  }
}

/// The embedder that the generation in place was asked to be made with; nil when its pack chose.
package func requestedEmbedder(of database: URL) -> String? {
  let text = (try? Generation(opening: database, connections: 1).text(key: RebuildKey.embedderOption)) ?? nil
  return text.flatMap { $0.isEmpty ? nil : $0 }
}
