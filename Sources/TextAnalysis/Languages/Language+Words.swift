import Domain

/// What the analyzer knows of a language.
extension Language {
  /// Words too common to tell one text from another; folded, without apostrophes.
  var stopWords: Set<String> {
    switch self {
    case .english: StopWords.english
    case .german: StopWords.german
    case .indonesian: StopWords.indonesian
    }
  }

  /// Stop words that tell a little of some texts; none where none are known.
  var quietWords: Set<String> { self == .english ? StopWords.quiet : [] }

  /// The stem of a folded word. O(length).
  func stem(_ word: String) -> String {
    switch self {
    case .english: EnglishStemmer().stem(word)
    case .german: GermanStemmer().stem(word)
    case .indonesian: IndonesianStemmer().stem(word)
    }
  }
}
