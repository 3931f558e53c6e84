package import Domain

/// Everything a question can say: the catalog's names, the language's words, all known values.
package struct Lexicon: Sendable {
  /// A known value and the words it is found by when only some of them are said.
  private struct KnownValue: Sendable {
    let attribute: AttributeID
    let text: String
    let wordCount: Int
  }

  private var trie = PhraseTrie<Meaning>()
  private var values: [KnownValue] = []
  /// Exact names of rows by their letters and digits: "inv2023000002".
  private var identifiers: [String: [Meaning]] = [:]
  /// For each word, singular, the values whose text has it, in increasing order.
  private var postings: [String: [Int32]] = [:]
  private var knownWords: Set<String>
  /// The words of each role, as they stand in the grammar.
  let words: [Grammar.Role: Set<String>]
  private var speller: Speller

  /// Values indexed by their words; above it only whole values are found.
  package static let mostWordedValues = 2_000_000

  /// `values` gives every distinct value of an attribute that has values; `knownWords` are words of the corpus,
  /// right as they stand.
  package init(
    catalog: Catalog, grammar: Grammar, times: TimeVocabulary,
    values: (AttributeID) throws -> [String], knownWords: Set<String>
  ) rethrows {
    self.knownWords = knownWords.union(grammar.known).union(times.months.keys).union(times.weekdays.keys)
      .union(times.grains.keys).union(times.adverbs.keys).union(times.ordinals.keys)
    words = grammar.phrases.mapValues(Set.init)
    passedOver = words[.article, default: []].union(["and"])
    speller = Speller(words: [], preferred: [])
    addGrammar(grammar)
    addCatalog(catalog)
    let preferred = Set(trie.vocabulary)
    for entity in catalog.entities {
      for attribute in entity.attributes where attribute.hasValues {
        for value in try values(attribute.id) {
          if attribute.isIdentifier {
            add(identifier: value, of: attribute)
          } else {
            add(value: value, of: attribute)
          }
        }
      }
    }
    speller = Speller(words: Array(trie.vocabulary), preferred: preferred)
  }

  // MARK: - Building

  private mutating func add(_ phrase: String, _ meaning: Meaning) {
    let tokens = QuestionTokenizer.tokens(of: phrase)
    let words = tokens.filter {
      $0.kind != .sign || tokens.count == 1 || Self.meaningfulSigns.contains($0.folded)
    }
    trie.insert(words.map(\.folded), meaning)
    let singular = words.map(\.singular)
    if singular != words.map(\.folded) { trie.insert(singular, meaning) }
  }

  /// Words that may stand inside a phrase without being part of it.
  private let passedOver: Set<String>
  private static let meaningfulSigns: Set<String> = ["$", "%", "#", "€", "<", ">", "="]

  private mutating func addGrammar(_ grammar: Grammar) {
    for (role, phrases) in grammar.phrases { for phrase in phrases { add(phrase, .role(role)) } }
    for (word, number) in grammar.numbers { add(word, .number(number)) }
    for (word, scale) in grammar.scales { add(word, .scale(scale)) }
    for (unit, words) in grammar.units { for word in words { add(word, .unit(unit)) } }
  }

  private mutating func addCatalog(_ catalog: Catalog) {
    for entity in catalog.entities {
      for name in entity.names { add(name, .entity(entity.id)) }
      for verb in entity.verbs { add(verb, .verb(entity.id)) }
      for hint in entity.hints { add(hint, .hint(entity.id)) }
      for segment in entity.segments {
        for name in segment.names { add(name, .segment(entity.id, segment.name)) }
      }
      for attribute in entity.attributes {
        for name in attribute.names { add(name, .attribute(attribute.id)) }
        for word in attribute.largest { add(word, .largest(attribute.id)) }
        for word in attribute.smallest { add(word, .smallest(attribute.id)) }
        for (value, names) in attribute.synonyms {
          for name in names { add(name, .value(attribute.id, value)) }
        }
      }
    }
    for measure in catalog.measures {
      for name in measure.names { add(name, .measure(measure.id)) }
      for verb in measure.verbs { add(verb, .measureVerb(measure.id)) }
    }
    for template in catalog.templates {
      for phrase in template.phrases { add(phrase, .template(template.id)) }
    }
    for topic in catalog.topics {
      for phrase in topic.phrases {
        trie.insert(QuestionTokenizer.tokens(of: phrase).map(\.folded), .topic(topic.id))
      }
    }
  }

  /// An identifier is found whole only: no words, no slips.
  private mutating func add(identifier value: String, of attribute: Attribute) {
    let key = Self.identifierKey(value.utf8)
    let isShortNumber = key.utf8.count < Self.shortestNumber && key.utf8.allSatisfy { $0 < 0x3a }
    if key.utf8.count >= 2, !isShortNumber {
      identifiers[key, default: []].append(.value(attribute.id, value))
    }
  }

  /// Letters and digits, small.
  private static func identifierKey(_ bytes: some Sequence<UInt8>) -> String {
    String(
      decoding: bytes.lazy.compactMap { byte in
        switch byte {
        case 0x41...0x5a: byte | 0x20
        case 0x30...0x39, 0x61...0x7a, 0x80...: byte
        default: nil
        }
      }, as: UTF8.self)
  }

  /// Digits of a number that stands for a value by itself: fewer are counts, amounts or years.
  static let shortestNumber = 6

  private mutating func add(value: String, of attribute: Attribute) {
    if value.utf8.allSatisfy({ $0 &- 0x30 < 10 }), value.utf8.count < Self.shortestNumber { return }
    let meaning = Meaning.value(attribute.id, value)
    add(phrase: value, meaning)
    // "Oil change (engine oil and filter)" is called by what stands before the bracket, too.
    if let bracket = value.firstIndex(of: "("), bracket > value.startIndex {
      add(phrase: String(value[..<bracket]), meaning)
    }
    guard values.count < Self.mostWordedValues else { return }
    let number = Int32(values.count)
    let singulars = Set(QuestionTokenizer.tokens(of: value).filter { $0.kind != .sign }.map(\.singular))
    values.append(KnownValue(attribute: attribute.id, text: value, wordCount: singulars.count))
    for stem in singulars { postings[stem, default: []].append(number) }
  }

  private mutating func add(phrase: String, _ meaning: Meaning) {
    let words = QuestionTokenizer.tokens(of: phrase).filter { $0.kind != .sign && $0.folded != "and" }
    trie.insert(words.map(\.singular), meaning)
    let folded = words.map(\.folded)
    if folded != words.map(\.singular) { trie.insert(folded, meaning) }
  }

  // MARK: - Looking up

  /// Every phrase that starts at a token, with what it can mean.
  func matches(in tokens: [QuestionToken], from start: Int) -> [(end: Int, meanings: [Meaning])] {
    trie.matches(from: start, count: tokens.count) { index in
      let token = tokens[index]
      let words = token.folded == token.singular ? [token.folded] : [token.folded, token.singular]
      let canSkip =
        token.kind == .sign && !Self.meaningfulSigns.contains(token.folded)
        || passedOver.contains(token.folded)
      return (words, canSkip && !token.startsClause)
    }.map { ($0.end, Array(Set($0.payloads))) } + identifiers(in: tokens, from: start)
  }

  /// Tokens of one identifier at most: a UUID has nine.
  static let longestIdentifier = 24

  /// The longest run of tokens from `start`, without a gap between them, that is an identifier.
  private func identifiers(in tokens: [QuestionToken], from start: Int) -> [(end: Int, meanings: [Meaning])] {
    guard !identifiers.isEmpty, tokens[start].kind != .sign else { return [] }
    var end = start
    var letters: [UInt8] = []
    var found: [(end: Int, meanings: [Meaning])] = []
    while end < tokens.count, end - start < Self.longestIdentifier,
      end == start || tokens[end].bytes.lowerBound == tokens[end - 1].bytes.upperBound
    {
      letters += (tokens[end].correctedFrom ?? tokens[end].folded).utf8
      end += 1
      if let meanings = identifiers[Self.identifierKey(letters)] { found = [(end, meanings)] }
    }
    return found
  }

  /// The values that have all these words among theirs, fewest other words first, `limit` at most.
  func values(having words: [QuestionToken], limit: Int) -> [Meaning] {
    var lists: [[Int32]] = []
    for token in words {
      guard let list = postings[token.singular] else { return [] }
      lists.append(list)
    }
    lists.sort { $0.count < $1.count }
    guard var common = lists.first else { return [] }
    for list in lists.dropFirst() {
      let other = Set(list)
      common = common.filter { other.contains($0) }
    }
    return common.map { values[Int($0)] }
      .sorted { ($0.wordCount, $0.text, $0.attribute) < ($1.wordCount, $1.text, $1.attribute) }
      .prefix(limit).map { .value($0.attribute, $0.text) }
  }

  /// The tokens with slips of the finger mended: a word known nowhere becomes the one known word nearest to it. The
  /// tokens at `right` stay as they are.
  func corrected(_ tokens: [QuestionToken], right: Set<Int> = []) -> [QuestionToken] {
    tokens.enumerated().map { index, token in
      guard token.kind == .word, !right.contains(index), !isKnown(token),
        let word = speller.correction(of: token.folded) ?? speller.correction(of: token.singular)
      else {
        return token
      }
      var token = token
      (token.correctedFrom, token.folded) = (token.folded, word)
      token.singular = QuestionTokenizer.singular(word)
      return token
    }
  }

  func isKnown(_ token: QuestionToken) -> Bool {
    trie.contains(word: token.folded) || trie.contains(word: token.singular)
      || knownWords.contains(token.folded)
      || knownWords.contains(token.singular)
  }

  /// Known values that start with `prefix`, letter case aside, by alphabet; `limit` at most.
  func names(startingWith prefix: String, limit: Int) -> [String] {
    let folded = prefix.lowercased()
    guard !folded.isEmpty else { return [] }
    var seen = Set<String>()
    var names: [String] = []
    for value in values where value.text.lowercased().hasPrefix(folded) && seen.insert(value.text).inserted {
      names.append(value.text)
      if names.count == limit { break }
    }
    return names.sorted()
  }
}
