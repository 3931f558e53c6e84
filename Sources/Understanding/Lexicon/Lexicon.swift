package import Domain

/// Everything a question can say: the catalog's names, the language's words, all known values.
package struct Lexicon: Sendable {
  /// Names of the catalog and words of the grammar.
  private var trie = PhraseTrie<Meaning>()
  /// Names of several words by their letters, for those who write them as one.
  private var compounds: [String: [Meaning]] = [:]
  /// Words of the catalog's names.
  var nameWords: Set<String> = []
  var index = ValueIndex()
  private var knownWords: Set<String>
  /// Words in short, and what each is read as.
  let abbreviations: [String: String]
  /// Those of several words, the longest first.
  let longhand: [(words: [String], short: String)]
  /// The words of each role, as they stand in the grammar.
  let words: [Grammar.Role: Set<String>]
  private let numbers: Set<String>
  private let everyday: Set<String>
  var speller: Speller

  /// `values` gives every distinct value of an attribute that has values; `knownWords` are words of the corpus,
  /// right as they stand.
  package init(
    catalog: Catalog, grammar: Grammar, times: TimeVocabulary,
    values: (AttributeID) throws -> [String], knownWords: Set<String>
  ) rethrows {
    self.knownWords = knownWords.union(grammar.known).union(times.months.keys).union(times.weekdays.keys)
      .union(times.grains.keys).union(times.adverbs.keys).union(times.ordinals.keys)
    words = grammar.phrases.mapValues(Set.init)
    abbreviations = grammar.abbreviations
    longhand = grammar.abbreviations.filter { $0.key.contains(" ") }
      .map { ($0.key.split(separator: " ").map(String.init), $0.value) }
      .sorted { ($1.words.count, $0.short) < ($0.words.count, $1.short) }
    numbers = Set(grammar.numbers.keys)
    everyday = Set(grammar.known).union(grammar.phrases.values.joined().filter { !$0.contains(" ") })
    passedOver = words[.article, default: []].union(["and"])
    speller = Speller(values: [], catalog: [])
    addGrammar(grammar)
    addCatalog(catalog)
    var lists: [(AttributeID, isIdentifier: Bool, values: [String])] = []
    for entity in catalog.entities {
      for attribute in entity.attributes where attribute.hasValues {
        lists.append((attribute.id, attribute.isIdentifier, try values(attribute.id)))
      }
    }
    index = ValueIndex(lists, minor: passedOver)
    let shaping = Self.singleWords(of: grammar.phrases.filter { $0.key != .filler }.values.joined())
      .union(grammar.numbers.keys).union(grammar.ordinals.keys).union(
        Self.singleWords(of: grammar.units.values.joined())
      )
      .union(times.months.keys).union(times.weekdays.keys).union(times.grains.keys).union(times.adverbs.keys)
    speller = Speller(
      values: index.words, catalog: nameWords, language: shaping,
      everyday: everyday.union(trie.vocabulary))
  }

  /// Known values.
  package var valueCount: Int { index.count }
  /// Bytes that the values take, of their texts and of all that they are found by.
  package var footprint: Int { index.footprint }

  // MARK: - Building

  private static func singleWords(of phrases: some Sequence<String>) -> Set<String> {
    Set(phrases.flatMap { QuestionTokenizer.tokens(of: $0).filter { $0.kind == .word }.map(\.folded) })
  }

  private mutating func add(_ phrase: String, _ meaning: Meaning) {
    let tokens = QuestionTokenizer.tokens(of: phrase)
    let words = tokens.filter {
      $0.kind != .sign || tokens.count == 1 || Self.meaningfulSigns.contains($0.folded)
    }
    trie.insert(words.map(\.folded), meaning)
    switch meaning {
    case .role, .number, .ordinal, .scale, .unit, .template, .topic, .hint: break
    default: nameWords.formUnion(words.filter { $0.kind == .word }.map(\.folded))
    }
    let singular = words.map(\.singular)
    if singular != words.map(\.folded) { trie.insert(singular, meaning) }
    // "SKUs": a plural that does not lead back to its noun.
    if let last = words.last, last.kind == .word, last.folded.hasSuffix("u") {
      trie.insert(words.dropLast().map(\.folded) + [last.folded + "s"], meaning)
    }
    if words.count > 1, words.allSatisfy({ $0.kind == .word }) {
      for key in Set([words.map(\.folded).joined(), singular.joined()])
      where key.utf8.count >= Self.shortestCompound { compounds[key, default: []].append(meaning) }
    }
  }

  /// Letters of words written as one, at least: "inhouse" is enough to be no accident.
  static let shortestCompound = 6

  /// Words that may stand inside a phrase without being part of it.
  let passedOver: Set<String>
  private static let meaningfulSigns: Set<String> = ["$", "%", "#", "€", "<", ">", "="]

  private mutating func addGrammar(_ grammar: Grammar) {
    for (role, phrases) in grammar.phrases where !Grammar.unread.contains(role) {
      for phrase in phrases { add(phrase, .role(role)) }
    }
    for (word, number) in grammar.numbers { add(word, .number(number)) }
    for (word, place) in grammar.ordinals { add(word, .ordinal(place)) }
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

  /// Digits of a number that stands for a value by itself: fewer are counts, amounts or years.
  static let shortestNumber = 6

  // MARK: - Looking up

  /// Every phrase that starts at a token, with what it can mean.
  package func matches(in tokens: [QuestionToken], from start: Int) -> [(end: Int, meanings: [Meaning])] {
    var found = names(in: tokens, from: start)
    if let (joined, extra) = joinedByHyphen(tokens, start), trie.contains(word: joined[0].folded) {
      found += names(in: joined, from: 0).map { (start + $0.end + extra, $0.meanings) }
    }
    let token = tokens[start]
    if token.kind == .word, !isNamed(token),
      let meanings = compounds[token.folded] ?? compounds[token.singular]
    {
      found.append((start + 1, Self.once(meanings)))
    }
    return found + values(in: tokens, from: start) + identifiers(in: tokens, from: start)
  }

  /// Each once, in the order of the pack: of two names for one number the first counts, in every run.
  private static func once(_ meanings: [Meaning]) -> [Meaning] {
    var seen = Set<Meaning>()
    return meanings.filter { seen.insert($0).inserted }
  }

  /// Names of the catalog and words of the grammar.
  private func names(in tokens: [QuestionToken], from start: Int) -> [(end: Int, meanings: [Meaning])] {
    let found = trie.matches(from: start, count: tokens.count) { index in
      let token = tokens[index]
      let words = token.folded == token.singular ? [token.folded] : [token.folded, token.singular]
      // "branch and service type" is no "branch service".
      let isJoint = self.words[.and, default: []].contains(token.folded)
      return (words, isPassedOver(token) && !isJoint && !token.startsClause)
    }.map { ($0.end, Self.once($0.payloads)) }
    return found.compactMap { end, meanings in
      guard tokens[start..<end].contains(where: { Self.partingSigns.contains($0.folded) }), end - start > 1
      else {
        return (end, meanings)
      }
      // "no, i meant": only words of speech go on behind a comma.
      let spoken = meanings.filter { meaning in
        switch meaning {
        case .role, .topic: true
        default: false
        }
      }
      return spoken.isEmpty ? nil : (end, spoken)
    }
  }

  /// Signs that no name goes across: "for every dealer, the service visits".
  private static let partingSigns: Set<String> = [",", ";", ":", "(", ")", "?", "!"]

  private func isPassedOver(_ token: QuestionToken) -> Bool {
    token.kind == .sign ? !Self.meaningfulSigns.contains(token.folded) : passedOver.contains(token.folded)
  }

  /// The tokens from `start` with the first three as one word, when they are two words and a hyphen: "e-mail"; and
  /// how many tokens went.
  private func joinedByHyphen(_ tokens: [QuestionToken], _ start: Int) -> (
    tokens: [QuestionToken], extra: Int
  )? {
    guard start + 2 < tokens.count, tokens[start + 1].folded == "-", isGlued(tokens, start + 1),
      isGlued(tokens, start + 2), tokens[start].kind == .word, tokens[start + 2].kind == .word
    else { return nil }
    let folded = tokens[start].folded + tokens[start + 2].folded
    let joined = QuestionToken(
      kind: .word, folded: folded, singular: QuestionTokenizer.singular(folded),
      bytes: tokens[start].bytes.lowerBound..<tokens[start + 2].bytes.upperBound,
      startsClause: tokens[start].startsClause)
    return ([joined] + tokens[(start + 3)...], 2)
  }

  func isGlued(_ tokens: [QuestionToken], _ index: Int) -> Bool {
    tokens[index].bytes.lowerBound == tokens[index - 1].bytes.upperBound
  }

  /// Values whose words, minor ones aside, are the tokens from `start`: plural or singular, apart or as one word; by
  /// their stems when nothing else is found.
  private func values(in tokens: [QuestionToken], from start: Int) -> [(end: Int, meanings: [Meaning])] {
    guard index.count > 0, tokens[start].kind != .sign else { return [] }
    var found: [(end: Int, meanings: [Meaning])] = []
    var words: [QuestionToken] = []
    var isHyphenated = true
    for end in start..<tokens.count {
      let token = tokens[end]
      if end > start { isHyphenated = isHyphenated && isGlued(tokens, end) }
      if end > start, isPassedOver(token), !token.startsClause { continue }
      if token.kind == .sign { break }
      words.append(token)
      // A value in one word may be written in two or three.
      if words.count > index.mostWords + 2 { break }
      let meanings = values(named: words, isHyphenated: isHyphenated)
      if meanings.isEmpty, !mayBegin(words) { break }
      if !meanings.isEmpty { found.append((end + 1, meanings)) }
    }
    return found
  }

  private func mayBegin(_ words: [QuestionToken]) -> Bool {
    index.mayBegin(with: words.map(\.folded).joined()) || index.mayBegin(with: words.map(\.singular).joined())
  }

  private func values(named words: [QuestionToken], isHyphenated: Bool) -> [Meaning] {
    let folded = words.map(\.folded).joined()
    let singular = words.map(\.singular).joined()
    guard index.mayBegin(with: folded) || index.mayBegin(with: singular) else { return [] }
    // Written as other words than the value's: enough letters, and not words that stand for something else.
    let mayDiffer =
      folded.utf8.count >= 5
      && (words.count == 1 || isHyphenated || !words.allSatisfy { trie.contains(word: $0.folded) })
    func isFit(_ name: PhraseName) -> Bool { name.words.count == words.count || mayDiffer }
    var seen = Set<String>()
    var found: [Meaning] = []
    for key in [folded, singular, QuestionTokenizer.singular(folded)]
    where seen.insert(key).inserted {
      found += index.values(named: key, minor: passedOver, where: isFit).filter { !found.contains($0) }
    }
    if !found.isEmpty { return found }
    let canStem = words.allSatisfy { word in
      PhraseName.stem(word) == word.singular || word.folded.utf8.count >= 5 && !isNamed(word)
    }
    guard canStem else { return [] }
    return index.values(named: PhraseName.stemKey(words), minor: passedOver) { $0.words.count == words.count }
  }

  /// A word of the grammar or of a name in the catalog.
  func isNamed(_ token: QuestionToken) -> Bool {
    trie.contains(word: token.folded) || trie.contains(word: token.singular)
  }

  /// Tokens of one identifier at most: a UUID has nine.
  static let longestIdentifier = 24
  /// Gaps where dashes of an identifier were left out, at most: "INV 2023 000002".
  static let mostGaps = 3

  /// The longest run of tokens from `start` that is an identifier. One with letters and digits may have gaps.
  private func identifiers(in tokens: [QuestionToken], from start: Int) -> [(end: Int, meanings: [Meaning])] {
    guard index.hasIdentifiers, tokens[start].kind != .sign else { return [] }
    var end = start
    var letters: [UInt8] = []
    var gaps = 0
    var found: [(end: Int, meanings: [Meaning])] = []
    while end < tokens.count, end - start < Self.longestIdentifier {
      if end > start, !isGlued(tokens, end) {
        guard tokens[end].kind != .sign, !tokens[end].startsClause else { break }
        gaps += 1
        if gaps > Self.mostGaps { break }
      }
      letters += LookAlikes.letters(of: (tokens[end].correctedFrom ?? tokens[end].folded).utf8)
      end += 1
      guard tokens[end - 1].kind != .sign else { continue }
      if gaps > 0, !(letters.count >= 5 && letters.contains { $0 < 0x3a } && letters.contains { $0 > 0x39 }) {
        continue
      }
      let meanings = index.identifiers(letters)
      if !meanings.isEmpty { found = [(end, meanings)] }
    }
    return found
  }

  /// The values that have all these words among theirs, fewest other words first, `limit` at most; of very many any.
  /// When some have no other words, only those.
  package func values(having words: [QuestionToken], limit: Int) -> [Meaning] {
    let stems = Set(words.map(PhraseName.stem))
    let ranked = index.values(having: stems, limit: ValueIndex.mostRanked)
      .map { (others: $0.others, text: index.text($0.number), number: $0.number) }
      .sorted { ($0.others, $0.text, $0.number) < ($1.others, $1.text, $1.number) }
    let whole = ranked.prefix { $0.others == 0 }
    return (words.count > 1 && !whole.isEmpty ? whole : ranked[...]).prefix(limit).map {
      index.meaning($0.number)
    }
  }

  /// The values of one attribute that have all these words among theirs, `limit` at most.
  func values(of attribute: AttributeID, having words: [QuestionToken], limit: Int) -> [Meaning] {
    guard !words.isEmpty, let section = index.sections.first(where: { $0.attribute == attribute }) else {
      return []
    }
    return index.values(having: Set(words.map(PhraseName.stem)), in: section.values, limit: limit)
      .map { index.meaning($0.number) }
  }

  /// The value of the attribute that says that none is known: "Unknown".
  func unknownValue(of attribute: AttributeID) -> String? {
    for word in words[.isMissing, default: []].sorted() {
      for case .value(_, let text) in values(
        of: attribute, having: QuestionTokenizer.tokens(of: word), limit: 4)
      where text.lowercased() == word { return text }
    }
    return nil
  }

  /// For each attribute with values that have all these words: the value, when it is one, else the words.
  func attributes(having words: [QuestionToken], said text: String) -> [Meaning] {
    let stems = Set(words.map(PhraseName.stem))
    return index.sections.compactMap { section in
      let found = index.values(having: stems, in: section.values, limit: 2)
      guard let first = found.first else { return nil }
      return found.count == 1 ? index.meaning(first.number) : .words(section.attribute, text)
    }
  }

  func isKnown(_ token: QuestionToken) -> Bool {
    isNamed(token) || knownWords.contains(token.folded) || knownWords.contains(token.singular)
      || index.words.contains(token.folded) || index.words.contains(token.singular)
      || compounds[token.folded] != nil || compounds[token.singular] != nil
      || !values(named: [token], isHyphenated: true).isEmpty
      || !index.identifiers(LookAlikes.letters(of: token.folded.utf8)).isEmpty
  }

  /// A common word of the language, which by itself names nothing.
  func isEveryday(_ token: QuestionToken) -> Bool { everyday.contains(token.folded) }

  /// The word is a number: "three".
  func isNumber(_ token: QuestionToken) -> Bool { numbers.contains(token.folded) }

  /// Known values that start with `prefix`, letter case aside, by alphabet; `limit` at most. O(values).
  func names(startingWith prefix: String, limit: Int) -> [String] {
    let folded = prefix.lowercased()
    guard let first = folded.unicodeScalars.first else { return [] }
    var seen = Set<String>()
    var names: [String] = []
    for section in index.sections where !section.isIdentifier {
      for number in section.values {
        // Most values are told apart by their first letter alone.
        if let byte = index.utf8(number).first, byte < 0x80, first.isASCII,
          byte | 0x20 != UInt8(first.value) | 0x20
        {
          continue
        }
        let text = index.text(number)
        guard text.lowercased().hasPrefix(folded), seen.insert(text).inserted else { continue }
        names.append(text)
        if names.count == limit { return names.sorted() }
      }
    }
    return names.sorted()
  }
}
