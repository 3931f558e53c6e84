import Domain
import TextAnalysis

/// Decides whether found passages answer a question about knowledge, and quotes what answers it.
///
/// A passage answers when it holds nearly all that is asked, rare terms counting most: silence is better than a
/// passage about something else.
struct KnowledgeAnswer {
  /// How much of a question a passage must hold.
  enum Strictness {
    /// The question opens as one of knowledge.
    case asked
    /// It does not; nothing else could be made of it.
    case unasked
    /// It asks for a number: "how many hours do we get for a P1 ticket".
    case counted

    /// Of an article, by weight.
    var ofArticle: Double {
      switch self {
      case .asked: 0.65
      case .unasked: 0.75
      case .counted: 0.9
      }
    }
    /// Of the weights of what is held together: a question of everyday words is held by many passages.
    var leastWeight: Double {
      switch self {
      case .asked: 0.3
      case .unasked: 0.9
      case .counted: 1.5
      }
    }
    /// How much less than the passage its best block may hold.
    var spread: Double { self == .asked ? 0.1 : 0 }
    /// Of a text made of rows: these name much and explain little.
    var ofRow: Double { self == .asked ? 0.8 : 1 }
  }

  /// A passage that answers, and the share of what is asked that it holds.
  struct Choice {
    let hit: SearchHit
    let coverage: Double
  }

  /// The kind of documents that a pack's authors wrote themselves.
  static let articleKind = "article"
  /// Articles looked at.
  static let candidates = 30
  /// Characters of a document that is quoted whole, of a quotation, of one block of it, and of a snippet.
  static let short = 1_000
  static let mostCharacters = 2_000
  static let mostOfBlock = 900
  static let mostOfSnippet = 280
  /// How far what was written for readers goes before what was made of rows.
  static let lead = 0.3
  /// Blocks quoted beside the first.
  static let mostBlocks = 2
  /// The share of a question's words that a document cited beside a result has.
  static let leastRelated = 0.5

  let rarity: TermRarity
  var analyzer: Analyzer { rarity.analyzer }

  func terms(_ text: String) -> Set<String> { Set(analyzer.terms(of: text)) }

  /// The hits with the share of the terms asked that each has, in their order.
  func coverages(_ asked: Set<String>, _ hits: [SearchHit]) -> [(hit: SearchHit, coverage: Double)] {
    guard !asked.isEmpty else { return [] }
    let terms = analyzer.terms(of: hits.map { $0.chunk.title + "\n" + $0.chunk.text })
    return zip(hits, terms).map { hit, has in
      (hit, Double(asked.intersection(has).count) / Double(asked.count))
    }
  }

  // MARK: - The passage

  /// The hit that holds most of what is asked, if it holds enough; of equals the first.
  ///
  /// A title that says what is asked weighs more than words anywhere in the text, and a block that says all of it
  /// more than words far from each other.
  func best(_ asked: Set<String>, _ hits: [SearchHit], _ strictness: Strictness) -> Choice? {
    guard !asked.isEmpty else { return nil }
    var best: (choice: Choice, weight: Double)?
    let titles = analyzer.terms(of: hits.map(\.chunk.title)).map { Set($0) }
    let texts = analyzer.terms(of: hits.map(\.chunk.text))
    for (rank, hit) in hits.enumerated() {
      let title = titles[rank]
      let has = title.union(texts[rank])
      let coverage = rarity.coverage(of: asked, by: has)
      let isArticle = hit.chunk.kind == Self.articleKind
      let least = isArticle ? strictness.ofArticle : strictness.ofRow
      let held = asked.intersection(has)
      guard coverage >= least, rarity.weight(of: held) >= strictness.leastWeight else { continue }
      // One word may stand anywhere in a text that is about something else.
      guard held.count > 1 || title.isSuperset(of: held) else { continue }
      // Title and topics speak of every block.
      let frame = title.union(Self.topics(of: hit.chunk.text).map(terms) ?? [])
      let densest =
        analyzer.terms(of: Self.blocks(of: hit.chunk.text))
        .map { rarity.coverage(of: asked, by: frame.union($0)) }.max() ?? 0
      guard densest >= least - strictness.spread else { continue }
      let weight =
        coverage + rarity.coverage(of: asked, by: title) / 2 + rarity.coverage(of: title, by: asked) / 4
        + densest / 4 + (isArticle ? Self.lead : 0) - Double(rank) * 0.002
      if best.map({ weight > $0.weight }) ?? true { best = (Choice(hit: hit, coverage: coverage), weight) }
    }
    return best?.choice
  }

  /// A passage of another article for what the first leaves out, when the question has two parts.
  func second(_ asked: Set<String>, after first: Choice, _ hits: [SearchHit]) -> Choice? {
    let rest = asked.subtracting(terms(first.hit.chunk.title + "\n" + first.hit.chunk.text))
    guard rest.count >= 2, first.coverage < 0.85 else { return nil }
    let others = hits.filter {
      $0.chunk.document != first.hit.chunk.document && $0.chunk.kind == Self.articleKind
    }
    guard let other = best(rest, others, .unasked), other.coverage >= 0.9 else { return nil }
    return other
  }

  // MARK: - What is quoted

  /// A short document whole; of a long one what it begins with and the blocks that hold most of what is asked.
  func quote(_ chunk: Chunk, whole: String?, _ asked: Set<String>) -> String {
    let blocks = Self.blocks(of: whole ?? chunk.text)
    var body = blocks.joined(separator: "\n\n")
    if body.count > Self.short, blocks.count > 1 {
      let rest = blocks.indices.dropFirst().map { ($0, rarity.coverage(of: asked, by: terms(blocks[$0]))) }
      let chosen = rest.filter { $0.1 > 0.25 }.sorted { ($0.1, -$0.0) > ($1.1, -$1.0) }
        .prefix(Self.mostBlocks).map(\.0).sorted()
      body = ([0] + chosen).map { Self.cut(blocks[$0], to: Self.mostOfBlock) }.joined(separator: "\n\n")
    }
    return "**\(chunk.title)**\n\n\(Self.cut(body, to: Self.mostCharacters))"
  }

  /// A hit as a source; its snippet begins with the sentence that holds most of what is asked.
  func source(_ hit: SearchHit, _ asked: Set<String>) -> Answer.Source {
    let sentences = Self.sentences(of: hit.chunk.text)
    var best = (place: 0, coverage: 0.0)
    for (place, terms) in analyzer.terms(of: sentences).enumerated() {
      let coverage = rarity.coverage(of: asked, by: Set(terms))
      if coverage > best.coverage { best = (place, coverage) }
    }
    // What does not fill a snippet is shown with what comes before it.
    let following = sentences[best.place...].joined(separator: " ")
    let text = following.count < Self.mostOfSnippet ? sentences.joined(separator: " ") : following
    let shown =
      following.count < Self.mostOfSnippet ? text.suffix(Self.mostOfSnippet) : text.prefix(Self.mostOfSnippet)
    return Answer.Source(
      id: hit.chunk.document, title: hit.chunk.title, kind: hit.chunk.kind, snippet: String(shown),
      score: hit.score)
  }

  /// The paragraphs, lists and tables of a text, each with the heading over it; without the line of topics.
  static func blocks(of text: String) -> [String] {
    var blocks: [String] = []
    var heading = ""
    for block in paragraphs(of: text) where !block.hasPrefix(topicsMark) {
      if block.hasPrefix("#"), !block.contains("\n") {
        heading = block + "\n\n"
      } else {
        blocks.append(heading + block)
        heading = ""
      }
    }
    return blocks
  }

  /// How the line of topics at the end of an article begins.
  private static let topicsMark = "Topics: "

  private static func topics(of text: String) -> String? {
    paragraphs(of: text).last { $0.hasPrefix(topicsMark) }
  }

  /// The parts of a text between blank lines.
  private static func paragraphs(of text: String) -> [String] {
    var paragraphs: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        paragraphs.append([])
      } else {
        paragraphs[paragraphs.count - 1].append(line)
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
  }

  /// The sentences, list items and table rows of a text; headings and lines of signs are none.
  static func sentences(of text: String) -> [String] {
    var sentences: [String] = []
    for line in text.split(separator: "\n")
    where line.contains(where: \.isLetter) && !line.hasPrefix("#") && !line.hasPrefix(topicsMark) {
      var sentence = ""
      for word in line.split(separator: " ") {
        sentence += sentence.isEmpty ? String(word) : " \(word)"
        if let last = word.last, ".!?:".contains(last) {
          sentences.append(sentence)
          sentence = ""
        }
      }
      if !sentence.isEmpty { sentences.append(sentence) }
    }
    return sentences.isEmpty ? [text] : sentences
  }

  /// At most `most` characters, cut after a sentence or line.
  private static func cut(_ text: String, to most: Int) -> String {
    guard text.count > most else { return text }
    let head = text.prefix(most)
    let end = head.lastIndex { $0 == "." || $0 == "\n" } ?? head.endIndex
    return "\(head[..<end]) …"
  }
}
