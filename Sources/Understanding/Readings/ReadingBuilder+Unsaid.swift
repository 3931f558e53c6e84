import Domain

/// Guards against what a reading adds to what was said, or leaves out of it.
extension ReadingBuilder {
  /// "the average price of a RockAuto part", read as a number of the services that use one: rows that nothing names,
  /// chosen by what was named.
  var readsUnnamedRows: Bool {
    let isNamed = items.contains { item in
      item.meanings.contains { meaning in
        switch meaning {
        case .entity(let id), .segment(let id, _): id == self.subject.id
        // "what does an oil change need": the verb ties them to what is named.
        case .verb(let id):
          id == self.subject.id || catalog.entity(id)?.isLink ?? false && relationLength(to: id) == 1
        default: false
        }
      }
    }
    // "service visits at Airport in 2024?", of people whose number of visits is known.
    let isNumberOfOthers =
      reading.measures.isEmpty && !singlesOut && !isConditioned(subject.labelID)
      && reading.columns.contains { id in
        (subject.isPerson || id.entity != subject.id)
          && (catalog.attribute(id).map { $0.isNumber && !$0.isIdentifier } ?? false)
      } && reading.columns != subject.show
    if base == nil, !isNamed, isNumberOfOthers, !items.contains(where: { $0.has(.who) }) { return true }
    // "quick one: …", of rows that could be quick.
    if base == nil, !isNamed, reading.measures.isEmpty, reading.ranking?.attribute != nil,
      !reading.conditions.contains(where: { $0.attribute?.entity == subject.id }), !namesAttribute
    {
      return true
    }
    guard !subject.isLink, !subject.isPerson, subject.time == nil else { return false }
    return !isNamed && !reading.conditions.contains { $0.attribute?.entity == subject.id }
      && reading.conditions.contains { condition in
        switch condition.predicate {
        case .related, .measured: true
        default: false
        }
      }
  }

  /// A property of the subject's rows is said, or what happens to them.
  private var namesAttribute: Bool {
    items.contains { item in
      item.meanings.contains { meaning in
        switch meaning {
        case .attribute(let id): id.entity == subject.id
        case .verb(let id), .hint(let id): id == subject.id
        default: false
        }
      }
    }
  }

  /// "an EGR valve, just the part, no fitting: how much": of one that is named, whether it has something is no choice.
  var deniedOfOne: Int? {
    guard base == nil, items.contains(where: { $0.has(.amount) }), isConditioned(subject.labelID) else {
      return nil
    }
    return reading.conditions.first { condition in
      if case .not(.related) = condition.predicate {
        items.indices.contains(condition.position)
      } else {
        false
      }
    }?.position
  }

  /// "who makes it, and what do we list it at?": a second question that names nothing.
  var emptyQuestion: Int? {
    items.indices.dropFirst().first { index in
      guard items[index].has(.what) || items[index].has(.when), !items[index].has(.amount),
        let joint = items[..<index].last(where: { $0.isContent || $0.has(.and) }), joint.has(.and)
      else { return false }
      let rest = items[(index + 1)...].prefix { !$0.startsClause }
      return rest.contains { $0.has(.yesNo) || $0.has(.filler) }
        && rest.allSatisfy { !$0.isContent || $0.has(.list) || $0.has(.filler) }
    }
  }

  /// "boats with more than 8 berths, with the number of berths": a list does not show it.
  var numberNotShown: Int? {
    guard reading.measures.isEmpty,
      let bounded = reading.conditions.first(where: {
        if case .measured = $0.predicate { true } else { false }
      })
    else { return nil }
    return items.indices.first { index in
      items[index].has(.count) && index > bounded.position
        && items[..<index].last(where: { !Self.isArticle($0) }).map { $0.has(.possession) || $0.has(.and) }
          ?? false
    }
  }

  private static func isArticle(_ item: Item) -> Bool { item.has(.article) }

  /// "what was our best month": by what, of the rows that have a moment and a number to rank by?
  var choicesOfBest: [MeasureID]? {
    guard base == nil, reading.measures.isEmpty, !subject.isPerson, subject.time?.entity == subject.id,
      items.contains(where: { $0.has(.best) || $0.has(.worst) }), items.contains(where: \.isGrain),
      items.allSatisfy({ !$0.isContent || $0.isGrain || $0.kind == .role || isTime($0) })
    else { return nil }
    func measures(of id: EntityID) -> [MeasureID] { catalog.measures.filter { $0.entity == id }.map(\.id) }
    // Of what happens, what most is known of.
    let choices = measures(of: subject.id)
    let isKnownBest = catalog.entities.allSatisfy { other in
      other.isPerson || other.time?.entity != other.id || measures(of: other.id).count <= choices.count
    }
    return isKnownBest && !choices.isEmpty ? choices : nil
  }

  private func isTime(_ item: Item) -> Bool {
    switch item.kind {
    case .window, .windows: true
    default: false
    }
  }

  /// "how much does a job bring in on average": money, which no number of things is.
  var moneyNotTold: Int? {
    guard base == nil, let much = items.firstIndex(where: { $0.has(.amount) && !$0.has(.count) }),
      !reading.measures.isEmpty, reading.measures.allSatisfy({ unit(of: $0) == nil })
    else { return nil }
    return items.indices.first { index in
      index > much && (isVerbAlone(index) || items[index].kind == .filler)
        && items[index].meanings.contains { meaning in
          if case .measureVerb(let id) = meaning, let measure = self.catalog.measure(id) {
            return measure.entity == self.subject.id && self.isMoney(measure)
          }
          return false
        }
    }
  }

  /// "by payment method (unknown too)": of one value there is nothing to break down.
  var valueOfOwnGroup: Int? {
    guard base == nil, !hasAlternatives else { return nil }
    return reading.groups.lazy.compactMap { grouping -> Int? in
      guard case .attribute(let id) = grouping else { return nil }
      let own = self.reading.conditions.filter { $0.attribute == id }
      guard own.count == 1, own[0].values.count == 1, case .compare(id, .equal) = own[0].predicate,
        self.items.indices.contains(own[0].position)
      else { return nil }
      return own[0].position
    }.first
  }
}
