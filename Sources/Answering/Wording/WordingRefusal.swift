/// Why a model's words are not shown.
package enum WordingRefusal: Error, Sendable, Hashable {
  case empty
  case tooLong(characters: Int, limit: Int)
  /// A link, HTML, a formula or a character that no answer needs.
  case markup(String)
  case number(String)
  case date(String)
  case name(String)
  /// The number is in the result, in another row than the one named with it.
  case otherRow(String)
  /// The number is in the result, in another column than the one named with it.
  case otherColumn(String)
  /// A word that claims more than the numbers show: "because", "rose", "half".
  case claim(String)
  /// The reader or the model is spoken of.
  case chatter(String)
  /// Nothing of the result is said.
  case saysNothing
  case timedOut(seconds: Double)
  /// There is nothing to word: no rows and no sources.
  case notAsked
}

extension WordingRefusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "says nothing"
    case .tooLong(let characters, let limit): "has \(characters) characters, more than \(limit)"
    case .markup(let text): "has '\(text)', which is not shown"
    case .number(let text): "states \(text), which no source has"
    case .date(let text): "states the date \(text), which no source has"
    case .name(let text): "names '\(text)', which no source has"
    case .otherRow(let text): "states \(text) without or with another name than the result has it with"
    case .otherColumn(let text): "states \(text) as another measure than the result has it as"
    case .claim(let text): "claims '\(text)', which no source says"
    case .chatter(let text): "says '\(text)', which is no part of an answer"
    case .saysNothing: "states nothing of the result"
    case .timedOut(let seconds): "took longer than \(seconds) s"
    case .notAsked: "the model was not asked: there is nothing to word"
    }
  }
}
