package import Domain

/// Cuts documents into chunks: at headings, else between paragraphs, else between sentences, else between words.
///
/// The chunks of a document cover its text without gap or overlap.
package struct Chunker: Sendable, Hashable {
  /// Words of a chunk that is not cut further.
  package static let standardTarget = 200
  /// Bytes of the longest chunk, whatever it holds.
  package static let longestChunk = 8_000

  package let target: Int

  /// - Parameter target: words of a chunk, at least 1.
  package init(target: Int = standardTarget) { self.target = max(1, target) }

  /// The chunks of `document`, at least one. O(length).
  package func chunks(of document: Document) -> [Chunk] {
    let utf8 = Array(document.text.utf8)
    return ranges(of: utf8).enumerated().map { ordinal, range in
      Chunk(
        document: document.id, kind: document.kind, title: document.title, ordinal: ordinal, bytes: range,
        text: String(decoding: utf8[range], as: UTF8.self),
        identifiers: ordinal == 0 ? document.identifiers : [], isNameOnly: document.isNameOnly)
    }
  }

  /// Byte ranges of the chunks of a text, in order, without gap or overlap; one empty range for an empty text.
  func ranges(of utf8: [UInt8]) -> [Range<Int>] {
    var chunks: [Range<Int>] = []
    var current = 0..<0
    var words = 0
    for passage in Passages(utf8, target: target, longest: Self.longestChunk).all() {
      let isFull =
        words + passage.words > target || current.count + passage.bytes.count > Self.longestChunk
        || (passage.startsSection && words >= target / Self.smallSection)
      if isFull, !current.isEmpty {
        chunks.append(current)
        (current, words) = (passage.bytes, passage.words)
      } else {
        current = current.lowerBound..<passage.bytes.upperBound
        words += passage.words
      }
    }
    chunks.append(current)
    return chunks
  }

  /// A section of fewer words than the target divided by this goes on in one chunk with the next section.
  private static let smallSection = 3
}
