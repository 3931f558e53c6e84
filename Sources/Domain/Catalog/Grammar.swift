/// The words of a language that shape a question and name no data: "how many", "more than", "by", "top".
package struct Grammar: Sendable {
  /// What a phrase does. Every phrase of a pack's language file has one of these roles.
  package enum Role: String, Sendable, Hashable, CaseIterable {
    /// Carries no meaning: "the", "please".
    case filler
    /// Asks for rows or names: "list", "which", "show me".
    case list
    case count, amount, sum, average, median, minimum, maximum
    /// Starts a breakdown: "by", "per", "for each".
    case group
    case above, atLeast = "at_least", below, atMost = "at_most", equals, between
    /// After a number: "or more", "or less".
    case orMore = "or_more", orLess = "or_less"
    case top, bottom
    /// Top or bottom by what is good: the lowest rate of faults is the best.
    case best, worst
    case versus, share, trend
    case never, without, except, isMissing = "is_missing"
    case and, or
    case who, when
    case person
    case distinct
    /// Starts a question that leans on the one before: "what about".
    case followUp = "follow_up"
    /// The rows just spoken of: "those".
    case back
    case contains, startsWith = "starts_with"
    case yesNo = "yes_no"
    case total
    /// Opens a question about knowledge: "what does … mean", "how do".
    case knowledge
    /// Asks what a word means or what is done, wherever it stands: an article goes before figures.
    case definition
    /// What someone did: after it, "by" names who, not a breakdown.
    case participle
    /// Names who did it, after a participle: "by".
    case agent
    case article
    /// Says that something has a property: "have", "with".
    case possession
    /// A superlative in itself: a "best" seller.
    case superlative
    /// Asks for what no reading can say yet: it has no place in any.
    case unsupported
    /// After a number of events: "105 times".
    case times
    /// Stands before a breakdown whose window follows: "per" year 2021-2024.
    case each
    /// After a superlative: the order of the whole list. "biggest first".
    case ordering
    /// Asks for a time that something takes: "how long".
    case duration
    /// Asks how a number differs between two periods: "grow", "change".
    case change
    /// Each period with those before it: "running total", "cumulative".
    case runningTotal = "running_total"
    /// The mean of so many periods: "moving average".
    case movingAverage = "moving_average"
    /// Each period beside the one before it; its last word names the period: "month over month".
    case succession
    /// Of the words of change, those for less and those for more.
    case decrease, increase
    /// After an ordinal: the 90th "percentile".
    case percentile
    /// Asks for something unnamed: "what did it bring in".
    case what
    /// Asks for some of several: "which".
    case which
    /// Each of two values by itself: "both".
    case both
    /// Asks for what tells rows apart: "ids".
    case identity
    /// Stands between a name and its number: "no", "number".
    case numberSign = "number_sign"
    /// Nothing besides: "only".
    case only
    /// Speaks of all rows: "all", "every".
    case universal
    /// Of the words that compare, those that ask for the smaller.
    case less
    /// Stands for what was spoken of before: "it", "they".
    case pronoun
    /// Compares without a number: "more", "cheaper".
    case comparative
    /// Stands for the rows of whatever the question is about: "everything", "stuff".
    case generic
    /// Says which rows stay, of those just spoken of: "only", "just the".
    case narrowing
    /// Before a unit: 0.5 of it.
    case half
    /// Begins words about why it is asked, which the answer does not depend on: "so I can".
    case purpose
    /// Stands before what is no longer asked for: "instead of".
    case replacing
    /// Up to the end of a period, or all over it: "through 2022".
    case throughout
    /// Puts things in an order, by something that is to be said: "rank".
    case rank
    /// Says how the answer is laid out, as it is anyway: "one row per".
    case echo
    /// Someone who asks or is spoken of: "I", "she's". Known by its text alone.
    case speaker
    /// Said before or after a question without being part of it: "right", "hang on". Known by its text alone.
    case call
    /// Says something of one thing: "is". Known by its text alone.
    case singularVerb = "singular_verb"
    /// Says something of several things: "are". Known by its text alone.
    case pluralVerb = "plural_verb"
    /// Before values whose rows are counted anyway: "include". Known by its text alone.
    case including
    /// Says that something is so more or less: "most". Known by its text alone.
    case degree
    /// Stands for one of those spoken of: "one". Known by its text alone.
    case oneOf = "one_of"
    /// Begins words that choose rows: "of", "not". Known by its text alone.
    case restricting
    /// Sets a noun apart from the word before it: "the most *on* orders". Known by its text alone.
    case setting
    /// Behind what is more, or less, of all: "more services than any other".
    case superior
    /// Behind whoever wants to know: "wants to know".
    case telling
    /// Stands before what a question is asked for: "for".
    case aim
    /// What a question is asked for, behind "for": "meeting".
    case occasion
    /// Asks for another order of the rows just shown: "sort them by".
    case sort
    /// Asks for the reasons of a change: "why did".
    case why
    /// Between the first and the last of several: "P1 to P4". Known by its text alone.
    case upTo = "up_to"
  }

  /// Roles of words that have no meaning where they stand, and are looked up by their text alone.
  package static let unread: Set<Role> = [
    .speaker, .call, .restricting, .singularVerb, .pluralVerb, .oneOf, .degree,
    .including, .setting, .upTo,
  ]

  /// Roles that only colour words beside them and ask for nothing themselves.
  package static let silent: Set<Role> = [
    .filler, .aim, .occasion, .telling, .duration,
    .throughout, .pronoun, .less, .what, .which, .numberSign, .only, .universal,
    .yesNo,
    .participle,
    .agent,
    .article,
    .possession, .superlative, .times,
    .each,
  ]

  package let phrases: [Role: [String]]
  /// "two": 2, "dozen": 12.
  package let numbers: [String: Int]
  /// "second": 2, a place in a ranking.
  package let ordinals: [String: Int]
  /// "k": 1000, "million": 1000000.
  package let scales: [String: Int]
  /// Words and signs of a unit: "USD": ["$", "dollars", "bucks"].
  package let units: [String: [String]]
  /// Words that are right as they stand and never taken for a slip of a known one.
  package let known: [String]

  /// Words in short, and what each is read as: "svc": "service".
  package let abbreviations: [String: String]

  package init(
    phrases: [Role: [String]], numbers: [String: Int], ordinals: [String: Int] = [:], scales: [String: Int],
    units: [String: [String]],
    known: [String], abbreviations: [String: String] = [:]
  ) {
    (self.phrases, self.numbers, self.scales) = (phrases, numbers, scales)
    (self.ordinals, self.abbreviations) = (ordinals, abbreviations)
    (self.units, self.known) = (units, known)
  }
}
