import Domain

/// Finds what a question says besides what it asks: greetings, who wants to know, why, and a name below.
///
/// A stretch is idle when none of its words names data, chooses rows or asks for a number. A sentence may be left out
/// for that alone; a stretch within a sentence only at its edge, and only when someone speaks in it ("she's still on
/// the line - …") or it is a call ("right, …"): elsewhere an unknown word may be one of a list.
struct IdleWords {
  /// Items that say what a question is for, at most.
  private static let longestAim = 6

  let items: [Item]
  /// The words of each role: those of `Grammar.unread` are known by their text alone.
  let words: [Grammar.Role: Set<String>]

  /// The items without the idle stretches; nil when there are none, or nothing else.
  func removed() -> [Item]? {
    var isIdle = [Bool](repeating: false, count: items.count)
    for sentence in stretches(of: items.indices, cutBefore: { items[$0].startsClause }) {
      if isChatter(sentence), !restricts(sentence) {
        mark(sentence, &isIdle)
        continue
      }
      let parts = stretches(of: sentence, cutBefore: isCut)
      let heads = parts.dropLast().prefix { isAside($0) || isHeading($0) }
      let tails = parts.dropFirst(max(1, heads.count)).reversed().prefix(while: isAside)
      for part in heads + tails { mark(part, &isIdle) }
      if heads.isEmpty, let first = parts.first, first.upperBound < items.endIndex {
        markSceneInTime(first, &isIdle)
      }
      markAim(in: sentence.drop { isIdle[$0] }, &isIdle)
      markTelling(in: sentence.drop { isIdle[$0] }, &isIdle)
    }
    let kept = items.indices.filter { !isIdle[$0] }
    guard kept.count < items.count, kept.contains(where: { items[$0].isContent }) else { return nil }
    return kept.map { items[$0] }
  }

  /// "I am reconciling 2023: …": of what someone is at, the time is part of the question.
  private func markSceneInTime(_ part: Range<Int>, _ isIdle: inout [Bool]) {
    let times = part.filter { if case .window = items[$0].kind { true } else { false } }
    guard times.count == 1, let time = times.first, part.last.map({ items[$0].kind == .sign(":") }) ?? false,
      said(part).first.map({ words[.speaker, default: []].contains($0) }) ?? false,
      isChatter(part.lowerBound..<time), isChatter(time + 1..<part.upperBound), !restricts(part)
    else { return }
    for index in part where index != time { isIdle[index] = true }
  }

  /// "the boss wants to know how many …": who wants to know what follows.
  private func markTelling(in sentence: Range<Int>, _ isIdle: inout [Bool]) {
    guard let telling = sentence.last(where: { items[$0].has(.telling) }), telling + 1 < sentence.upperBound,
      isChatter(sentence.lowerBound..<telling)
    else { return }
    mark(sentence.lowerBound..<telling + 1, &isIdle)
  }

  /// "for my bank reconciliation I need the …", "for the mailing plan: the three …": what it is for, in a word known
  /// nowhere, before what is asked.
  private func markAim(in sentence: Range<Int>, _ isIdle: inout [Bool]) {
    guard let first = sentence.first, items[first].has(.aim) || items[first].has(.purpose),
      let end = sentence.dropFirst().prefix(Self.longestAim).first(where: { index in
        [",", ":"].contains { items[index].kind == .sign($0) }
          || Self.asking.contains { items[index].has($0) && !items[index].has(.filler) }
          || index > first + 1 && isSpoken(index)
      })
    else { return }
    let aim = first + 1..<end
    let owner = aim.first.map {
      said($0..<$0 + 1).first.map { words[.speaker, default: []].contains($0) } ?? false
    }
    guard owner ?? false || items[first].has(.purpose) || items[end].kind == .sign(":"), saysUnknown(aim),
      aim.allSatisfy({ namesNoRows(items[$0]) })
    else { return }
    mark(first..<(Self.isSign(items[end]) ? end + 1 : end), &isIdle)
  }

  /// "I need the": someone speaks of nothing else.
  private func isSpoken(_ index: Int) -> Bool {
    items[index].kind == .filler
      && said(index..<index + 1).first.map { words[.speaker, default: []].contains($0) } ?? false
  }

  /// It is no number, no time and no name of rows, values or numbers; a property may be.
  private func namesNoRows(_ item: Item) -> Bool {
    guard [.term, .role, .filler, .unknown].contains(item.kind) || Self.isSign(item) else { return false }
    return item.isPartial
      || item.meanings.allSatisfy { meaning in
        switch meaning {
        case .role, .attribute, .measureVerb, .verb, .words, .hint, .template: true
        default: false
        }
      }
  }

  private static func isSign(_ item: Item) -> Bool { if case .sign = item.kind { true } else { false } }

  private func mark(_ range: Range<Int>, _ isIdle: inout [Bool]) {
    for index in range { isIdle[index] = true }
  }

  // MARK: - Stretches

  func stretches(of range: Range<Int>, cutBefore: (Int) -> Bool) -> [Range<Int>] {
    guard !range.isEmpty else { return [] }
    let starts = [range.lowerBound] + range.dropFirst().filter(cutBefore)
    return zip(starts, starts.dropFirst() + [range.upperBound]).map { $0..<$1 }
  }

  /// A part of a sentence begins behind a comma or a dash.
  func isCut(_ index: Int) -> Bool {
    [",", "-", "(", ")", ":"].contains { items[index - 1].kind == .sign($0) } || items[index].startsClause
  }

  /// At the edge of a sentence: a call, or someone speaking of something else.
  func isAside(_ part: Range<Int>) -> Bool {
    isChatter(part) && !restricts(part)
      && (said(part).contains { words[.speaker, default: []].contains($0) }
        || said(part).allSatisfy { words[.call, default: []].contains($0) || isFiller($0) })
  }

  /// One of its words is known nowhere.
  func saysUnknown(_ part: Range<Int>) -> Bool {
    part.contains { index in
      items[index].kind == .unknown && items[index].isWord
        && !words[.speaker, default: []].contains(items[index].text.lowercased())
    }
  }

  /// "one for the heat map:", before what is asked.
  private func isHeading(_ part: Range<Int>) -> Bool {
    guard part.last.map({ items[$0].kind == .sign(":") }) ?? false, !restricts(part) else { return false }
    // "customer standing at my desk:"
    let isScene =
      ClauseChoices.isMute(items[part]) && said(part).contains { words[.speaker, default: []].contains($0) }
      && saysUnknown(part)
    return isChatter(part) || isScene
  }

  private func isFiller(_ word: String) -> Bool { words[.filler, default: []].contains(word) }

  /// Without the sentences that only say whose rows are counted as well, as they are anyway: "Include the unknown ones."
  func withoutInclusions() -> [Item] {
    let sentences = stretches(of: items.indices, cutBefore: { items[$0].startsClause })
    let kept = sentences.enumerated().filter { $0.offset == 0 || !isInclusion($0.element) }
    return kept.flatMap { items[$0.element] }
  }

  private func isInclusion(_ sentence: Range<Int>) -> Bool {
    let said = said(sentence)
    let isSaid = words[.including, default: []].contains { phrase in
      said.starts(with: phrase.split(separator: " ").map(String.init))
    }
    return isSaid
      && items[sentence].allSatisfy { item in
        !item.isContent || item.has(.generic) || item.has(.list)
          || item.meanings.contains { if case .value = $0 { true } else { false } }
          || words[.including, default: []].contains(item.text.lowercased())
      }
  }

  /// Without the sentences before the last in which someone speaks of something else: "I'm putting a quote together."
  func withoutLead() -> [Item] {
    let sentences = stretches(of: items.indices, cutBefore: { items[$0].startsClause })
    let lead = sentences.dropLast().prefix { sentence in
      said(sentence).first.map { words[.speaker, default: []].contains($0) } ?? false
        && (isChatter(sentence, but: [.sum]) && saysUnknown(sentence) || setsScene(sentence))
    }
    return lead.last.map { Array(items[$0.upperBound...]) } ?? items
  }

  /// "I'm putting a quote sheet together.", before a question: at most properties are named, and nothing is asked.
  private func setsScene(_ sentence: Range<Int>) -> Bool {
    items[(sentence.upperBound)...].contains {
      $0.has(.which) || $0.has(.what) || $0.has(.count) || $0.has(.amount)
    }
      && sentence.last.map { items[$0].kind == .sign(".") } ?? false
      && items[sentence].allSatisfy { item in
        namesNoRows(item) && Self.asking.allSatisfy { !item.has($0) || item.has(.filler) }
          || item.has(.article)
      }
  }

  /// Nothing in it names data, chooses rows, is a number or asks for something, words of the roles `but` aside.
  private func isChatter(_ range: Range<Int>, but: [Grammar.Role] = []) -> Bool {
    // Part of a name, or a slip of one, is no name where nothing else is one: "before I ring her back".
    ClauseChoices.isMute(items[range].filter { item in !item.isPartial && !but.contains { item.has($0) } })
      && items[range].allSatisfy { item in
        item.isPartial
          || item.meanings.allSatisfy { if case .role = $0 { true } else { false } }
            && Self.asking.allSatisfy { !item.has($0) || item.has(.filler) } && !item.isGrain
      }
  }

  /// It begins like words that choose rows: "of the red ones", "not the angry ones".
  func restricts(_ range: Range<Int>) -> Bool {
    let said = said(range)
    return said.first.map { words[.restricting, default: []].contains($0) } ?? false
      || said.contains { words[.only, default: []].contains($0) }
        && items[range].contains { $0.has(.generic) || $0.has(.back) }
  }

  func said(_ range: Range<Int>) -> [String] {
    items[range].flatMap { QuestionTokenizer.tokens(of: $0.text) }.filter { $0.kind != .sign }.map(\.folded)
  }

  /// Roles of words with which something is asked, whatever stands beside them.
  private static let asking: [Grammar.Role] = [
    .what, .which, .who, .when, .list, .count, .followUp, .narrowing, .sort, .knowledge, .definition,
  ]
}
