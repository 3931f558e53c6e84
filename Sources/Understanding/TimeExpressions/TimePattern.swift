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
  /// The name of a day of the year.
  case holiday
  /// A part of the day: said after "in the"; said by itself.
  case dayPart = "day-part"
  case dayParts = "day-parts"
  /// A full hour: "9 am", "18:00", "noon", "6 in the evening".
  case clock
  /// "8" of "8 to 10 am".
  case bareHour = "o-clock"
}

/// A compiled phrase: classes of words ("last"), marks and slots ("<n>"); "?" makes one optional, "|" gives
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

  /// Atoms that a match has at least.
  let leastAtoms: Int
  /// The classes that the phrase speaks of and that are none.
  private(set) var unknown: [String] = []

  init(_ phrase: String, classes: [TimeVocabulary.WordClass: [String]], lexicon: inout TimeLexicon) {
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
        if let members = TimeVocabulary.WordClass(rawValue: String(alternative)) {
          for word in classes[members] ?? [] { words.append(lexicon.number(of: word)) }
        } else if alternative.utf8.allSatisfy({ $0 < 0x61 }) {
          words.append(lexicon.number(of: String(alternative)))
        } else {
          unknown.append(String(alternative))
        }
      }
      elements.append(Element(kind: .words(words), isOptional: isOptional))
    }
    self.elements = elements
    leastAtoms = elements.count { !$0.isOptional }
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
  /// Positions in the vocabulary.
  var holiday: Int?
  var dayPart: Int?
  var clocks: [TimeClock] = []
  /// The pattern ends with a slot: nothing after it can take its meaning away.
  var endsWithSlot = false
}

/// An hour of the day, 0 to 23; which half of the day may be open.
struct TimeClock: Sendable {
  let hour: Int
  let isDefinite: Bool
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
  /// Where nothing follows that it could belong to: "in the second half".
  case atEnd
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
  /// Rules that an atom can begin: by its word, else by its count of digits; with and without those that begin with a
  /// period. In the order of the rules.
  private var starts: [[[Int]]] = [[], []]
  private var digitStarts: [[[Int]]] = [[], []]

  init(
    _ rows: [(phrase: String, reading: Reading)], classes: [TimeVocabulary.WordClass: [String]],
    lexicon: inout TimeLexicon
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

  /// Looks up once what each word can begin; `slots` says which slots may take a word or a number of so many digits.
  mutating func prepare(words: [[TimeSlot]], digits: [[TimeSlot]]) {
    for withPeriods in [0, 1] {
      func starts(_ slots: [TimeSlot], _ word: Int?) -> [Int] {
        let slots = withPeriods == 1 ? slots + [.period] : slots
        let found = slots.flatMap { bySlot[$0] ?? [] } + (word.flatMap { byWord[$0] } ?? [])
        return Set(found).sorted()
      }
      self.starts[withPeriods] = words.enumerated().map { starts($1, $0) }
      digitStarts[withPeriods] = digits.map { starts($0, nil) }
    }
  }

  /// The rules that may match from an atom, in order.
  func candidates(_ atom: TimeAtom, startsPeriod: Bool) -> [Int] {
    let column = startsPeriod ? 1 : 0
    if atom.word >= 0, atom.word < starts[column].count { return starts[column][atom.word] }
    return digitStarts[column][min(atom.digits, digitStarts[column].count - 1)]
  }
}
