import Domain

/// What the form of a question says of its answer: one row or several, yes or no.
extension Understander {
  /// "of all the parts, which is the dearest", "which … is the dearest one": one is asked for, whatever stands in the
  /// plural.
  func asksForOne(_ items: [Item]) -> Bool {
    func says(_ role: Grammar.Role, _ index: Int) -> Bool {
      items.indices.contains(index)
        && lexicon.words[role, default: []].contains(items[index].text.lowercased())
    }
    let which = items.indices.first { items[$0].has(.which) }
    let verb = which.flatMap { which in items.indices.first { $0 > which && says(.singularVerb, $0) } }
    let isWhichIs =
      if let which, let verb {
        items[which..<verb].allSatisfy { !$0.isSuperlative && !$0.has(.who) && !$0.has(.back) }
      } else {
        false
      }
    let isBestOne = items.indices.contains { items[$0].isSuperlative && says(.oneOf, $0 + 1) }
    let isWho = items.first.map { $0.has(.who) } ?? false && !says(.pluralVerb, 1)
    return isWhichIs || isBestOne || isWho
  }

  /// "did we make more in 2022 than in 2023", "is there a part that costs more": a question that opens with its verb
  /// and asks for no number or list besides.
  func yesNo(_ items: [Item], _ reading: Reading) -> Reading.YesNo? {
    guard let first = items.first, first.has(.yesNo),
      !items.contains(where: { $0.has(.count) || $0.has(.amount) || $0.has(.list) || $0.has(.or) })
    else { return nil }
    if let comparative = items.first(where: { $0.has(.comparative) }) {
      guard reading.windows.count == 2 else { return nil }
      let words = comparative.text.lowercased()
      return .firstIsLarger(!lexicon.words[.less, default: []].contains(words))
    }
    // "is the one bigger than the other": both are told.
    if reading.comparesValues, items.contains(where: { $0.has(.above) || $0.has(.below) }) { return nil }
    return reading.windows.count > 1 ? nil : .exists
  }
}
