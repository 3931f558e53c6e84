/// The tables of `EnglishStemmer`, as published.
enum StemRules {
  static let exceptions: [String: String] = [
    "skis": "ski", "skies": "sky", "idly": "idl", "gently": "gentl", "ugly": "ugli", "early": "earli",
    "only": "onli", "singly": "singl",
    // Words that are their own stems.
    "andes": "andes", "atlas": "atlas", "bias": "bias", "cosmos": "cosmos", "howe": "howe", "news": "news",
    "sky": "sky",
  ]

  /// Beginnings after which the first region starts.
  static let regionPrefixes = bytes(
    "arsen", "commun", "emerg", "gener", "inter", "later", "organ", "past", "univers")
  static let past = Array("past".utf8)
  static let keptBeforeEed = bytes("succ", "proc", "exc")
  static let keptBeforeIng = bytes("even", "cann", "inn", "earr", "herr", "out")
  static let doubled = Array("bdfgmnprt".utf8)
  static let beforeKeptDouble = Array("aeo".utf8)

  static let step2 = longestFirst([
    SuffixRule("tional", "tion"), SuffixRule("enci", "ence"), SuffixRule("anci", "ance"),
    SuffixRule("abli", "able"), SuffixRule("entli", "ent"), SuffixRule("izer", "ize"),
    SuffixRule("ization", "ize"), SuffixRule("ational", "ate"), SuffixRule("ation", "ate"),
    SuffixRule("ator", "ate"), SuffixRule("alism", "al"), SuffixRule("aliti", "al"),
    SuffixRule("alli", "al"), SuffixRule("fulness", "ful"), SuffixRule("ousli", "ous"),
    SuffixRule("ousness", "ous"), SuffixRule("iveness", "ive"), SuffixRule("iviti", "ive"),
    SuffixRule("biliti", "ble"), SuffixRule("bli", "ble"), SuffixRule("ogist", "og"),
    SuffixRule("ogi", "og", after: "l"), SuffixRule("fulli", "ful"), SuffixRule("lessli", "less"),
    SuffixRule("li", "", after: "cdeghkmnrt"),
  ])

  static let step3 = longestFirst([
    SuffixRule("tional", "tion"), SuffixRule("ational", "ate"), SuffixRule("alize", "al"),
    SuffixRule("icate", "ic"), SuffixRule("iciti", "ic"), SuffixRule("ical", "ic"), SuffixRule("ful", ""),
    SuffixRule("ness", ""), SuffixRule("ative", "", isInSecondRegion: true),
  ])

  static let step4 = longestFirst(
    [
      "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ism", "ate", "iti",
      "ous", "ive", "ize",
    ].map { SuffixRule($0, "") } + [SuffixRule("ion", "", after: "st")])

  private static func bytes(_ words: String...) -> [[UInt8]] { words.map { Array($0.utf8) } }

  private static func longestFirst(_ rules: [SuffixRule]) -> [SuffixRule] {
    rules.sorted { $0.suffix.count > $1.suffix.count }
  }
}
