/// English words too common to tell one text from another.
///
/// Articles, pronouns, prepositions, auxiliaries and question words; folded, without apostrophes.
/// Words that can carry meaning in a question about data ("not", "without", "over", "most") are kept.
package enum StopWords {
  package static let english: Set<String> = Set(
    """
    a about am an and any are arent as at be been being but by can could did didnt do does doesnt doing
    dont for from give had has have having he her here hers him his how i id if ill im in into is isnt it its
    ive just let lets many me much my of off on or our ours please she should shall so some such tell than that thats the
    their theirs them then there theres these they theyre this those to too us very was wasnt want we were
    weve what whats when where wheres which who whom whos whose why will with would you your youre yours
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Whether a folded word, apostrophes aside, is one of them.
  package static func contains(_ word: String) -> Bool { english.contains(word) }
}
