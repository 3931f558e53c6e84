import Domain

// Conditions on rows.
extension Draws {
  mutating func predicate(_ subject: String, _ depth: Int) -> Predicate {
    let roll = next() % 12
    if depth < 3, roll < 5 {
      switch roll {
      case 0: return .all((0...Int(next() % 3)).map { _ in predicate(subject, depth + 1) })
      case 1: return .any((0...Int(next() % 2)).map { _ in predicate(subject, depth + 1) })
      case 2: return .not(predicate(subject, depth + 1))
      default:
        if chance(40) { return measured(depth) }
        let entity = pick(["loan", "line", "event", "member", "book", "branch"])
        let inside = predicate(entity, depth + 1)
        return chance(30)
          ? .every(entity, within: chance(50) ? .always : inside, predicate(entity, depth + 1))
          : .related(entity, inside)
      }
    }
    switch roll {
    case 5, 6:
      guard let time = timeOf(subject) else { return .compare(textOf(subject), .isPresent) }
      if roll == 5 { return .within(time, window(label: "")) }
      return chance(50)
        ? .onWeekdays(time, [1 + Int(next() % 7), 7]) : .duringHours(time, [Int(next() % 24), 9, 10, 23])
    case 7 where reachable(subject).contains("loan"): return .segment("loan", "open")
    case 8, 9:
      let id = numberOf(subject)
      let value = pick([
        .integer(2), .real(1.25), Library.decimal(1250, 3), Library.decimal(12_345, 4), .integer(0),
      ])
      return .compare(
        id,
        pick([
          .less(value), .lessOrEqual(value), .greater(value), .greaterOrEqual(value), .equal(value),
          .notEqual(value), .between(.integer(0), value), .oneOf([value, .integer(3)]), .isEmpty,
        ]))
    default:
      let id = pick(
        ["status", "city", "genre"].flatMap { name in
          reachable(subject).map { AttributeID($0, name) }.filter {
            Library.catalog.attribute($0)?.type == .text
          }
        } + [textOf(subject)])
      guard Library.catalog.attribute(id)?.type == .text else { return .compare(id, .notEqual(.integer(3))) }
      let value = pick(["a", "open", "a_b", "50%", "x' OR 1=1 --", "_"])
      return .compare(
        id,
        pick([
          .equal(.text(value)), .notEqual(.text(value)), .contains(value), .startsWith(value),
          .oneOf([.text(value), .text("b")]), .oneOf([.text(value), .null]), .oneOf([]), .isEmpty, .isPresent,
        ]))
    }
  }

  private mutating func measured(_ depth: Int) -> Predicate {
    let entity = pick(["loan", "line", "event", "member", "book", "branch"])
    let value = pick([.integer(0), .integer(1), .integer(2), .real(2.5)] as [Value])
    let comparison: Comparison = pick([
      .equal(value), .notEqual(value), .less(value), .lessOrEqual(value), .greater(value),
      .greaterOrEqual(value), .between(.integer(1), value), .isEmpty,
    ])
    let term = simpleTerm(entity)
    let number = chance(20) ? .filtered(term, where: predicate(entity, depth + 1), label: "some") : term
    return .measured(entity, number, where: chance(40) ? .always : predicate(entity, depth + 1), comparison)
  }
}
