import Domain

/// Words that say how an answer is laid out, or what is known of it anyway.
extension ReadingBuilder {
  /// "by branch, all twelve", "at each of the six branches": how many groups there are, as is known anyway.
  func numbersGroups(_ index: Int) -> Bool {
    guard base == nil, case .quantity(let quantity) = items[index].kind, quantity.unit == nil, index > 0,
      !reading.groups.isEmpty
    else { return false }
    let said = items[index - 1].text.lowercased().split(separator: " ").map(String.init)
    return said.contains { words[.universal, default: []].contains($0) }
  }

  /// "Harbor and Summit: total gross": a number of each that is named in the heading.
  var headsWithValues: Bool {
    guard base == nil, hasAlternatives, !reading.measures.isEmpty, reading.groups.isEmpty,
      let colon = items.firstIndex(where: { $0.kind == .sign(":") })
    else { return false }
    let named = reading.conditions.filter { $0.position < colon && !$0.values.isEmpty }
    return named.count > 1 && Set(named.map(\.attribute)).count == 1
      && items[..<colon].indices.allSatisfy { index in
        !items[index].isContent || items[index].has(.and) || named.contains { $0.position == index }
      }
  }

  /// "how did the customer pay on order 47": a property of the one row, which is shown.
  func asksHowOfOne(_ index: Int) -> Bool {
    items[index].has(.knowledge) && index == 0 && base == nil && singlesOut && reading.columns.count > 1
      && reading.columns != subject.show
      && items.dropFirst().contains { item in
        item.meanings.contains {
          if case .attribute(let id) = $0 { reading.columns.contains(id) } else { false }
        }
      }
  }
}
