import Domain

/// What the answers about two records weigh together.
struct PairScores {
  let comparer: RecordComparer
  let model: LinkModel

  /// In bits; nil when an answer says that the two are apart, whatever else agrees.
  func weight(_ a: Int, _ b: Int, _ answers: ArraySlice<RecordComparer.Answer>) -> Double? {
    var weight = model.priorWeight
    for (index, answer) in answers.enumerated() where answer != RecordComparer.missing {
      let question = comparer.questions[index]
      if question.isApartOtherwise, answer == question.otherwise { return nil }
      weight += model.weight(index, answer) + comparer.rarity(index, answer, a, b)
    }
    return weight
  }

  /// Each answer about two records, with what it weighs; missing values tell nothing and are left out.
  func evidence(_ a: Int, _ b: Int, _ declaration: IdentityDeclaration) -> [IdentityLink.Evidence] {
    zip(comparer.questions, declaration.comparisons).enumerated().compactMap { index, pair in
      let (question, comparison) = pair
      let answer = comparer.answer(question, a, b)
      if answer == RecordComparer.missing { return nil }
      let values = Set(comparison.levels.map(\.test.value))
      return IdentityLink.Evidence(
        comparison: comparison.name,
        level: answer == question.otherwise ? "otherwise" : comparison.levels[Int(answer) - 1].name,
        weight: model.weight(index, answer) + comparer.rarity(index, answer, a, b),
        columns: declaration.values.filter { values.contains($0.name) }.flatMap(\.columns))
    }
  }
}
