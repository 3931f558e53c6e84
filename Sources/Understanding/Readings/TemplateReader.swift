import Domain

/// Fills the slots of a named question template from the items of a question.
struct TemplateReader {
  let catalog: Catalog

  /// The template that the question calls and that accounts for all its words; of several the one that more of them
  /// are about, then the first of the catalog.
  func call(_ items: [Item]) -> TemplateCall? {
    var called: [QuestionTemplate] = []
    for item in items {
      for case .template(let id) in item.meanings {
        if let template = catalog.template(id), !called.contains(where: { $0.id == id }) {
          called.append(template)
        }
      }
    }
    /// Words that can only be about the template's area.
    func nearness(_ template: QuestionTemplate) -> Int {
      let areas = domains(of: template)
      return items.count { item in
        let owners = item.meanings.compactMap(owner)
        return !owners.isEmpty && owners.allSatisfy(areas.contains)
      }
    }
    let order = catalog.templates.map(\.id)
    let ranked = called.map { ($0, nearness($0), order.firstIndex(of: $0.id) ?? 0) }
      .sorted { ($1.1, $0.2) < ($0.1, $1.2) }
    return ranked.lazy.compactMap { call($0.0, items) }.first
  }

  /// The area of what a word names; nil of a word of the language.
  private func owner(of meaning: Meaning) -> String? {
    let entity: EntityID? =
      switch meaning {
      case .entity(let id), .verb(let id), .hint(let id): id
      case .measureVerb(let id), .measure(let id): catalog.measure(id)?.entity
      case .value(let id, _), .attribute(let id): id.entity
      default: nil
      }
    return entity.flatMap { catalog.entity($0)?.domain }
  }

  private func call(_ template: QuestionTemplate, _ items: [Item]) -> TemplateCall? {
    let words = Set(
      template.words.map { QuestionTokenizer.tokens(of: $0).map(\.singular).joined(separator: " ") })
    var values: [String: Value] = [:]
    var window: TimeWindow?
    for item in items where item.isContent {
      if let (slot, text) = value(of: item, template, filled: values) {
        values[slot] = .text(text)
        continue
      }
      switch item.kind {
      case .window(let found) where window == nil && hasWindow(template):
        window = found
        continue
      case .quantity(let quantity)
      where quantity.unit == nil && quantity.number.scale == 0 && quantity.number.units > 0:
        guard let slot = limitSlot(template), values[slot.name] == nil else { return nil }
        values[slot.name] = .integer(min(quantity.number.units, 10_000))
        continue
      default: break
      }
      let isCall = item.meanings.contains(.template(template.id))
      let text = QuestionTokenizer.tokens(of: item.text).map(\.singular).joined(separator: " ")
      guard isCall || words.contains(text) || isMute(item, template) else {
        return nil
      }
    }
    for slot in template.slots {
      switch slot.kind {
      case .value: if values[slot.name] == nil { return nil }
      case .limit(let standard):
        values[slot.name] = values[slot.name] ?? .integer(asksForOne(items, template) ? 1 : Int64(standard))
      case .window: break
      }
    }
    return TemplateCall(template: template.id, values: values, window: window)
  }

  /// Words that frame the question and nouns and verbs, which cannot narrow it.
  private func isMute(_ item: Item, _ template: QuestionTemplate) -> Bool {
    let framing: [Grammar.Role] = [
      .filler, .list, .top, .and, .count, .amount, .who, .pronoun, .back, .person, .yesNo, .followUp,
      .identity, .total,
    ]
    if framing.contains(where: item.has) { return true }
    return !item.meanings.isEmpty
      && item.meanings.allSatisfy { meaning in
        switch meaning {
        case .entity, .verb, .measureVerb, .hint, .template, .attribute, .measure, .role, .value: true
        default: false
        }
      }
      && item.meanings.contains { meaning in
        // Of the template's own area: another's names say that something else is asked.
        let entity: EntityID? =
          switch meaning {
          case .entity(let id), .verb(let id), .hint(let id): id
          case .measureVerb(let id): catalog.measure(id)?.entity
          default: nil
          }
        return entity.flatMap { catalog.entity($0)?.domain }.map { domains(of: template).contains($0) }
          ?? false
      }
  }

  private func domains(of template: QuestionTemplate) -> Set<String> {
    Set(
      template.slots.compactMap { slot in
        if case .value(let id) = slot.kind { catalog.entity(id.entity)?.domain } else { nil }
      })
  }

  /// "which other part": one is asked for.
  private func asksForOne(_ items: [Item], _ template: QuestionTemplate) -> Bool {
    let nouns = Set(catalog.entities.flatMap(\.names))
    // "what part is bought with … most often"
    if let noun = items.firstIndex(where: {
      $0.meanings.contains { if case .entity = $0 { true } else { false } }
    }), items[..<noun].contains(where: { $0.has(.list) || $0.has(.what) }), !items[noun].isPlural,
      items[noun].words.count == 1, items.contains(where: { $0.has(.top) })
    {
      return true
    }
    return items.contains { item in
      guard item.meanings.contains(.template(template.id)), !item.isPlural else { return false }
      let words = QuestionTokenizer.tokens(of: item.text)
      return words.count > 1 && words.last.map { nouns.contains($0.folded) } ?? false
    }
  }

  private func value(
    of item: Item, _ template: QuestionTemplate, filled: [String: Value]
  ) -> (String, String)? {
    for slot in template.slots where filled[slot.name] == nil {
      guard case .value(let attribute) = slot.kind else { continue }
      let texts = item.meanings.compactMap { meaning -> String? in
        if case .value(attribute, let text) = meaning { text } else { nil }
      }
      if let text = texts.first, texts.count == 1 { return (slot.name, text) }
    }
    return nil
  }

  private func hasWindow(_ template: QuestionTemplate) -> Bool {
    template.slots.contains { $0.kind == .window }
  }

  private func limitSlot(_ template: QuestionTemplate) -> QuestionTemplate.Slot? {
    template.slots.first { if case .limit = $0.kind { true } else { false } }
  }
}
