import Domain

/// A stretch of tokens and all it can mean.
package struct Span: Sendable, Hashable {
  package let tokens: Range<Int>
  package var meanings: [Meaning]
  /// What it says about time, when it is a time expression.
  package var time: TimeMatch.Meaning?
  /// Only some words of the value are said: "oil change" for a longer name.
  package var isPartial = false
  /// The words as typed.
  package let text: String

  package init(tokens: Range<Int>, meanings: [Meaning], time: TimeMatch.Meaning? = nil, text: String) {
    (self.tokens, self.meanings, self.time, self.text) = (tokens, meanings, time, text)
  }
}

extension Span {
  /// Several words that are a name of the catalog, no value.
  var isName: Bool {
    tokens.count > 1 && time == nil
      && meanings.contains { meaning in
        switch meaning {
        case .measure, .measureVerb, .segment, .verb, .role(.followUp), .role(.list): true
        // Three words without meaning are said as one.
        case .role(.filler): tokens.count == 2
        default: false
        }
      }
  }
}

/// Cuts a question into spans: every token is in exactly one, longest known phrases first.
struct Segmentation {
  let lexicon: Lexicon
  let tokens: [QuestionToken]
  let question: [UInt8]
  /// The known phrases that start at each token.
  private let phrases: [[(end: Int, meanings: [Meaning])]]

  /// Values one partial name may stand for.
  static let mostPartialValues = 12

  init(lexicon: Lexicon, tokens: [QuestionToken], question: String) {
    (self.lexicon, self.tokens, self.question) = (lexicon, tokens, Array(question.utf8))
    phrases = tokens.indices.map { lexicon.matches(in: tokens, from: $0) }
  }

  /// The cover of all tokens with the highest weight. O(tokens × longest phrase).
  ///
  /// `without` are stretches that must not be read as one phrase.
  func spans(times: [TimeMatch], without: Set<Range<Int>> = []) -> [Span] {
    var candidates: [[Span]] = Array(repeating: [], count: tokens.count)
    for start in tokens.indices {
      for (end, meanings) in phrases[start] where !without.contains(start..<end) {
        guard !hidesCode(start..<end, meanings), !hidesNoun(start..<end, meanings),
          !endsInside(start..<end, meanings), !hidesHead(start..<end, meanings),
          !hidesEach(start..<end, meanings)
        else { continue }
        candidates[start].append(span(start..<end, meanings))
      }
    }
    for match in times where tokens.indices.contains(match.tokens.lowerBound) {
      // "take in three months ago": a small word before a time may belong to what stands before it.
      let clamped = match.tokens.clamped(to: tokens.indices)
      let start = clamped.first { !isSmall(tokens[$0]) } ?? clamped.lowerBound
      let range = start..<clamped.upperBound
      candidates[range.lowerBound].append(span(range, [], time: match.meaning))
    }
    return filled(cover(candidates))
  }

  private func isSmall(_ token: QuestionToken) -> Bool {
    lexicon.words[.filler, default: []].contains(token.folded)
      && !lexicon.words[.what, default: []].contains(token.folded)
  }

  /// "in IT": words of the language that swallow a code, which stands in capitals among small letters.
  private func hidesCode(_ range: Range<Int>, _ meanings: [Meaning]) -> Bool {
    guard range.count > 1, meanings.allSatisfy({ if case .role = $0 { true } else { false } }),
      question.contains(where: { (0x61...0x7a).contains($0) })
    else { return false }
    return range.contains { index in
      let said = text(of: index..<index + 1)
      guard (2...3).contains(said.utf8.count), said.utf8.allSatisfy({ (0x41...0x5a).contains($0) }) else {
        return false
      }
      return phrases[index].contains { end, meanings in
        end == index + 1 && meanings.contains { if case .value(_, said) = $0 { true } else { false } }
      }
    }
  }

  /// "by service for …": words without meaning that swallow what is broken down by.
  private func hidesNoun(_ range: Range<Int>, _ meanings: [Meaning]) -> Bool {
    guard range.count > 1, meanings.allSatisfy({ $0 == .role(.filler) }), range.lowerBound > 0,
      lexicon.words[.group, default: []].contains(tokens[range.lowerBound - 1].folded)
    else { return false }
    return phrases[range.lowerBound].contains { end, meanings in
      end == range.lowerBound + 1 && Self.isNamed(meanings)
    }
  }

  /// "number of order types": a noun in the singular before another belongs to that one.
  private func endsInside(_ range: Range<Int>, _ meanings: [Meaning]) -> Bool {
    let last = range.upperBound - 1
    // "visit on average" begins no noun.
    guard range.count > 1, range.upperBound < tokens.count,
      !Grammar.silent.union([.average, .group, .without]).contains(where: {
        lexicon.words[$0, default: []].contains(tokens[range.upperBound].folded)
      }), Self.isNamed(meanings)
    else { return false }
    let inside = phrases[last]
    // "number of service orders": the word before the noun says which of them.
    let isOfNext =
      inside.contains { $0.0 == range.upperBound && Self.isValue($0.1) }
      && phrases[range.upperBound].contains { _, meanings in
        meanings.contains { if case .entity = $0 { true } else { false } }
      }
    return isOfNext
      || tokens[last].folded == tokens[last].singular
        && inside.contains { end, meanings in
          end > range.upperBound && (Self.isNamed(meanings) || Self.isValue(meanings))
        }
  }

  private static func isValue(_ meanings: [Meaning]) -> Bool {
    meanings.contains { if case .value = $0 { true } else { false } }
  }

  /// Words between "which" and the noun it asks for, at most: "which four big parts".
  private static let mostBeforeHead = 4

  /// "which parts sold nothing": the parts are asked for, "parts sold" is no number here.
  private func hidesHead(_ range: Range<Int>, _ meanings: [Meaning]) -> Bool {
    let words = tokens[range]
    guard range.count == 2, words[range.lowerBound].folded != words[range.lowerBound].singular,
      words[range.lowerBound + 1].folded == words[range.lowerBound + 1].singular,
      meanings.contains(where: { meaning in
        switch meaning {
        case .measure, .attribute: true
        default: false
        }
      }),
      let which = tokens[..<range.lowerBound].suffix(Self.mostBeforeHead + 1).lastIndex(where: {
        lexicon.words[.which, default: []].contains($0.folded)
      }),
      !tokens[(which + 1)..<range.lowerBound].contains(where: { $0.startsClause })
    else { return false }
    func has(_ index: Int, _ fits: (Meaning) -> Bool) -> Bool {
      phrases[index].contains { end, meanings in
        end == index + 1 && meanings.contains(where: fits)
      }
    }
    return has(range.lowerBound) { if case .entity = $0 { true } else { false } }
      && has(range.lowerBound + 1) { meaning in
        switch meaning {
        case .verb, .measureVerb, .attribute: true
        default: false
        }
      }
  }

  /// "was each cooling service performed": each of them is asked of, "service performed" is no number here.
  private func hidesEach(_ range: Range<Int>, _ meanings: [Meaning]) -> Bool {
    let (first, last) = (tokens[range.lowerBound], tokens[range.upperBound - 1])
    guard range.count == 2, first.folded == first.singular,
      lexicon.words[.participle, default: []].contains(last.folded),
      meanings.contains(where: { if case .measure = $0 { true } else { false } })
    else { return false }
    let each = lexicon.words[.group, default: []].intersection(lexicon.words[.universal, default: []])
    return tokens[..<range.lowerBound].suffix(Self.mostBeforeHead).contains { each.contains($0.folded) }
  }

  private static func isNamed(_ meanings: [Meaning]) -> Bool {
    meanings.contains { meaning in
      switch meaning {
      case .entity, .attribute, .measure: true
      default: false
      }
    }
  }

  private func span(_ range: Range<Int>, _ meanings: [Meaning], time: TimeMatch.Meaning? = nil) -> Span {
    Span(tokens: range, meanings: meanings, time: time, text: text(of: range))
  }

  private func text(of range: Range<Int>) -> String {
    guard let first = range.first, let last = range.last else { return "" }
    return String(
      decoding: question[tokens[first].bytes.lowerBound..<tokens[last].bytes.upperBound], as: UTF8.self)
  }

  /// Weighted interval scheduling from the right; a token without a candidate is a span of its own.
  private func cover(_ candidates: [[Span]]) -> [Span] {
    var best = [Int](repeating: 0, count: tokens.count + 1)
    var choice = [Span?](repeating: nil, count: tokens.count)
    for start in tokens.indices.reversed() {
      best[start] = best[start + 1]
      for span in candidates[start] {
        let weight = weight(of: span) + best[span.tokens.upperBound]
        if weight > best[start] { (best[start], choice[start]) = (weight, span) }
      }
    }
    var spans: [Span] = []
    var position = 0
    while position < tokens.count {
      let chosen = choice[position] ?? span(position..<position + 1, [])
      spans.append(merged(chosen, candidates[position]))
      position = chosen.tokens.upperBound
    }
    return spans
  }

  /// All that the same tokens can mean, time included.
  private func merged(_ chosen: Span, _ candidates: [Span]) -> Span {
    var span = chosen
    for other in candidates where other.tokens == chosen.tokens {
      span.meanings += other.meanings.filter { !span.meanings.contains($0) }
      span.time = span.time ?? other.time
    }
    return withoutCodes(withOthers(span))
  }

  /// A whole value of one attribute may be part of a value of another, which alone other subjects have: "brakes" of
  /// the category "Brake system".
  private func withOthers(_ span: Span) -> Span {
    let own = span.meanings.compactMap { if case .value(let id, _) = $0 { id } else { nil } }
    let isNoun = span.meanings.contains { if case .entity = $0 { true } else { false } }
    guard !own.isEmpty, !isNoun, span.time == nil else { return span }
    var span = span
    let words = tokens[span.tokens].filter { $0.kind != .sign && $0.folded != "and" }
    for meaning in lexicon.attributes(having: Array(words), said: span.text) {
      if case .value(let id, _) = meaning, !own.contains(id) { span.meanings.append(meaning) }
    }
    return span
  }

  /// A short word of the language is a code only in capitals: "in" is not the state IN.
  private func withoutCodes(_ span: Span) -> Span {
    let isWord = span.meanings.contains { if case .role = $0 { true } else { false } }
    guard isWord, span.tokens.count == 1, span.text.utf8.count <= 3 else { return span }
    var span = span
    span.meanings.removeAll { if case .value(_, let value) = $0 { value != span.text } else { false } }
    // "which US dealer": in capitals, where others are not, it is the code.
    let isCode = span.meanings.contains { if case .value = $0 { true } else { false } }
    if isCode, span.text.contains(where: \.isUppercase), question.contains(where: { (97...122).contains($0) })
    {
      span.meanings.removeAll { if case .role = $0 { true } else { false } }
    }
    return span
  }

  /// Longer phrases win over any split of them; among equals names of data over words of grammar.
  private func weight(of span: Span) -> Int {
    let words = tokens[span.tokens].reduce(0) { $0 + ($1.kind == .sign ? 0 : 1) }
    let length = max(words, 1)
    // "by days open" is "by" and "days open", not "by days" and "open".
    if case .grain? = span.time { return length * length * 10 + 3 }
    if span.time != nil { return length * length * 10 + 6 }
    let bonus =
      span.meanings.map { meaning in
        switch meaning {
        case .value, .topic: 4 * length + 1
        case .entity, .attribute, .measure, .measureVerb, .segment, .largest, .smallest, .verb, .template:
          4 * length
        case .number, .ordinal, .scale, .unit, .hint, .words: 3
        case .role(.filler): 1
        case .role: 2
        }
      }.max() ?? 0
    return length * length * 10 + bonus
  }

  /// Runs of unknown words and of words that could be part of a longer name are looked up in the values.
  private func filled(_ spans: [Span]) -> [Span] {
    var result: [Span] = []
    var index = 0
    while index < spans.count {
      if let (end, values) = partialValue(spans, from: index) {
        let range = spans[index].tokens.lowerBound..<spans[end - 1].tokens.upperBound
        var span = span(range, values)
        span.isPartial = true
        result.append(span)
        index = end
      } else {
        result.append(spans[index])
        index += 1
      }
    }
    return result
  }

  /// "recall tickets": an everyday word beside the noun, of whose own values just one has it.
  private func ownValue(_ words: [QuestionToken], beside noun: Span) -> Meaning? {
    let owners = noun.meanings.compactMap { if case .entity(let id) = $0 { id } else { nil } }
    guard words.count == 1, words[0].kind == .word, !owners.isEmpty else { return nil }
    let own = lexicon.values(having: words, limit: Self.mostPartialValues + 1).filter { meaning in
      if case .value(let id, _) = meaning { owners.contains(id.entity) } else { false }
    }
    return own.count == 1 ? own[0] : nil
  }

  /// The longest run of spans from `start` whose words are all part of the same values; at least one word of the
  /// run means nothing else.
  private func partialValue(_ spans: [Span], from start: Int) -> (end: Int, values: [Meaning])? {
    var end = start
    var hasUnknown = false
    var best: (Int, [Meaning])?
    while end < spans.count, end - start < 6 {
      let span = spans[end]
      let words = tokens[span.tokens].filter { $0.kind != .sign }
      let isFiller = span.meanings.contains(.role(.filler))
      if isFiller && end == start || words.isEmpty || span.time != nil { break }
      if span.meanings.isEmpty, words.allSatisfy({ $0.kind == .word && !lexicon.isEveryday($0) }) {
        hasUnknown = true
      }
      if end == start, span.meanings.isEmpty, end + 1 < spans.count,
        let own = ownValue(words, beside: spans[end + 1])
      {
        best = (end + 1, [own])
      }
      end += 1
      if span.meanings.contains(where: { if case .topic = $0 { true } else { false } }) { break }
      guard hasUnknown, !isFiller, !span.meanings.contains(.role(.and)) else { continue }
      let run = tokens[spans[start].tokens.lowerBound..<span.tokens.upperBound].filter {
        $0.kind != .sign && $0.folded != "and"
      }
      let values = lexicon.values(having: Array(run), limit: Self.mostPartialValues + 1)
      if values.isEmpty { break }
      if values.count <= Self.mostPartialValues {
        best = (end, values)
      } else {
        let said = text(of: spans[start].tokens.lowerBound..<span.tokens.upperBound)
        best = (end, lexicon.attributes(having: Array(run), said: said))
      }
    }
    return best
  }
}
