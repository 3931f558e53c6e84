package import Domain

/// The words that time expressions are made of, in one language: data, no behaviour. All in lower case.
package struct TimeVocabulary: Sendable {
  /// What may stand in front of a word before it is read as time, when the word has another use as well.
  package enum Use: Sendable, Hashable {
    /// Read as time only after a cue: "in", "on", "since" …
    case afterCue
    /// Also a verb: as `afterCue`, or at the head of a question when no verb or pronoun follows.
    case modal
    /// Also a verb: read as time unless a word follows or precedes that makes it one.
    case verb
  }

  /// From January; as a label has them.
  package var monthNames: [String] = []
  package var months: [String: Int] = [:]
  /// 1 Monday.
  package var weekdays: [String: Int] = [:]
  /// "mondays".
  package var pluralWeekdays: [String: Int] = [:]
  package var grains: [String: Grain] = [:]
  /// "monthly".
  package var adverbs: [String: Grain] = [:]
  package var numbers: [String: Int] = [:]
  package var ordinals: [String: Int] = [:]
  package var ambiguous: [String: Use] = [:]
  /// What classes of words in a rule stand for: "{last}".
  package var classes: [String: [String]] = [:]
  /// Words taken into a match when they stand in front of it.
  package var leading: Set<String> = []
  /// Words after which an ambiguous word is a time.
  package var cues: Set<String> = []
  /// A number after one of these is no year: "over", "top", "$".
  package var notYearAfter: Set<String> = []
  /// A number before one of these is no year: "km", "units".
  package var notYearBefore: Set<String> = []
  /// "monthly" before one of these is a property and no breakdown: "monthly fee".
  package var notBreakdownBefore: Set<String> = []
  /// "per year" after one of these is a rate: "km per year".
  package var notBreakdownAfter: Set<String> = []
  /// "per hour" after, "hourly" before one of these is a rate: "wage per hour".
  package var hourlyRates: Set<String> = []
  /// "may" before one of these is a verb.
  package var verbBefore: Set<String> = []
  /// "march" after one of these is a verb.
  package var verbAfter: Set<String> = []

  package init() {}
}

extension TimeVocabulary {
  package static let english: TimeVocabulary = {
    var words = TimeVocabulary()
    words.monthNames = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November", "December",
    ]
    words.months = [
      "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
      "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4,
      "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12, "febuary": 2,
      "janurary": 1, "feburary": 2, "septemer": 9, "setember": 9, "ocotber": 10, "novemeber": 11,
      "decemeber": 12, "agust": 8,
    ]
    words.weekdays = [
      "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
      "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
      "wendesday": 3, "wensday": 3,
    ]
    words.pluralWeekdays = [
      "mondays": 1, "tuesdays": 2, "wednesdays": 3, "thursdays": 4, "fridays": 5, "saturdays": 6,
      "sundays": 7,
    ]
    words.grains = [
      "day": .day, "days": .day, "week": .week, "weeks": .week, "wk": .week, "wks": .week, "month": .month,
      "months": .month, "mth": .month, "mths": .month, "mo": .month, "mos": .month, "quarter": .quarter,
      "quarters": .quarter, "quater": .quarter, "quaters": .quarter, "qtr": .quarter, "qtrs": .quarter,
      "year": .year, "years": .year, "yr": .year, "yrs": .year, "moth": .month, "montth": .month,
    ]
    words.adverbs = [
      "daily": .day, "weekly": .week, "monthly": .month, "quarterly": .quarter, "yearly": .year,
      "annually": .year, "annual": .year, "montly": .month, "quaterly": .quarter,
    ]
    words.numbers = [
      "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
      "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30,
      "sixty": 60, "ninety": 90, "couple": 2, "few": 3,
    ]
    words.ordinals = [
      "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
      "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
    ]
    words.ambiguous = [
      "may": .modal, "march": .verb, "mar": .afterCue, "mon": .afterCue, "tue": .afterCue, "wed": .afterCue,
      "thu": .afterCue, "fri": .afterCue, "sat": .afterCue, "sun": .afterCue, "h": .afterCue,
    ]
    words.classes = [
      "last": ["last", "past", "previous", "prior", "trailing", "rolling", "recent", "latest", "preceding"],
      "earlier": ["previous", "prior", "preceding"], "this": ["this", "current"],
      "to": ["to", "through", "thru", "till", "til", "until", "upto", "-", "–"],
      "versus": ["vs", "versus", "against", "v"], "and": ["and", "&", "or", ",", "plus"],
      "until": ["until", "till", "til", "through", "thru", "upto"],
      "each": ["by", "per", "each", "every", "which", "what", "any"],
      "best": [
        "best", "worst", "busiest", "slowest", "strongest", "weakest", "biggest", "largest", "smallest",
        "highest", "lowest", "top", "quietest", "peak",
      ],
      "full": ["full", "complete", "completed", "whole", "calendar", "entire"],
      "fiscal": ["fiscal", "financial"],
      "of": ["of", "in", "for", ","], "sep": ["-", "/"], "start": ["start", "beginning"],
      "weekday": ["weekday", "weekdays", "dow"], "next": ["next", "coming"], "the": ["the"],
      "ordinal endings": ["st", "nd", "rd", "th"], "year": ["year", "yr"], "by": ["by"],
      "compare": ["compare", "comparing", "comparison"], "comparing": ["to", "with", "and"],
      "compared": ["compared", "relative"],
      "filling": ["in", "for", "during", "the", "with", "to", "of", "from", "that", "those"],
      "leans to year": ["in", "during", "for"],
      "after a shift": [
        "and", "or", "vs", "versus", "compared", "by", "per", "please", "in", "for", "then", "instead", "too",
        "as", "did", "was", "were", "how", "what",
      ],
    ]
    words.leading = [
      "in", "during", "for", "within", "throughout", "of", "all", "the", "whole", "entire", "over", "across",
      "on", "at", "from", "calendar",
    ]
    words.cues = [
      "in", "on", "during", "for", "since", "until", "till", "from", "through", "thru", "of", "last", "this",
      "every", "next", "vs", "versus", "between", "before", "after", "by", "throughout", "within", "early",
      "mid", "late", "compared", "against", "about",
    ]
    words.notYearAfter = [
      "over", "than", "above", "below", "under", "exceeding", "top", "bottom", "least", "most", "around",
      "roughly", "approximately", "nearly", "almost", "model", "models", "$", "€", "£", "#", "usd", "aud",
      "eur", "gbp", "idr", "rs", "rp", "between", "exceed", "exceeds", "no", "number", "id", "code", "nr",
      "sku", "zip", "page", ">", "<", "=", "+", "*", "worth", "limit", "x", ".", ":", "@", "vin", "version",
    ]
    words.notYearBefore = [
      "km", "kms", "kilometers", "kilometres", "miles", "mile", "mi", "units", "unit", "pieces", "pcs",
      "items",
      "dollars", "dollar", "bucks", "usd", "aud", "eur", "euro", "euros", "gbp", "pounds", "idr", "rupiah",
      "cents", "times", "hours", "hour", "minutes", "minute", "seconds", "days", "weeks", "months", "years",
      "percent", "%", "$", "€", "£", "rpm", "watts", "watt", "w", "volts", "lumens", "psi", "nm", "hp", "kw",
      "cc", "ml", "liters", "litres", "kg", "lbs", "mm", "cm", "grams", "model", "models", "k", "s", "people",
      "rows", "points", "edition",
    ]
    words.notBreakdownBefore = [
      "review", "reviews", "meeting", "meetings", "special", "specials", "newsletter", "plan", "plans",
      "budget", "target", "targets", "check", "checkup", "checks", "inspection", "inspections", "maintenance",
      "rental", "fee", "fees", "instalment", "installment", "subscription", "pass", "wage", "wages", "rate",
      "rates", "pay", "salary", "driver", "drivers", "planner", "leave", "bonus", "allowance", "schedule",
      "huddle", "driving",
    ]
    words.notBreakdownAfter = [
      "km", "kms", "miles", "mile", "kilometers", "kilometres", "once", "twice", "times",
    ]
    words.hourlyRates = [
      "rate", "rates", "wage", "wages", "cost", "costs", "price", "prices", "paid", "pay", "charge",
      "charged",
      "dollars", "$", "labor", "labour", "bucks", "salary", "fee", "fees", "km", "miles",
    ]
    words.verbBefore = [
      "i", "we", "you", "he", "she", "it", "they", "not", "be", "have", "need", "also", "want", "contain",
      "include", "a", "the", "this", "that", "someone", "anyone", "my", "result", "cause", "well", "affect",
      "require", "help", "or",
    ]
    words.verbAfter = ["to", "will", "can", "must", "should", "they", "we", "i", "you", "would"]
    return words
  }()
}
