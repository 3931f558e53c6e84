import Domain
import KnowledgePacks
import Storage
import TextAnalysis

/// Curated rows and articles as documents, written.
struct DocumentStage {
  private let pack: KnowledgePack
  private let log: StageLog

  init(_ pack: KnowledgePack, _ log: StageLog) { (self.pack, self.log) = (pack, log) }

  func run(reuse: Reuse, _ fingerprints: InputFingerprints, _ writer: GenerationWriter) throws -> [Document] {
    let kinds = Dictionary(pack.documents.declarations.map { ($0.kind, 1) }, uniquingKeysWith: +)
    let rendered = try pack.documents.render(
      known: { declaration in
        // Two declarations of one kind cannot be told apart once they are written.
        guard kinds[declaration.kind] == 1, declaration.kind != articleKind else { return nil }
        return try reuse.documents(declaration, fingerprints)
      }, check: log.checkCancellation
    ) { try writer.rows(of: $0, $1) }
    let documents = pack.articles + rendered
    try writer.write(documents: documents)
    return documents
  }
}

extension Reuse {
  /// The documents of a declaration where they can be taken over: it, its template and what its statements read are
  /// as they were.
  fileprivate func documents(
    _ declaration: DocumentDeclaration, _ fingerprints: InputFingerprints
  ) throws -> [Document]? {
    let files = [declaration.rows.place.file, declaration.textFile]
    let statements = [declaration.rows.sql] + declaration.lists.map(\.rows.sql)
    let isTaken = takes(
      .documents(declaration.kind),
      of: files.flatMap { [$0, fingerprints.packFiles[$0] ?? ""] } + ingredients(statements))
    guard isTaken, let former else { return nil }
    return try former.documents(kind: declaration.kind).map {
      Document(
        id: $0.id, kind: $0.kind, title: $0.title, text: $0.text, identifiers: $0.identifiers,
        isNameOnly: declaration.isNameOnly)
    }
  }
}

/// The distinct words of the articles, which are right as they stand.
struct ArticleWords {
  private let articles: [Document]

  init(_ articles: [Document]) { self.articles = articles }

  func write(_ writer: GenerationWriter) throws {
    let tokenizer = Tokenizer()
    var words: Set<String> = []
    for article in articles {
      for text in [article.title, article.text] {
        for token in tokenizer.tokens(of: text) { words.insert(token.folded) }
      }
    }
    try writer.write(words.sorted().joined(separator: " "), key: MetadataKey.corpusWords)
  }
}
