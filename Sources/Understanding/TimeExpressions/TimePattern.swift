import Domain

/// A place in a pattern that takes a meaning, not a certain word.
enum TimeSlot: String, Sendable, CaseIterable {
  /// A count: "3", "three".
  case n
  case grain, month, weekday, weekdays
  case adverb
  /// Four digits, 1990 to 2099.
  case year
  /// A year however said: "2024", "'24", "last year".
  case aYear = "a-year"
  /// Two digits after a word that makes them a year.
  case yy
  /// One or two digits.
  case num
  /// A day of a month: "5", "5th", "fifth".
  case day
  /// "first", "1st".
  case ordinal
  /// Any period.
  case period
}

/// A compiled phrase: words, classes of words ("{last}") and slots ("<n>"); "?" makes one optional, "|" gives
/// alternatives. The first element is never optional.
struct TimePattern: Sendable {
  struct Element: Sendable {
    enum Kind: Sendable {
      case words([Int])
      case slot(TimeSlot)
    }
    let kind: Kind
    let isOptional: Bool
  }

  let phrase: String
  let elements: [Element]

  init(_ phrase: String, classes: [String: [String]], lexicon: inout TimeLexicon) {
    self.phrase = phrase
    var elements: [Element] = []
    for part in phrase.split(separator: " ") {
      let isOptional = part.count > 1 && part.hasSuffix("?")
      let body = isOptional ? part.dropLast() : part
      if body.hasPrefix("<"), body.hasSuffix(">"),
        let slot = TimeSlot(rawValue: String(body.dropFirst().dropLast()))
      {
        elements.append(Element(kind: .slot(slot), isOptional: isOptional))
        continue
      }
      var words: [Int] = []
      for alternative in body.split(separator: "|") {
        if alternative.hasPrefix("{"), alternative.hasSuffix("}") {
          for word in classes[String(alternative.dropFirst().dropLast())] ?? [] {
            words.append(lexicon.number(of: word))
          }
        } else {
          words.append(lexicon.number(of: String(alternative)))
        }
      }
      elements.append(Element(kind: .words(words), isOptional: isOptional))
    }
    self.elements = elements
  }
}

/// What the slots of a pattern took.
struct TimeCaptures: Sendable {
  var count: Int?
  var grains: [Grain] = []
  var month: Int?
  /// The atom of the month, to see how it was spelled.
  var monthAtom = 0
  var weekdays: [Int] = []
  var year: Int?
  var numbers: [Int] = []
  var ordinal: Int?
  var periods: [TimePeriodMatch] = []
  /// The pattern ends with a slot: nothing after it can take its meaning away.
  var endsWithSlot = false
}

/// A period read at some atom.
struct TimePeriodMatch: Sendable {
  let start: Int
  let end: Int
  let period: TimePeriod
  let standing: TimeStanding
  let rule: String
}

/// Where a period may stand.
enum TimeStanding: Sendable, Hashable {
  case anywhere
  /// A number that may be something else: neighbours decide.
  case bareYear
  /// After a cue only: "in H1".
  case afterCue
  /// A month by its name alone: as its word allows.
  case asWordAllows
  /// Within a phrase only: "since now".
  case inPhrase
}

/// Patterns looked up by what they can begin with.
struct TimeRuleTable<Reading: Sendable>: Sendable {
  struct Rule: Sendable {
    let pattern: TimePattern
    let reading: Reading
  }
  private(set) var rules: [Rule] = []
  private var byWord: [Int: [Int]] = [:]
  private var bySlot: [TimeSlot: [Int]] = [:]

  init(
    _ rows: [(phrase: String, reading: Reading)], classes: [String: [String]], lexicon: inout TimeLexicon
  ) {
    for row in rows {
      let pattern = TimePattern(row.phrase, classes: classes, lexicon: &lexicon)
      switch pattern.elements.first?.kind {
      case .words(let words): for word in words { byWord[word, default: []].append(rules.count) }
      case .slot(let slot): bySlot[slot, default: []].append(rules.count)
      case nil: continue
      }
      rules.append(Rule(pattern: pattern, reading: row.reading))
    }
  }

  func rules(word: Int) -> [Int] { byWord[word] ?? [] }
  func rules(slot: TimeSlot) -> [Int] { bySlot[slot] ?? [] }
  var slots: [TimeSlot] { Array(bySlot.keys) }
}
