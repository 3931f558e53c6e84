import Domain

/// The stretches of a question that may be the question, the whole first: what stands beside them may only say
/// hello, or why it is asked.
struct ClauseChoices {
  let items: [Item]

  var all: [[Item]] {
    var choices = [items]
    func add(_ choice: [Item]) {
      if !choice.isEmpty, !choices.contains(choice) { choices.append(choice) }
    }
    let told = withoutPurpose(items)
    add(told)
    add(withoutAsides(told))
    for choice in clauses(of: withoutAsides(told)) { add(choice) }
    return choices
  }

  // MARK: - Why it is asked, and asides

  /// "sales per weekday so I can plan the shifts": the words from "so I can" to the end of the sentence do not change
  /// the answer.
  private func withoutPurpose(_ items: [Item]) -> [Item] {
    guard let start = items.indices.dropFirst().first(where: { items[$0].has(.purpose) }),
      items[..<start].contains(where: \.isContent)
    else { return items }
    let end =
      items[start...].dropFirst().indices.first { index in
        if case .sign(let sign) = items[index - 1].kind {
          ["?", ".", "!", ";"].contains(sign)
        } else {
          false
        }
      } ?? items.endIndex
    return Array(items[..<start] + items[end...])
  }

  /// "(for the file)": words in brackets that name no data.
  private func withoutAsides(_ items: [Item]) -> [Item] {
    guard let open = items.firstIndex(where: { $0.kind == .sign("(") }),
      let close = items[open...].firstIndex(where: { $0.kind == .sign(")") }),
      Self.isMute(items[open...close])
    else { return items }
    return Array(items[..<open] + items[(close + 1)...])
  }

  // MARK: - Sentences

  /// The last or the first clause, when the others hold nothing but words.
  private func clauses(of items: [Item]) -> [[Item]] {
    var clauses: [[Item]] = []
    for item in items {
      // After a colon stands what is asked of what is said before it.
      let isContext = clauses.last.map { $0.last?.kind == .sign(":") && !Self.isChatter($0) } ?? false
      let isNew = item.startsClause && !isContext
      if isNew || clauses.isEmpty { clauses.append([]) }
      clauses[clauses.count - 1].append(item)
    }
    var choices: [[Item]] = []
    if let colon = items.firstIndex(where: { $0.kind == .sign(":") }), colon + 1 < items.count,
      Self.isMute(items[..<colon].filter { !$0.isPartial }),
      !items[(colon + 1)...].contains(where: { $0.has(.pronoun) })
    {
      // "Market basket question: which …"
      choices.append(Array(items[(colon + 1)...]))
    }
    guard clauses.count > 1, let first = clauses.first, let last = clauses.last else { return choices }
    let isAsked = clauses.dropLast().contains { $0.last?.kind == .sign("?") }
    if !isAsked, Self.isMute(clauses.dropLast().joined()) { choices.append(last) }
    if clauses.dropFirst().allSatisfy({ $0.last?.kind != .sign("?") }),
      Self.isMute(clauses.dropFirst().joined()), !last.contains(where: { $0.has(.knowledge) })
    {
      choices.append(first)
    }
    return choices
  }

  /// What of the question is not in one of its stretches, as typed; nil when only words without meaning are.
  func leftOut(by choice: [Item]) -> String? {
    var rest = choice[...]
    var left: [Item] = []
    for item in items {
      if rest.first == item { rest = rest.dropFirst() } else { left.append(item) }
    }
    return left.contains { $0.isContent && $0.kind != .unknown || $0.isWord }
      ? left.map(\.text).joined(separator: " ") : nil
  }

  /// No word of the clause means anything here.
  private static func isChatter(_ clause: some Sequence<Item>) -> Bool {
    clause.allSatisfy { item in
      item.meanings.allSatisfy { if case .role = $0 { true } else { false } }
        && asking.allSatisfy { !item.has($0) }
    }
  }

  /// Nothing in the clause chooses, counts or compares rows.
  static func isMute(_ clause: some Sequence<Item>) -> Bool {
    isSilent(clause) && isChatter(clause)
      || isSilent(clause) && clause.allSatisfy { item in spoken.allSatisfy { !item.has($0) } }
  }

  /// Nothing in the clause is a number, a time or a thing with a place in the data.
  private static func isSilent(_ clause: some Sequence<Item>) -> Bool {
    clause.allSatisfy { item in
      switch item.kind {
      case .bound, .quantity, .window, .windows, .weekdays, .hours, .shift, .ordinal, .percentile: false
      default:
        !item.meanings.contains {
          switch $0 {
          case .value, .segment, .largest, .smallest, .words: true
          default: false
          }
        }
      }
    }
  }

  /// Roles of words that ask for something: a clause with one of them is never left out.
  private static let spoken: [Grammar.Role] = [
    .count, .amount, .sum, .average, .median, .minimum, .maximum, .top, .bottom, .best, .worst, .share,
    .trend, .never, .without, .except, .distinct, .change, .versus, .when,
  ]
  /// Those that ask for something even beside no word of the data.
  private static let asking: [Grammar.Role] = [
    .count, .amount, .sum, .average, .median, .minimum, .maximum, .share, .trend, .distinct, .versus, .group,
    .top, .bottom, .never, .without, .except,
  ]
}
