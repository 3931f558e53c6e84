/// The English words the check knows.
enum WordingWords {
  /// Words that may start a sentence with a capital.
  static let starters: Set<String> = [
    "the", "a", "an", "in", "on", "at", "for", "of", "from", "to", "by", "with", "during", "over", "across",
    "within", "among", "between", "and", "but", "while", "as", "this", "that", "these", "those", "it", "its",
    "there", "here", "total", "all", "each", "every", "overall", "together", "according", "based", "their",
    "they", "which", "when", "what", "where", "how", "about", "around", "roughly", "approximately",
    "followed",
    "then", "next", "also", "however", "finally", "last", "top", "is", "was", "were", "are", "had", "has",
  ]

  /// Words that neither tell what a number counts nor that it is the same number.
  static let stopWords: Set<String> = starters.union([
    "be", "been", "or", "than", "so", "would", "will", "can", "up", "out", "into", "per", "s", "only", "just",
    "more", "less", "least", "most", "exactly", "nearly", "almost", "usd", "percent",
  ])

  /// Said of the reader, or of the model itself.
  static let chatter: Set<String> = [
    "i", "i'm", "i’m", "i've", "i’ve", "i'd", "i’d", "i'll", "i’ll", "we", "we're", "we’re", "you", "you're",
    "you’re", "your", "yours", "my", "mine", "our", "ours", "us", "me", "sorry", "apologize", "apologise",
    "apologies", "ai", "chatbot", "assistant", "prompt", "unfortunately", "please", "hello", "thanks",
    "certainly",
    "sure", "hope", "glad", "happy",
  ]

  /// Words that claim what a table of numbers does not show by itself; shown only where the question or our own
  /// words have them.
  static let claims: Set<String> = [
    "because", "due", "caused", "cause", "thanks", "reason", "therefore", "rose", "rise", "risen", "rising",
    "fell", "fall", "fallen", "falling", "grew", "grow", "growth", "grown", "growing", "increase",
    "increased",
    "increases", "increasing", "decrease", "decreased", "decreases", "decreasing", "declined", "decline",
    "dropped", "drop", "up", "down", "doubled", "double", "tripled", "triple", "halved", "half", "twice",
    "thrice",
    "third", "thirds", "dozen", "dozens", "hundreds", "thousands", "millions", "billions", "couple",
    "several",
    "majority", "minority", "both", "no", "not", "none", "never", "neither", "nor", "without", "nobody",
    "nothing", "cannot", "more", "less", "fewer", "higher", "lower", "greater", "smaller", "larger", "bigger",
    "better", "worse", "ahead", "behind", "exceeded", "exceeds", "outperformed", "beat", "equal", "same",
    "twofold",
    "average", "mean", "median", "forecast", "predicted", "expected", "estimated", "will", "should", "always",
    "every", "only", "minimum", "maximum", "profit", "loss", "quarter-on-quarter", "year-on-year",
  ]

  /// Words that say a row is first in an order, from either end.
  static let superlatives: Set<String> = [
    "highest", "most", "largest", "biggest", "best", "leading", "led", "leads", "greatest", "lowest", "least",
    "smallest", "fewest", "worst", "strongest", "weakest", "leader", "top-selling", "best-selling", "first",
    "last", "top", "bottom",
  ]

  static let lowest: Set<String> = ["lowest", "least", "smallest", "fewest", "worst", "weakest", "bottom"]

  /// Before a rounded number that is not below the value.
  static let under: Set<String> = [
    "over", "above", "exceeding", "than", "least", "surpassing", "exceeds", "exceeded",
  ]

  /// Before a rounded number that is not above the value.
  static let over: Set<String> = ["under", "below", "nearly", "almost", "most"]

  /// What a count of rows may be followed by.
  static let rows: Set<String> = ["row", "rows", "result", "results", "entries", "lines"]
}
