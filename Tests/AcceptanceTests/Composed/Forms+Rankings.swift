import Domain

extension Form {
  /// Groups in order, groups by their number, groups counted.
  static let rankings: [Form] = [
    Form("the most") { d in
      guard let m = d.number(), let g = d.dimension(), let t = d.period() else { return nil }
      let text = d.word(
        "which \(g.noun) has the highest \(m.name)\(t.words)?", "\(g.noun) with the most \(m.name)\(t.words)",
        "what \(g.noun) had the highest \(m.name)\(t.words)", "top \(g.noun) by \(m.name)\(t.words)",
        "which \(g.noun) leads in \(m.name)\(t.words)?",
        "which is the \(g.noun) with the largest \(m.name)\(t.words)")
      return ([text], d.ranked(m.term, g, t.filter, down: true, limit: 1))
    },
    Form("the least") { d in
      guard let m = d.number(), let g = d.dimension(), let t = d.period() else { return nil }
      let text = d.word(
        "which \(g.noun) has the lowest \(m.name)\(t.words)?", "\(g.noun) with the least \(m.name)\(t.words)",
        "what \(g.noun) had the smallest \(m.name)\(t.words)?")
      return ([text], d.ranked(m.term, g, t.filter, down: false, limit: 1))
    },
    Form("top") { d in
      guard let m = d.number(), let g = d.dimension(), let t = d.period() else { return nil }
      let n = Int(d.draws.next() % 4) + 2
      let s = Plural.of(g.noun)
      let text = d.word(
        "top \(n) \(s) by \(m.name)\(t.words)", "the \(n) \(s) with the highest \(m.name)\(t.words)",
        "\(t.words.dropFirst()) top \(n) \(s) by \(m.name)".trimmed,
        "name the \(n) \(s) with the most \(m.name)\(t.words)",
        "\(m.name)\(t.words): top \(n) \(s)")
      return ([text], d.ranked(m.term, g, t.filter, down: true, limit: n))
    },
    Form("bottom") { d in
      guard let m = d.number(), let g = d.dimension(), let t = d.period() else { return nil }
      let n = Int(d.draws.next() % 4) + 2
      let s = Plural.of(g.noun)
      let text = d.word(
        "bottom \(n) \(s) by \(m.name)\(t.words)", "the \(n) \(s) with the lowest \(m.name)\(t.words)",
        "which \(n) \(s) have the lowest \(m.name)\(t.words)?")
      return ([text], d.ranked(m.term, g, t.filter, down: false, limit: n))
    },
    Form("second") { d in
      guard let m = d.number(), let g = d.dimension(), let t = d.period() else { return nil }
      let text = d.word(
        "which \(g.noun) has the second highest \(m.name)\(t.words)?",
        "\(g.noun) with the 2nd highest \(m.name)\(t.words)")
      return ([text], d.ranked(m.term, g, t.filter, down: true, limit: 1, offset: 1))
    },
    Form("sorted") { d in
      guard let m = d.number(), let g = d.dimension(), let t = d.period() else { return nil }
      let text = d.word(
        "rank \(Plural.of(g.noun)) by \(m.name)\(t.words)",
        "\(Plural.of(g.noun)) ranked by \(m.name)\(t.words)",
        "\(m.name) by \(g.noun)\(t.words), highest first")
      return ([text], d.query([m.term], by: [g.grouping], where: t.filter))
    },
    Form("best of value") { d in
      guard let m = d.number(), let v = d.value(), let g = d.dimension(but: v.dimension), let t = d.period()
      else { return nil }
      let text = d.word(
        "which \(g.noun) has the highest \(m.name) for \(v.value)\(t.words)?",
        "top \(g.noun) by \(m.name) for \(v.value)\(t.words)",
        "for \(v.value), which \(g.noun) has the most \(m.name)\(t.words)?",
        "where \(v.dimension.noun) is \(v.value), which \(g.noun) has the highest \(m.name)\(t.words)?")
      return ([text], d.ranked(m.term, g, d.has(v).and(t.filter), down: true, limit: 1))
    },
    Form("top two numbers") { d in
      guard let m = d.number(), let n = d.number(), m.term != n.term, let g = d.dimension(),
        let t = d.period()
      else { return nil }
      let s = Plural.of(g.noun)
      let text = d.word(
        "top 3 \(s) by \(m.name)\(t.words), with \(n.name)",
        "top 3 \(s) by \(m.name) and their \(n.name)\(t.words)",
        "show the 3 \(s) with the highest \(m.name)\(t.words) along with their \(n.name)")
      var query = d.ranked(m.term, g, t.filter, down: true, limit: 3)
      query.measures.append(n.term)
      return ([text], query)
    },
    Form("having") { d in
      guard let m = d.number(), let g = d.dimension(), let t = d.period(),
        let x = d.threshold(m.term, g, t.filter)
      else { return nil }
      let s = Plural.of(g.noun)
      let (words, comparison) = d.comparison(x)
      let text = d.word(
        "which \(s) have \(words) \(x) \(m.name)\(t.words)?", "\(s) with \(m.name) \(words) \(x)\(t.words)",
        "\(s) where \(m.name) is \(words) \(x)\(t.words)",
        "which \(s) had a \(m.name) of \(words) \(x)\(t.words)?",
        "list the \(s) whose \(m.name) was \(words) \(x)\(t.words)")
      return (
        [text],
        d.query([m.term], by: [g.grouping], where: t.filter, having: [MeasureCondition(m.term, comparison)])
      )
    },
    Form("groups counted") { d in
      guard let m = d.number(), let g = d.dimension(), let t = d.period(),
        let x = d.threshold(m.term, g, t.filter)
      else { return nil }
      let s = Plural.of(g.noun)
      let (words, comparison) = d.comparison(x)
      let text = d.word(
        "how many \(s) have \(m.name) \(words) \(x)\(t.words)?",
        "how many \(s) had \(words) \(x) \(m.name)\(t.words)?",
        "number of \(s) with \(m.name) \(words) \(x)\(t.words)")
      var query = d.query(
        [m.term], by: [g.grouping], where: t.filter, having: [MeasureCondition(m.term, comparison)])
      query.countsGroups = true
      return ([text], query)
    },
    Form("top within") { d in
      guard let m = d.number(), let g = d.dimension(), let h = d.dimension(but: g), let t = d.period()
      else { return nil }
      let text = d.word(
        "top \(g.noun) by \(m.name) in each \(h.noun)\(t.words)",
        "for each \(h.noun), the \(g.noun) with the highest \(m.name)\(t.words)",
        "which \(g.noun) has the highest \(m.name) in each \(h.noun)\(t.words)?")
      var query = d.query(
        [m.term], by: [h.grouping, g.grouping], where: t.filter,
        order: [Ordering(.measure(m.term), isDescending: true)],
        limit: 1)
      query.limitWithin = [h.grouping]
      return ([text], query)
    },
  ]
}

extension Drawn {
  func ranked(
    _ term: MeasureTerm, _ group: Composer.Dimension, _ filter: Predicate, down: Bool, limit: Int,
    offset: Int = 0
  ) -> Query {
    query(
      [term], by: [group.grouping], where: filter, order: [Ordering(.measure(term), isDescending: down)],
      limit: limit, offset: offset)
  }

  /// A round number that some groups exceed and others do not reach.
  func threshold(_ term: MeasureTerm, _ group: Composer.Dimension, _ filter: Predicate) -> Int64? {
    guard let rows = composer.rows(query([term], by: [group.grouping], where: filter)) else { return nil }
    let numbers = rows.compactMap { $0.last?.double }.filter(\.isFinite).sorted()
    guard numbers.count > 2, let low = numbers.first, let high = numbers.last, high - low > 4 else {
      return nil
    }
    let middle = (numbers[numbers.count / 2] + low) / 2
    let unit = pow10(Int(log10Floor(max(middle, 1))))
    let round = Int64((middle / unit).rounded(.up) * unit)
    guard Double(round) > low, Double(round) < high, !numbers.contains(Double(round)) else { return nil }
    return round
  }

  private func pow10(_ exponent: Int) -> Double {
    (0..<max(exponent, 0)).reduce(1) { value, _ in value * 10 }
  }
  private func log10Floor(_ number: Double) -> Double {
    var (rest, count) = (number, 0.0)
    while rest >= 10 { (rest, count) = (rest / 10, count + 1) }
    return count
  }

  mutating func comparison(_ x: Int64) -> (words: String, Comparison) {
    draws.pick([
      ("over", .greater(.integer(x))), ("more than", .greater(.integer(x))), ("above", .greater(.integer(x))),
      ("under", .less(.integer(x))), ("less than", .less(.integer(x))), ("below", .less(.integer(x))),
      ("at least", .greaterOrEqual(.integer(x))), ("at most", .lessOrEqual(.integer(x))),
    ]) ?? ("over", .greater(.integer(x)))
  }
}
