package import Domain

/// A number of a question with its unit: "$35,000", "3 hours", "40 %".
package struct Quantity: Sendable, Hashable {
  package let number: FixedDecimal
  package let unit: String?
}

/// A bound on a number, not yet tied to what it bounds.
package enum Bound: Sendable, Hashable {
  case above(Quantity), atLeast(Quantity), below(Quantity), atMost(Quantity), equals(Quantity)
  case between(Quantity, Quantity)

  package var unit: String? {
    switch self {
    case .above(let q), .atLeast(let q), .below(let q), .atMost(let q), .equals(let q): q.unit
    case .between(let a, let b): b.unit ?? a.unit
    }
  }
}

/// A piece of a question with its part in the sentence known, as far as words alone tell. Immutable; a class, since
/// every subject is tried with the same items.
package final class Item: Sendable, Equatable {
  package enum Kind: Sendable, Hashable {
    /// Names of data: entities, attributes, measures, values … one of `meanings` applies.
    case term
    case window(TimeWindow)
    case windows([TimeWindow])
    case grain(Grain)
    case weekday
    case hour
    case weekdays(Set<Int>)
    case hours(Set<Int>)
    case shift(RelativeShift)
    case bound(Bound)
    case quantity(Quantity)
    /// "second": a place in a ranking, from 1.
    case ordinal(Int)
    /// "p90", "the 90th percentile": 1 to 99.
    case percentile(Int)
    case role
    case filler
    case unknown
    case sign(String)
  }

  package let kind: Kind
  package let meanings: [Meaning]
  package let text: String
  /// Its words in the singular, slips mended.
  package let words: [String]
  package let startsClause: Bool
  package let isPartial: Bool
  /// The words of the phrase are plural or name more than one.
  package let isPlural: Bool
  /// One of the words is plural.
  let hasPlural: Bool
  private let roles: [Grammar.Role]

  init(
    kind: Kind, meanings: [Meaning], text: String, words: [String], startsClause: Bool, isPartial: Bool,
    isPlural: Bool
  ) {
    (self.kind, self.meanings, self.text, self.words) = (kind, meanings, text, words)
    (self.startsClause, self.isPartial, self.isPlural) = (startsClause, isPartial, isPlural)
    hasPlural = isPlural || QuestionTokenizer.tokens(of: text).contains { $0.folded != $0.singular }
    roles = meanings.compactMap { if case .role(let role) = $0 { role } else { nil } }
  }

  package static func == (left: Item, right: Item) -> Bool {
    left === right
      || left.kind == right.kind && left.meanings == right.meanings && left.text == right.text
        && left.words == right.words && left.startsClause == right.startsClause
        && left.isPartial == right.isPartial && left.isPlural == right.isPlural
  }

  /// The same words, for another window.
  func meaning(_ time: TimeMatch.Meaning) -> Item {
    guard case .window(let window) = time else { return self }
    return Item(
      kind: .window(window), meanings: meanings, text: text, words: words, startsClause: startsClause,
      isPartial: isPartial, isPlural: isPlural)
  }

  /// The same words, for the first or the last in an order.
  func ranking(_ role: Grammar.Role) -> Item {
    Item(
      kind: .role, meanings: [.role(role)], text: text, words: words, startsClause: startsClause,
      isPartial: isPartial, isPlural: isPlural)
  }

  /// Letters, whatever they mean.
  var isWord: Bool { kind == .unknown && text.contains { $0.isLetter } }

  var isBound: Bool { if case .bound = kind { true } else { false } }

  /// One of the roles the words can have.
  package func has(_ role: Grammar.Role) -> Bool { roles.contains(role) }

  package var isContent: Bool {
    switch kind {
    case .filler, .sign: false
    case .role, .term, .window, .windows, .grain, .weekday, .hour, .weekdays, .hours, .shift, .bound,
      .quantity,
      .ordinal, .percentile, .unknown:
      true
    }
  }
}
