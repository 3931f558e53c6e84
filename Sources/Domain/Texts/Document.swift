/// A text that can be found and cited: an article, or a row or aggregate of the curated data in words.
package struct Document: Sendable, Hashable, Identifiable {
  /// "part/2OHUSWKKX": the kind, a slash, the key; stable over rebuilds.
  package let id: String
  /// "part", "service", "article" …
  package let kind: String
  package let title: String
  package let text: String
  /// Exact names that must find this document first: SKUs, invoice numbers, VINs.
  package let identifiers: [String]
  /// Found by its identifiers only, so that many like records do not drown what is said in words.
  package let isNameOnly: Bool

  package init(
    id: String, kind: String, title: String, text: String, identifiers: [String] = [],
    isNameOnly: Bool = false
  ) {
    (self.id, self.kind, self.title, self.text, self.identifiers) = (id, kind, title, text, identifiers)
    self.isNameOnly = isNameOnly
  }
}

/// A passage of one document: the unit that is embedded, stored and cited.
///
/// The chunks of a document, in `ordinal` order, cover its text without gap or overlap.
package struct Chunk: Sendable, Hashable, Identifiable {
  /// "part/2OHUSWKKX#0": the document's id and the ordinal; stable over rebuilds of the same text.
  package var id: String { "\(document)#\(ordinal)" }
  package let document: Document.ID
  package let kind: String
  package let title: String
  /// Position among the chunks of its document, from 0.
  package let ordinal: Int
  /// UTF-8 byte offsets into the document's text.
  package let bytes: Range<Int>
  package let text: String
  /// Exact names that must find this chunk first; on the first chunk of a document only.
  package let identifiers: [String]
  /// Found by its identifiers only: it gets a vector of zeros and no terms. Of no meaning after that.
  package let isNameOnly: Bool

  package init(
    document: Document.ID, kind: String, title: String, ordinal: Int, bytes: Range<Int>, text: String,
    identifiers: [String] = [], isNameOnly: Bool = false
  ) {
    self.isNameOnly = isNameOnly
    (self.document, self.kind, self.title) = (document, kind, title)
    (self.ordinal, self.bytes, self.text, self.identifiers) = (ordinal, bytes, text, identifiers)
  }
}

/// What made a vector: vectors of different makers are never compared.
package struct EmbedderIdentity: Sendable, Hashable {
  /// "tfidf", "hashing".
  package let name: String
  /// Changes whenever the same text would get another vector: with the code, and with the trained weights.
  package let version: String
  package let dimension: Int

  package init(name: String, version: String, dimension: Int) {
    (self.name, self.version, self.dimension) = (name, version, dimension)
  }
}

/// Vectors of length 1 (or 0, for a text without a known token), row-major: row `i` is
/// `values[i * dimension ..< (i + 1) * dimension]`.
package struct EmbeddingMatrix: Sendable {
  package let dimension: Int
  package let values: [Float]
  package var count: Int { dimension == 0 ? 0 : values.count / dimension }

  /// - Precondition: `values.count` is a multiple of `dimension`.
  package init(dimension: Int, values: [Float]) {
    precondition(
      dimension > 0 && values.count % dimension == 0, "\(values.count) values in rows of \(dimension)")
    (self.dimension, self.values) = (dimension, values)
  }
}

/// A chunk that search found.
package struct SearchHit: Sendable, Hashable {
  package let chunk: Chunk
  /// Higher is better; comparable within one search only. 0...1 after fusion.
  package let score: Double
  /// What the score is made of, in the order it was computed.
  package let parts: [ScorePart]

  package init(chunk: Chunk, score: Double, parts: [ScorePart]) {
    (self.chunk, self.score, self.parts) = (chunk, score, parts)
  }
}

/// One named number of a score.
package struct ScorePart: Sendable, Hashable {
  package let name: String
  package let value: Double

  package init(_ name: String, _ value: Double) { (self.name, self.value) = (name, value) }
}
