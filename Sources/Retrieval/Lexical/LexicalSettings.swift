/// The numbers that a lexical score is made with.
///
/// - SeeAlso: Robertson, Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*, 2009.
package struct LexicalSettings: Sendable, Hashable {
  /// A part of a row's text that is weighed by itself.
  package enum Field: Int, Sendable, CaseIterable {
    case title, headings, body, identifiers
    /// The other passages of the document.
    case context
  }

  /// The k1 of BM25: how soon repeats of a term stop to matter; 0 or more.
  package var saturation: Float = 1.4
  /// The weight of one occurrence, by field; that of the body is 1.
  package var weights: [Field: Float] = [.title: 3, .headings: 0.5, .body: 1, .identifiers: 1, .context: 0.5]
  /// The b of BM25, by field: how far long fields are held back; 0 not, 1 in full.
  package var lengthNormalizations: [Field: Float] = [
    .title: 0.5, .headings: 0.75, .body: 0.75, .identifiers: 0.75, .context: 0.75,
  ]
  /// How much the share of a term in a row's vector, of length 1, counts beside BM25: it holds a row back for the
  /// different terms that it has, where BM25 does for all its words.
  package var cosineWeight: Float = 0.07
  /// What a term adds, in parts of its idf, for standing early: `leadWeight` / (1 + p / `leadLength`) when its first
  /// place in the row, title and body one after the other, is p, from 0. 0 turns it off.
  ///
  /// - SeeAlso: Troy, Zhang, *Enhancing Relevance Scoring with Chronological Term Rank*, 2007.
  package var leadWeight: Float = 1
  /// The place, in terms, where half of it is left; 1 or more.
  package var leadLength: Float = 20
  /// The most that terms near each other add, for each pair, in parts of the rarer term's idf; 0 turns it off.
  package var proximityWeight: Float = 0.1
  /// The weight of a quiet word of a question, beside 1 for another word.
  package var quietWeight: Float = 0.15

  package init() {}
}
