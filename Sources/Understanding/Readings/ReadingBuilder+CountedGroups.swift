import Domain

/// How many groups the subject's rows fall into: "how many states had orders", "how many makes sold more than 100".
extension ReadingBuilder {
  /// The noun after the counting word is no row of the subject but what its rows are grouped by; which groups count
  /// is said by a number of the subject's rows, or by their name alone.
  func readCountedGroups() {
    guard base == nil, !subject.isLink else { return }
    for index in items.indices where asksNumber(index) && !isUsed[index] {
      guard let noun = nextNoun(after: index),
        !items[noun].meanings.contains(.entity(subject.id)), let grouping = grouping(at: noun)
      else { continue }
      if let bound = boundOnGroups(after: noun) {
        // "how many boats had at least 2 repairs": boats are rows themselves, each with a number of repairs.
        if case .entity = grouping, items[index].has(.count), isPlainNumber(near: bound) { continue }
        reading.groups.append(grouping)
        reading.countsGroups = true
        reading.score += 0.3
        placeOwner(before: bound)
      } else if let owned = ownedRows(after: noun) {
        reading.measures = [.groups(grouping)]
        isUsed[owned] = true
        reading.score += 0.2
      } else {
        continue
      }
      (isUsed[index], isUsed[noun]) = (true, true)
      if head == noun { head = nil }
      if case .entity(let entity) = grouping { take(entity) }
      if case .attribute(let id) = grouping { take(id.entity) }
      return
    }
  }

  /// "how many …", or "different …" at the beginning.
  private func asksNumber(_ index: Int) -> Bool {
    items[index].has(.count)
      || items[index].has(.distinct) && items[..<index].allSatisfy { !$0.isContent || $0.has(.filler) }
        && !items.contains { $0.has(.count) || $0.has(.list) }
  }

  /// The bound behind the noun that is on a number of the subject's rows.
  private func boundOnGroups(after noun: Int) -> Int? {
    items.indices.first { index in
      guard index > noun, items[index].isBound, !isUsed[index] else { return false }
      let after = next(after: index, within: 3)
      // "more than 30 open tickets"
      let behind = after.flatMap { isUsed[$0] ? next(after: $0, within: 2) : nil }
      return [after, behind, previous(before: index, within: 3)].compactMap { $0 }
        .contains { $0 > noun && isNumberOfRows($0) }
    }
  }

  private func isPlainNumber(near bound: Int) -> Bool {
    [next(after: bound, within: 3), previous(before: bound, within: 3)].compactMap { $0 }
      .contains { place in
        items[place].meanings.contains(.entity(subject.id))
          || measure(of: items[place]).map { $0.formula == .count && $0.condition == nil } ?? false
      }
  }

  private func isNumberOfRows(_ index: Int) -> Bool {
    measure(of: items[index]) != nil || items[index].meanings.contains(.entity(subject.id))
  }

  /// "had orders", "with purchases": the rows themselves, by their plural.
  private func ownedRows(after noun: Int) -> Int? {
    var position = noun
    while let next = next(after: position, within: 3) {
      if case .window = items[next].kind {
        position = next
        continue
      }
      guard possession(before: next) != nil, items[next].isPlural else { return nil }
      let isCount = measure(of: items[next]).map { $0.formula == .count && $0.condition == nil } ?? false
      return isCount || items[next].meanings.contains(.entity(subject.id)) ? next : nil
    }
    return nil
  }

  private func placeOwner(before bound: Int) {
    if let owner = possession(before: bound) { isUsed[owner] = true }
  }
}
