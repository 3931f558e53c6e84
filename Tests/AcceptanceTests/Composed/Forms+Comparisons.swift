import Domain

extension Form {
  /// Periods and values side by side, growth, turns of a conversation.
  static let comparisons: [Form] = [
    Form("periods") { d in
      guard let m = d.number(), let time = d.subject.time else { return nil }
      let (year, pair) = (d.asOf.year, d.draws.next() % 3)
      let (a, b): (Period, Period) =
        switch pair {
        case 0: (.made("\(year - 1)", year - 1, 1, months: 12), .made("\(year)", year, 1, months: 12))
        case 1: (.made("Q1 \(year)", year, 1, months: 3), .made("Q2 \(year)", year, 4, months: 3))
        default: (.made("May \(year)", year, 5, months: 1), .made("June \(year)", year, 6, months: 1))
        }
      let text = d.word(
        "\(m.name) in \(a.words) vs \(b.words)", "compare \(m.name) in \(a.words) and \(b.words)",
        "\(m.name): \(a.words) compared with \(b.words)")
      return ([text], d.query([m.term], by: [.windows(time, [a.window, b.window])]))
    },
    Form("values") { d in
      guard let m = d.number(), let v = d.value(), let other = d.draws.pick(v.dimension.values),
        other != v.value,
        let t = d.period()
      else { return nil }
      let text = d.word(
        "\(m.name) for \(v.value) vs \(other)\(t.words)",
        "compare \(m.name) of \(v.value) and \(other)\(t.words)",
        "how does \(v.value) compare with \(other) on \(m.name)\(t.words)?",
        "\(v.value) versus \(other): \(m.name)\(t.words)")
      let either = Predicate.compare(v.dimension.attribute, .oneOf([.text(v.value), .text(other)]))
      return ([text], d.query([m.term], by: [.attribute(v.dimension.attribute)], where: either.and(t.filter)))
    },
    Form("then only") { d in
      guard let m = d.number(), let g = d.dimension(), let v = d.value(), v.dimension != g else { return nil }
      let next = d.word("only \(v.value)", "just \(v.value)", "and for \(v.value)?", "for \(v.value) only")
      return (["\(m.name) by \(g.noun)", next], d.query([m.term], by: [g.grouping], where: d.has(v)))
    },
    Form("then when") { d in
      guard let m = d.number(), let g = d.dimension(), let t = d.period(always: true) else { return nil }
      let next = d.word(
        "and\(t.words)?", "what about\(t.words.replacing(" in ", with: " "))?", "\(t.words.dropFirst())",
        "same\(t.words)")
      return (["\(m.name) by \(g.noun)", next], d.query([m.term], by: [g.grouping], where: t.filter))
    },
    Form("then by") { d in
      guard let m = d.number(), let g = d.dimension(), let t = d.period() else { return nil }
      let next = d.word(
        "by \(g.noun)", "and by \(g.noun)?", "break that down by \(g.noun)", "split by \(g.noun) please")
      return (["\(m.name)\(t.words)", next], d.query([m.term], by: [g.grouping], where: t.filter))
    },
    Form("then other") { d in
      guard let m = d.number(), let v = d.value(), let other = d.draws.pick(v.dimension.values),
        other != v.value
      else { return nil }
      let next = d.word("and \(other)?", "what about \(other)?", "how about \(other)", "same for \(other)")
      let has = Predicate.compare(v.dimension.attribute, .equal(.text(other)))
      return (["\(m.name) for \(v.value)", next], d.query([m.term], where: has))
    },
    Form("then number") { d in
      guard let m = d.number(), let n = d.number(), m.term != n.term, let g = d.dimension(),
        let t = d.period()
      else { return nil }
      let next = d.word("now \(n.name)", "what about \(n.name)?", "and \(n.name)?", "same for \(n.name)")
      return (
        ["\(m.name) by \(g.noun)\(t.words)", next], d.query([n.term], by: [g.grouping], where: t.filter)
      )
    },
  ]

  /// Rows, their columns and extremes.
  static let lists: [Form] = [
    Form("extreme row") { d in
      guard let c = d.column() else { return nil }
      let entity = d.subject.entity
      let name = entity.names.first ?? ""
      let down = d.draws.next() % 2 == 0
      let text = d.word(
        "which \(name) has the \(down ? "highest" : "lowest") \(c.name)?",
        "\(name) with the \(down ? "largest" : "smallest") \(c.name)")
      return (
        [text],
        d.list(
          [entity.labelID, c.id], where: .always, order: [Ordering(.attribute(c.id), isDescending: down)],
          limit: 1)
      )
    },
    Form("top rows") { d in
      guard let c = d.column(), let v = d.value() else { return nil }
      let entity = d.subject.entity
      let n = Int(d.draws.next() % 4) + 2
      let text = d.word(
        "top \(n) \(d.rows()) by \(c.name) with \(v.dimension.noun) \(v.value)",
        "the \(n) \(d.rows()) with the highest \(c.name) where \(v.dimension.noun) is \(v.value)",
        "\(n) \(v.value) \(d.rows()) with the highest \(c.name)")
      return (
        [text],
        d.list(
          [entity.keyID, c.id], where: d.has(v), order: [Ordering(.attribute(c.id), isDescending: true)],
          limit: n)
      )
    },
    Form("rows above") { d in
      guard d.subject.isCounted, let c = d.column(), let x = d.rowThreshold(c.id) else { return nil }
      let (words, comparison) = d.comparison(x)
      let rows = d.rows()
      let text = d.word(
        "how many \(rows) have a \(c.name) \(words) \(x)?", "how many \(rows) with \(c.name) \(words) \(x)",
        "number of \(rows) whose \(c.name) is \(words) \(x)", "count \(rows) where \(c.name) is \(words) \(x)"
      )
      return ([text], d.query([.count], where: .compare(c.id, comparison)))
    },
    Form("rows of value above") { d in
      guard let c = d.column(), let x = d.rowThreshold(c.id), let v = d.counted() else { return nil }
      let (words, comparison) = d.comparison(x)
      let text = d.word(
        "how many \(v.value) \(d.rows()) have \(c.name) \(words) \(x)",
        "number of \(d.rows()) with \(v.dimension.noun) \(v.value) and \(c.name) \(words) \(x)",
        "how many \(d.rows()) with \(c.name) \(words) \(x) are \(v.value)?")
      return ([text], d.query([.count], where: d.has(v).and(.compare(c.id, comparison))))
    },
    Form("not those") { d in
      guard let v = d.counted(), let t = d.period() else { return nil }
      let text = d.word(
        "how many \(d.rows()) are not \(v.value)\(t.words)?",
        "how many \(d.rows()) have a \(v.dimension.noun) other than \(v.value)\(t.words)?",
        "number of \(d.rows()) without \(v.dimension.noun) \(v.value)\(t.words)")
      return ([text], d.query([.count], where: Predicate.not(d.has(v)).and(t.filter)))
    },
    Form("lookup") { d in
      let entity = d.subject.entity
      let labels = d.subject.entity.attribute(entity.label).flatMap {
        $0.hasValues && !$0.isPersonal ? $0 : nil
      }
      guard labels != nil, entity.label != entity.key, let label = d.label(),
        let a = d.draws.pick(
          entity.attributes.filter { !$0.isPersonal && $0.id != entity.labelID && !$0.names.isEmpty }),
        let name = d.draws.pick(Array(a.names.prefix(3)))
      else { return nil }
      let text = d.word(
        "what is the \(name) of \(label)?", "\(name) of \(label)", "\(label) \(name)",
        "whats the \(name) for \(label)",
        "\(name) \(label)?")
      return ([text], d.list([a.id], where: .compare(entity.labelID, .equal(.text(label)))))
    },
  ]
}

extension Drawn {
  /// A round number in the middle of a column.
  func rowThreshold(_ column: AttributeID) -> Int64? {
    guard subject.isCounted,
      let middle = composer.rows(query([.aggregate(.median, column)]))?.first?.last?.double, middle >= 2
    else {
      return nil
    }
    var unit = 1.0
    while unit * 10 <= middle { unit *= 10 }
    return Int64((middle / unit).rounded(.up) * unit)
  }

  /// The label of a row that no other row has.
  mutating func label() -> String? {
    let entity = subject.entity
    let rows = composer.rows(
      query(
        [.count], by: [.attribute(entity.labelID)], having: [MeasureCondition(.count, .equal(.integer(1)))]))
    return draws.pick(rows ?? [])?.first?.text
  }
}
