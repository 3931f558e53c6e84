/// What of retrieval can be switched off or on, to see what it is worth.
package enum RetrievalSwitch: String, Sendable, Hashable, CaseIterable {
  /// The ranking by terms in common (BM25).
  case terms
  /// The ranking by vectors.
  case vectors
  /// Title and headings weigh more than other text, and have lengths of their own (BM25F).
  case fields
  /// Terms near each other count more.
  case proximity
  /// Terms that stand early in a text count more.
  case lead
  /// A row whose title the question names is raised.
  case titles
  /// The question is asked again with terms of the best rows.
  case feedback
  /// Documents are cut into passages, as a rebuild does; else each is one row.
  case passages
  /// Of documents with nearly the same terms only the best is kept.
  case distinct

  /// Those that are on unless said otherwise.
  package static let standard: Set<RetrievalSwitch> = [.terms, .fields, .proximity, .lead, .titles]
}

extension LexicalSettings {
  /// The settings that `switches` ask for.
  init(_ switches: Set<RetrievalSwitch>) {
    self.init()
    if !switches.contains(.proximity) { proximityWeight = 0 }
    if !switches.contains(.lead) { leadWeight = 0 }
    if !switches.contains(.fields) { flatten() }
  }

  /// Title and text are one field; headings count as the text that they are.
  private mutating func flatten() {
    weights = [.title: 1, .headings: 0, .body: 1, .identifiers: 1, .context: 0]
    lengthNormalizations = [
      .title: 0, .headings: 0, .body: lengthNormalizations[.body] ?? 0, .identifiers: 0,
    ]
  }
}
