package import Domain

/// One way to read a question: the parts of a query, before they are put together, so that a next turn of the
/// conversation can change one of them.
package struct Reading: Sendable, Hashable {
  /// A condition, with the attribute it speaks of: a later condition on the same attribute takes its place.
  package struct Condition: Sendable, Hashable {
    package var predicate: Predicate
    package let attribute: AttributeID?
    /// Values that alternatives of the same attribute are joined by.
    package var values: [String] = []
    /// Position of the item it came from.
    package let position: Int
  }

  package var subject: EntityID
  package var measures: [MeasureTerm] = []
  package var groups: [Grouping] = []
  package var conditions: [Condition] = []
  package var windows: [TimeWindow] = []
  /// The moment that the windows and grains apply to, when the question names another than the subject's own.
  package var timeAttribute: AttributeID?
  package var grains: [Grain] = []
  package var isByWeekday = false
  package var isByHour = false
  package var weekdays: Set<Int> = []
  package var hours: Set<Int> = []
  package var having: [MeasureCondition] = []
  package var columns: [AttributeID] = []
  package var isDistinct = false
  /// Ranked by the measure or attribute, largest first or last; nil: in natural order.
  package var ranking: Ranking?
  package var limit: Int?
  /// Rows passed over before the limit: 1 for "the second".
  package var offset = 0
  /// The first of `groups` is what is ranked, within each of the others.
  package var ranksWithin = false
  /// How the number differs between the two windows is asked.
  package var asksChange = false
  /// And where it lies: the difference taken apart, beside the whole of it.
  package var isExplained = false
  /// How the numbers of a breakdown by time are made of those of other periods, when they are.
  package var series: Series?
  /// The share of the rows that fulfil the conditions from this item on is asked.
  package var shareFrom: Int?
  package var comparesValues = false
  /// Of a breakdown, the number of each period stands in a column of its own.
  package var isSideBySide = false
  /// How many groups there are is asked, not which.
  package var countsGroups = false
  /// Yes or no is asked, and by what it is decided; nil when it is not.
  package var yesNo: YesNo?
  /// One thing is asked for, not several: a ranking then gives one row.
  package var isSingular = true
  /// The rows that the answer showed, for turns that speak of them; nil before there is an answer.
  package var shown: ShownRows?
  /// What was taken for granted, in words: said in the interpretation.
  package var notes: [String] = []
  /// Higher is better; see `ReadingBuilder`.
  package var score = 0.0

  /// What decides between yes and no.
  package enum YesNo: Sendable, Hashable {
    /// There are rows, or the number is above 0.
    case exists
    /// The first of two numbers is larger, or smaller.
    case firstIsLarger(Bool)
  }

  package enum Series: Sendable, Hashable {
    case runningTotal
    /// Of so many periods.
    case movingAverage(Int)
    /// From so many periods before.
    case change(Int)
  }

  package struct Ranking: Sendable, Hashable {
    package var attribute: AttributeID?
    package var isDescending: Bool
    /// All rows in this order, not the first ones only: "biggest first".
    package var isWhole = false
  }

  package init(subject: EntityID) { self.subject = subject }
}

/// Why a reading did not come about, or is not sure.
package enum ReadingFault: Error, Sendable, Hashable {
  /// Words that have no place in it.
  case unplaced([String])
  /// A name that stands for several values; the first is one of them.
  case ambiguousValue(text: String, AttributeID, [String])
  /// A ranking without a measure; those that could be meant.
  case noMeasure([MeasureID], head: EntityID)
  /// Nothing is asked.
  case empty
}
