import Domain

/// Ways to ask, each with the query it means.
struct Form: Sendable {
  let name: String
  let make: @Sendable (inout Drawn) -> (turns: [String], query: Query)?

  init(_ name: String, _ make: @escaping @Sendable (inout Drawn) -> (turns: [String], query: Query)?) {
    (self.name, self.make) = (name, make)
  }

  static let all = numbers + rankings + comparisons + lists
}

extension Form {
  /// Totals, breakdowns, conditions on a value.
  static let numbers: [Form] = [
    Form("total") { d in
      guard let m = d.number(), let t = d.period() else { return nil }
      let text = d.word(
        "\(m.name)\(t.words)", "what was the \(m.name)\(t.words)?", "show me \(m.name)\(t.words)",
        "\(t.words.dropFirst()) \(m.name)".trimmed, "whats our \(m.name)\(t.words)",
        "give me the \(m.name)\(t.words) please")
      return ([text], d.query([m.term], where: t.filter))
    },
    Form("by") { d in
      guard let m = d.number(), let g = d.dimension(), let t = d.period() else { return nil }
      let text = d.word(
        "\(m.name) by \(g.noun)\(t.words)", "\(m.name) per \(g.noun)\(t.words)",
        "\(m.name) for each \(g.noun)\(t.words)", "\(m.name)\(t.words) broken down by \(g.noun)",
        "what is the \(m.name) of each \(g.noun)\(t.words)?",
        "\(t.words.dropFirst()) \(m.name) by \(g.noun)".trimmed,
        "for every \(g.noun), the \(m.name)\(t.words)", "split \(m.name) by \(g.noun)\(t.words)")
      return ([text], d.query([m.term], by: [g.grouping], where: t.filter))
    },
    Form("two numbers") { d in
      guard let m = d.number(), let n = d.number(), n.term != m.term, let g = d.dimension(),
        let t = d.period()
      else { return nil }
      let text = d.word(
        "\(m.name) and \(n.name) by \(g.noun)\(t.words)", "by \(g.noun): \(m.name), \(n.name)\(t.words)",
        "\(m.name) with \(n.name) per \(g.noun)\(t.words)",
        "show both \(m.name) and \(n.name) for each \(g.noun)\(t.words)")
      return ([text], d.query([m.term, n.term], by: [g.grouping], where: t.filter))
    },
    Form("two dimensions") { d in
      guard let m = d.number(), let g = d.dimension(), let h = d.dimension(but: g), let t = d.period()
      else { return nil }
      let text = d.word(
        "\(m.name) by \(g.noun) and \(h.noun)\(t.words)", "\(m.name) per \(g.noun) per \(h.noun)\(t.words)",
        "\(m.name) for each \(g.noun) and \(h.noun)\(t.words)",
        "\(m.name) by \(g.noun) by \(h.noun)\(t.words)")
      return ([text], d.query([m.term], by: [g.grouping, h.grouping], where: t.filter))
    },
    Form("value") { d in
      guard let m = d.number(), let v = d.value(), let t = d.period() else { return nil }
      let text = d.word(
        "\(m.name) for \(v.value)\(t.words)", "\(m.name) where \(v.dimension.noun) is \(v.value)\(t.words)",
        "what's the \(m.name) for \(v.value)\(t.words)", "\(v.value) \(m.name)\(t.words)",
        "\(m.name)\(t.words), only \(v.value)", "\(m.name) for \(v.dimension.noun) \(v.value)\(t.words)",
        "\(m.name)\(t.words) (\(v.value) only)")
      return ([text], d.query([m.term], where: d.has(v).and(t.filter)))
    },
    Form("value by") { d in
      guard let m = d.number(), let v = d.value(), let g = d.dimension(but: v.dimension), let t = d.period()
      else { return nil }
      let text = d.word(
        "\(m.name) by \(g.noun) for \(v.value)\(t.words)", "\(m.name) for \(v.value)\(t.words) by \(g.noun)",
        "\(v.value) \(m.name) per \(g.noun)\(t.words)",
        "\(m.name) by \(g.noun), \(v.dimension.noun) \(v.value)\(t.words)")
      return ([text], d.query([m.term], by: [g.grouping], where: d.has(v).and(t.filter)))
    },
    Form("not value") { d in
      guard let m = d.number(), let v = d.value(), let t = d.period() else { return nil }
      let text = d.word(
        "\(m.name) excluding \(v.value)\(t.words)", "\(m.name) without \(v.value)\(t.words)",
        "\(m.name)\(t.words) except \(v.value)",
        "\(m.name) where \(v.dimension.noun) is not \(v.value)\(t.words)",
        "\(m.name)\(t.words), not counting \(v.value)")
      return ([text], d.query([m.term], where: Predicate.not(d.has(v)).and(t.filter)))
    },
    Form("either value") { d in
      guard let m = d.number(), let v = d.value(), let other = d.draws.pick(v.dimension.values),
        other != v.value,
        let t = d.period()
      else { return nil }
      let text = d.word(
        "\(m.name) for \(v.value) or \(other)\(t.words)",
        "\(m.name) where \(v.dimension.noun) is \(v.value) or \(other)\(t.words)",
        "combined \(m.name) of \(v.value) and \(other)\(t.words)",
        "\(m.name) for \(v.value) and \(other) together\(t.words)")
      let either = Predicate.compare(v.dimension.attribute, .oneOf([.text(v.value), .text(other)]))
      return ([text], d.query([m.term], where: either.and(t.filter)))
    },
    Form("count") { d in
      guard let v = d.counted(), let t = d.period() else { return nil }
      let rows = d.rows()
      let text = d.word(
        "how many \(rows) have \(v.dimension.noun) \(v.value)\(t.words)?",
        "number of \(rows) with \(v.dimension.noun) \(v.value)\(t.words)",
        "count \(rows) where the \(v.dimension.noun) is \(v.value)\(t.words)",
        "how many \(v.value) \(rows)\(t.words)?",
        "how many \(rows) are \(v.value)\(t.words)", "how many \(rows) do we have with \(v.value)\(t.words)")
      return ([text], d.query([.count], where: d.has(v).and(t.filter)))
    },
    Form("count by") { d in
      guard d.subject.isCounted, let g = d.dimension(), let t = d.period() else { return nil }
      let rows = d.rows()
      let text = d.word(
        "how many \(rows) per \(g.noun)\(t.words)?", "number of \(rows) by \(g.noun)\(t.words)",
        "\(rows) by \(g.noun)\(t.words)", "count of \(rows) for each \(g.noun)\(t.words)",
        "how many \(rows) does each \(g.noun) have\(t.words)?")
      return ([text], d.query([.count], by: [g.grouping], where: t.filter))
    },
    Form("different") { d in
      guard let g = d.dimension(), let t = d.period(), case .attribute(let id) = g.grouping,
        id.entity == d.subject.entity.id
      else { return nil }
      let text = d.word(
        "how many different \(Plural.of(g.noun)) are there among \(d.rows())\(t.words)?",
        "how many distinct \(Plural.of(g.noun)) do \(d.rows()) have\(t.words)?")
      return ([text], d.query([.countDistinct(id)], where: t.filter))
    },
    Form("column") { d in
      guard let c = d.column(), let t = d.period() else { return nil }
      let (word, function) = d.function()
      let text = d.word(
        "\(word) \(c.name) of \(d.rows())\(t.words)",
        "what is the \(word) \(c.name) of \(d.rows())\(t.words)?",
        "\(word) \(c.name) across all \(d.rows())\(t.words)")
      return ([text], d.query([.aggregate(function, c.id)], where: t.filter))
    },
    Form("column by") { d in
      guard let c = d.column(), let g = d.dimension(), let t = d.period() else { return nil }
      let (word, function) = d.function()
      let text = d.word(
        "\(word) \(c.name) of \(d.rows()) by \(g.noun)\(t.words)",
        "\(word) \(c.name) of \(d.rows()) per \(g.noun)\(t.words)",
        "by \(g.noun), the \(word) \(c.name) of \(d.rows())\(t.words)")
      return ([text], d.query([.aggregate(function, c.id)], by: [g.grouping], where: t.filter))
    },
    Form("weekday") { d in
      guard let m = d.number(), let time = d.subject.time, let t = d.period() else { return nil }
      let text = d.word("\(m.name) by weekday\(t.words)", "\(m.name) per day of the week\(t.words)")
      return ([text], d.query([m.term], by: [.weekday(time)], where: t.filter))
    },
    Form("trend") { d in
      guard let m = d.number(), let time = d.subject.time else { return nil }
      let (year, grain) = (d.asOf.year, d.draws.next() % 2 == 0 ? Grain.month : .quarter)
      let adverb = grain == .month ? "monthly" : "quarterly"
      let period = Period.made("", year, 1, months: 12)
      let text = d.word(
        "\(m.name) by \(grain) in \(year)", "\(adverb) \(m.name) in \(year)",
        "\(m.name) per \(grain), \(year)",
        "\(m.name) \(grain) by \(grain) in \(year)", "trend of \(m.name) by \(grain) for \(year)",
        "\(m.name) for each \(grain) of \(year)")
      return ([text], d.query([m.term], by: [.time(time, grain)], where: .within(time, period.window)))
    },
    Form("share") { d in
      guard let v = d.counted(), let t = d.period() else { return nil }
      let rows = d.rows()
      let text = d.word(
        "what percentage of \(rows) have \(v.dimension.noun) \(v.value)\(t.words)?",
        "share of \(rows) with \(v.dimension.noun) \(v.value)\(t.words)",
        "what share of \(rows) are \(v.value)\(t.words)",
        "percent of \(rows) that are \(v.value)\(t.words)")
      return ([text], d.query([.percent(.count, where: d.has(v))], where: t.filter))
    },
  ]
}

extension Drawn {
  func has(_ v: (dimension: Composer.Dimension, value: String)) -> Predicate {
    .compare(v.dimension.attribute, .equal(.text(v.value)))
  }

  mutating func function() -> (word: String, AggregateFunction) {
    draws.pick([
      ("average", .average), ("mean", .average), ("median", .median), ("highest", .maximum),
      ("lowest", .minimum),
      ("max", .maximum), ("minimum", .minimum), ("typical", .average),
    ]) ?? ("average", .average)
  }
}

extension String {
  var trimmed: String { String(drop { $0 == " " }) }
}
