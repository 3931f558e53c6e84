import Domain
import KnowledgePacks
import Storage
import TextAnalysis

/// Curated rows and articles as documents, written.
struct DocumentStage {
  private let pack: KnowledgePack

  init(_ pack: KnowledgePack) { self.pack = pack }

  func run(_ writer: GenerationWriter) throws -> [Document] {
    let rendered = try pack.documents.render { try writer.rows(of: $0, $1) }
    let documents = pack.articles + rendered
    try writer.write(documents: documents)
    return documents
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
