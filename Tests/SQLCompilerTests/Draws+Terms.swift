import Domain

// Terms and groups.
extension Draws {
  func reachable(_ subject: String) -> [String] {
    switch subject {
    case "line": ["line", "loan", "member", "book", "branch"]
    case "event": ["event", "loan", "member", "branch"]
    case "loan": ["loan", "member", "branch"]
    case "member": ["member", "branch"]
    default: [subject]
    }
  }

  mutating func numberOf(_ subject: String) -> AttributeID {
    let all = [
      "line.copies", "line.fine", "loan.fee", "member.age", "book.price", "book.weight", "event.minutes",
      "branch.id",
    ]
    let entities = reachable(subject)
    return pick(all.map(StatementTests.id).filter { entities.contains($0.entity) })
  }

  mutating func timeOf(_ subject: String) -> AttributeID? {
    let entities = reachable(subject)
    let all = ["loan.lent", "member.joined"].map(StatementTests.id).filter { entities.contains($0.entity) }
    return all.isEmpty ? nil : pick(all)
  }

  mutating func textOf(_ subject: String) -> AttributeID {
    let entities = reachable(subject)
    let all = [
      "loan.status", "member.city", "branch.city", "book.genre", "book.title", "event.kind", "line.id",
      "member.id",
    ]
    return pick(all.map(StatementTests.id).filter { entities.contains($0.entity) })
  }

  mutating func term(_ subject: String, depth: Int = 0) -> MeasureTerm {
    if depth == 0, chance(10) {
      return .filtered(simpleTerm(subject), where: predicate(subject, 1), label: "some")
    }
    if depth == 0, chance(15) { return .percent(simpleTerm(subject), where: predicate(subject, 1)) }
    if depth == 0, chance(15) { return .percentOfTotal(simpleTerm(subject)) }
    if depth == 0, chance(15) { return .ratio(simpleTerm(subject), simpleTerm(subject)) }
    if depth == 0, chance(15) {
      let part = simpleTerm(subject)
      let later = MeasureTerm.filtered(part, where: predicate(subject, 1), label: "then")
      let earlier = chance(70) ? .filtered(part, where: predicate(subject, 1), label: "before") : part
      return chance(50) ? .difference(later, from: earlier) : .growth(later, from: earlier)
    }
    return simpleTerm(subject)
  }

  mutating func simpleTerm(_ subject: String) -> MeasureTerm {
    if chance(35), subject == "loan" {
      return .measure(
        pick([
          "fees", "average_fee", "late_fees", "late_rate", "open_late_rate", "late_share", "members_lending",
        ]))
    }
    if chance(10), subject == "line" { return .measure("fine_per_value") }
    switch next() % 6 {
    case 4: return .groups(grouping(subject))
    case 5: return .percentile(pick([0, 7, 50, 90, 100]), numberOf(subject))
    case 0: return .count
    case 1: return .countDistinct(textOf(subject))
    default: return .aggregate(pick(AggregateFunction.allCases), numberOf(subject))
    }
  }

  mutating func grouping(_ subject: String) -> Grouping {
    if chance(50), let time = timeOf(subject) {
      switch next() % 4 {
      case 0: return .weekday(time)
      case 1 where time.entity == "loan": return .hour(time)
      case 2: return .windows(time, (0..<(1 + Int(next() % 3))).map { window(label: "w\($0)") })
      default: return .time(time, pick(Grain.allCases))
      }
    }
    return chance(50) ? .attribute(textOf(subject)) : .entity(pick(reachable(subject)))
  }

  mutating func window(label: String) -> TimeWindow {
    let start = day()
    return Library.window(
      chance(85) ? start : nil, chance(85) ? start.adding(days: Int(next() % 60)) : nil, label)
  }
}
