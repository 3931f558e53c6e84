import Domain

/// What someone is at while asking: "warehouse here. …", "…, I have the supplier reviews next week". Its nouns name no
/// part of what is asked, even those of which nothing is known.
extension IdleWords {
  /// The items without the scenes before and after what is asked; nil when there is none.
  ///
  /// For a question that is not understood as a whole, or refused for a word of such a scene.
  func withoutScenes(asOf: CalendarDate) -> [Item]? {
    let parts = stretches(of: items.indices, cutBefore: { $0 > 0 && isCut($0) })
    guard parts.count > 1, let asking = parts.firstIndex(where: asks) else { return nil }
    let isBeside = { part in !asks(part) && (isScene(part, asOf: asOf) || isAside(part)) }
    if let named = rowSpokenOf(parts[..<asking], in: items[parts[asking].lowerBound...]) {
      return [named] + items[parts[asking].lowerBound...]
    }
    guard let first = parts.firstIndex(where: { !isBeside($0) }),
      let last = parts.lastIndex(where: { !isBeside($0) })
    else { return nil }
    let asked = items[parts[first].lowerBound..<parts[last].upperBound]
    guard (parts[..<first] + parts[(last + 1)...]).contains(where: { isScene($0, asOf: asOf) }),
      namesThing(asked) || isSmallTalk(asked),
      !asked.contains(where: { $0.has(.generic) || $0.has(.back) && !$0.has(.filler) })
    else { return nil }
    return Array(asked)
  }

  /// "a customer moans about ticket 4711. How long did that one take": the one that is named before, of all that is said.
  private func rowSpokenOf(_ before: ArraySlice<Range<Int>>, in asked: ArraySlice<Item>) -> Item? {
    guard asked.contains(where: { $0.has(.back) || $0.has(.pronoun) }) else { return nil }
    let said = before.flatMap { items[$0] }
    let named = said.filter { item in
      !item.isPartial && item.meanings.contains { if case .value = $0 { true } else { false } }
    }
    let isPlain = said.allSatisfy { item in
      switch item.kind {
      case .term, .filler, .sign, .unknown, .role:
        !item.meanings.contains { if case .segment = $0 { true } else { false } }
      default: false
      }
    }
    return named.count == 1 && isPlain ? named[0] : nil
  }

  /// Something is asked in it: a word that asks, a ranking or a number by name.
  private func asks(_ part: Range<Int>) -> Bool {
    let isPurpose = said(part).first.map { words[.speaker, default: []].contains($0) } ?? false
    return items[part].contains { item in
      item.has(.which) || item.has(.what) || item.has(.who) || item.has(.when) || item.has(.count)
        || item.has(.amount) || item.has(.knowledge) || item.has(.average) || item.has(.share)
        || item.has(.top) || item.has(.bottom) || item.has(.group) || item.has(.list) && !isPurpose
        || item.meanings.contains { meaning in
          switch meaning {
          case .measure: true
          case .topic: item.words.count > 2
          default: false
          }
        }
    }
  }

  /// Nothing in it is a value, a number, a condition or a time that has been; and it is more than nouns of data.
  private func isScene(_ part: Range<Int>, asOf: CalendarDate) -> Bool {
    guard !restricts(part) else { return false }
    let isSpoken =
      said(part).contains { words[.speaker, default: []].contains($0) } || saysUnknown(part)
      || items[part].contains { $0.meanings.contains { if case .topic = $0 { true } else { false } } }
    return isSpoken
      && part.allSatisfy { index in
        switch items[index].kind {
        case .window(let window): return window.start.map { $0 >= asOf } ?? false
        // "Bay 4"
        case .quantity: return index > part.lowerBound && items[index - 1].kind == .unknown
        case .filler, .sign, .unknown, .role, .hours:
          return ![.without, .except, .never].contains { items[index].has($0) }
        case .term:
          return items[index].isPartial
            || items[index].meanings.allSatisfy { meaning in
              switch meaning {
              case .value, .segment, .measure, .unit: false
              default: true
              }
            }
        default: return false
        }
      }
  }

  private func isSmallTalk(_ asked: ArraySlice<Item>) -> Bool {
    asked.contains { $0.meanings.contains { if case .topic = $0 { true } else { false } } }
  }

  private func namesThing(_ asked: ArraySlice<Item>) -> Bool {
    asked.contains { item in
      item.meanings.contains { meaning in
        switch meaning {
        case .entity, .attribute, .measure, .value: true
        default: false
        }
      }
    }
  }
}
