import Testing

@testable import TextAnalysis

@Suite struct SynonymsTests {
  private let analyzer = Analyzer()
  private let groups = [
    ["muffler", "silencer", "exhaust box"], ["tail lamp", "taillight"], ["lamp", "light"],
    ["the", "of"], ["hood", "bonnet"], ["bonnet", "cap"],
  ]

  @Test(
    arguments: [
      ("silencer", "muffler exhaust box"), ("Silencers", "muffler exhaust box"),
      // The longest phrase goes before those in it.
      ("a tail lamp", "taillight"), ("lamp tail", "light"), ("tail", ""), ("lamp", "light"),
      // What stands there already is not added, nor twice.
      ("muffler silencer", "exhaust box"), ("lamp lamp", "light"),
      // A phrase may stand in two groups; what has no term is none.
      ("bonnet", "hood cap"), ("the", ""), ("", ""), ("oil", ""),
    ])
  func addsWhatElseItIsCalled(text: String, others: String) {
    let synonyms = Synonyms(groups, analyzer: analyzer)
    let expected = analyzer.terms(of: others)
    #expect(synonyms.others(than: analyzer.terms(of: text)).map(\.term) == expected)
  }

  @Test func weighsByHowManyWordsItTakes() {
    let synonyms = Synonyms(groups, analyzer: analyzer)
    func shares(_ text: String) -> [Double] { synonyms.others(than: analyzer.terms(of: text)).map(\.share) }
    #expect(shares("silencer") == [1, 0.5, 0.5])
    #expect(shares("tail lamp") == [2])
    #expect(shares("exhaust box") == [2, 2])
  }

  @Test func addsNoMoreThanItsLimit() {
    let many = (0..<200).map { "word\($0)" }
    let synonyms = Synonyms([many], analyzer: analyzer)
    #expect(synonyms.others(than: analyzer.terms(of: many[7])).count == Synonyms.mostAdded)
  }

  @Test func addsNothingWithoutGroups() {
    #expect(Synonyms([], analyzer: analyzer).others(than: ["muffler"]).isEmpty)
    #expect(Synonyms([[], ["alone"]], analyzer: analyzer).others(than: ["alone"]).isEmpty)
  }
}
