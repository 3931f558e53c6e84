package import Domain

/// Finds out which records are of one person, by a declaration and nothing else: values, candidates, answers, weights,
/// clusters, numbers. The same records in the same order give the same identities.
package struct IdentityResolver: Sendable {
  package let declaration: IdentityDeclaration
  /// What a record must bring, in this order: its key first.
  package let columns: [String]

  /// Checks the declaration against `dataset`, that of the records.
  ///
  /// - Throws: `PackError` where the declaration names what does not exist.
  package init(_ declaration: IdentityDeclaration, dataset: Dataset) throws(PackError) {
    self.declaration = declaration
    var columns = declaration.key
    let names = dataset.columns.map(\.name)
    for (name, place) in declaration.key.map({ ($0, declaration.place) })
      + [declaration.oldest].compactMap({ $0 }).map({ ($0, declaration.place) })
      + declaration.values.flatMap({ value in value.columns.map { ($0, value.place) } })
    {
      guard names.contains(name) else {
        throw place.error(found: name, expected: "a column of \(dataset.name)", candidates: names)
      }
      if !columns.contains(name) { columns.append(name) }
    }
    self.columns = columns
    try checkNames()
  }

  private func checkNames() throws(PackError) {
    let values = declaration.values.map(\.name)
    for term in declaration.blocks.joined() where !values.contains(term.value) {
      throw declaration.place.error(
        found: term.value, expected: "a value to find candidates by", candidates: values)
    }
    for comparison in declaration.comparisons {
      guard (1...200).contains(comparison.levels.count) else {
        throw comparison.place.error(found: "\(comparison.levels.count) levels", expected: "1 to 200 levels")
      }
      for level in comparison.levels where !values.contains(level.test.value) {
        throw level.place.error(found: level.test.value, expected: "a value to compare", candidates: values)
      }
    }
    for decision in declaration.decisions {
      for key in [decision.first, decision.second] where key.count != declaration.key.count {
        throw decision.place.error(
          found: "\(key.count) texts",
          expected: "the key of a record: \(declaration.key.joined(separator: ", "))")
      }
    }
  }

  /// - Parameters:
  ///   - records: Their cells in the order of `columns`.
  ///   - previous: What a former rebuild found.
  /// - Returns: What was found, by the number of the record in `records`; the same in whatever order they come.
  /// - Complexity: O(n log n) time for n records, with blocks of bounded size.
  package func resolve(
    _ records: [[Value]], previous: PreviousIdentities = PreviousIdentities()
  ) -> Identities {
    let keys = records.map { $0.prefix(declaration.key.count).map(\.description) }
    let order = records.indices.sorted {
      keys[$0] == keys[$1] ? $0 < $1 : keys[$0].lexicographicallyPrecedes(keys[$1])
    }
    return resolve(sorted: order.map { records[$0] }, order.map { keys[$0] }, previous).placed(order)
  }

  private func resolve(
    sorted records: [[Value]], _ keys: [[String]], _ previous: PreviousIdentities
  ) -> Identities {
    let comparer = RecordComparer(declaration, values(records))
    let candidates = CandidatePairs(declaration, comparer.columns, records: records.count)
    var answers: [RecordComparer.Answer] = []
    answers.reserveCapacity(candidates.pairs.count * comparer.questions.count)
    for (a, b) in candidates.pairs {
      for question in comparer.questions { answers.append(comparer.answer(question, Int(a), Int(b))) }
    }
    let model = LinkEstimation(comparer: comparer, declaration: declaration, records: records.count)
      .model(candidates.pairs, answers)
    let scores = PairScores(comparer: comparer, model: model)
    let threshold = declaration.thresholdWeight
    var links: [RecordClusters.Link] = []
    let width = comparer.questions.count
    for (index, (a, b)) in candidates.pairs.enumerated() {
      if let weight = scores.weight(Int(a), Int(b), answers[(index * width)..<((index + 1) * width)]),
        weight >= threshold
      {
        links.append(RecordClusters.Link(a: a, b: b, weight: weight))
      }
    }
    let decided = DecidedPairs(declaration.decisions, keys: keys)
    var clusters = RecordClusters(records: records.count)
    clusters.join(decided.same) { decided.areApart($0, $1) }
    clusters.join(links) { a, b in
      decided.areApart(a, b) || decided.holdsThroughout(a, b) { comparer.areApart(Int($0), Int($1)) }
    }
    return identities(records, keys, clusters, scores, candidates.pairs.count, previous)
  }

  private func values(_ records: [[Value]]) -> [ValueColumn] {
    declaration.values.map { value in
      var column = ValueColumn(value, columns: value.columns.compactMap { columns.firstIndex(of: $0) })
      for record in records { column.append(record) }
      column.finish()
      return column
    }
  }

  private func identities(
    _ records: [[Value]], _ keys: [[String]], _ clusters: RecordClusters, _ scores: PairScores,
    _ candidates: Int,
    _ previous: PreviousIdentities
  ) -> Identities {
    let oldest = declaration.oldest.flatMap { columns.firstIndex(of: $0) }
    let ages = records.map { record in oldest.map { record[$0].description } ?? "" }
    let order = records.indices.sorted {
      ages[$0] == ages[$1] ? $0 < $1 : ages[$0] < ages[$1]
    }
    let (numbers, last) = IdentityNumbers.assign(
      clusters: clusters.roots, order: order, previous: keys.map { previous.numbers[$0] }, last: previous.last
    )
    var weights = [Double?](repeating: nil, count: records.count)
    for link in clusters.used {
      for record in [Int(link.a), Int(link.b)] {
        weights[record] = max(weights[record] ?? -.infinity, link.weight)
      }
    }
    let links = clusters.used.map { link in
      let isDecided = link.weight == .infinity
      return IdentityLink(
        a: Int(link.a), b: Int(link.b), weight: link.weight,
        evidence: isDecided ? [] : scores.evidence(Int(link.a), Int(link.b), declaration))
    }
    return Identities(
      numbers: numbers, last: last, weights: weights, links: links, candidates: candidates,
      model: scores.model)
  }
}
