import Domain

/// The pass that finds what one row may be: "is order 9120 a parts, a service or a mixed one", "is ticket 7 open or
/// closed". What it is, is shown.
extension ReadingBuilder {
  func readAlternatives() {
    guard base == nil, items.first?.has(.yesNo) ?? false,
      let row = reading.conditions.first(where: { condition in
        condition.attribute.map { $0.entity == subject.id && catalog.attribute($0)?.isIdentifier == true }
          ?? false
      }),
      let joint = items.indices.first(where: { $0 > row.position && items[$0].has(.or) })
    else { return }
    let said = items.indices[(row.position + 1)...].filter { index in
      let item = items[index]
      return item.isContent && index != joint && !item.has(.article) && !item.has(.generic)
        && !item.has(.participle)
    }
    let attributes = subject.attributes.map(\.id)
    func isOf(_ id: AttributeID, _ item: Item) -> Bool {
      item.meanings.contains { meaning in
        switch meaning {
        case .value(id, _), .attribute(id): true
        default: false
        }
      }
    }
    func isState(_ item: Item) -> Bool {
      item.meanings.contains { if case .segment(subject.id, _) = $0 { true } else { false } }
    }
    guard said.contains(where: { $0 < joint }), said.contains(where: { $0 > joint }) else { return }
    if let attribute = attributes.first(where: { id in said.allSatisfy { isOf(id, items[$0]) } }) {
      reading.columns = [subject.labelID, attribute]
    } else if said.allSatisfy({ isState(items[$0]) }) {
      reading.columns = subject.show
    } else {
      return
    }
    for index in items.indices where index > row.position { isUsed[index] = true }
  }
}
