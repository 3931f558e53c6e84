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

  /// "P1 to P4": the values between the two as well, where they are numbered.
  func readValueRanges() {
    let values = reading.conditions.filter {
      $0.values.count == 1 && isPlain($0.predicate) && items.indices.contains($0.position)
    }
    .sorted { $0.position < $1.position }
    for (first, last) in zip(values, values.dropFirst()) where first.attribute == last.attribute {
      let between = items[(first.position + 1)..<max(last.position, first.position + 1)]
      guard between.count == 1, let joint = between.first, let attribute = first.attribute,
        words[.upTo, default: []].contains(joint.text.lowercased())
      else { continue }
      guard let inside = Self.numbered(from: first.values[0], to: last.values[0]) else {
        faults.append(.unplaced([joint.text]))
        continue
      }
      let all = first.values + inside + last.values
      reading.conditions.removeAll { $0 == first || $0 == last }
      require(
        .compare(attribute, .oneOf(all.map { .text($0) })), on: attribute, values: all, at: first.position)
    }
  }

  private func isPlain(_ predicate: Predicate) -> Bool {
    if case .compare(_, .equal) = predicate { true } else { false }
  }

  /// Values that a range of numbered ones has, at most.
  private static let longestRange = 100

  /// Those between two that differ in the number at their end; nil when they are no such values.
  private static func numbered(from first: String, to last: String) -> [String]? {
    func parts(_ text: String) -> (Substring, Int)? {
      let digits = text.reversed().prefix { $0.isASCII && $0.isNumber }
      return Int(String(digits.reversed())).map { (text.dropLast(digits.count), $0) }
    }
    guard let (name, start) = parts(first), let (other, end) = parts(last), name == other, start < end,
      end - start <= longestRange
    else { return nil }
    return (start + 1..<end).map { "\(name)\($0)" }
  }
}
