import Foundation
package import TextAnalysis

/// Makes a `LexicalIndex` of rows that are added one by one.
package struct LexicalIndexBuilder {
  /// A term of one field of a row, how often it stands there, and where first, from 0; the body follows the title.
  private struct Entry {
    let term: UInt32
    var count: UInt32
    let place: UInt32
  }

  private let settings: LexicalSettings
  private var numbering: TermNumbering
  /// The entries of field f of row i are `starts[i * fields + f]..<starts[i * fields + f + 1]`.
  private var entries: [Entry] = []
  private var starts = [0]
  /// Terms of a field of a row, repeats counted.
  private var lengths: [Float] = []
  /// By term, as numbered when first seen: rows that have it, occurrences, the last entry and the last row, these plus
  /// 1, or 0 for none.
  private var frequencies: [UInt32] = []
  private var occurrences: [UInt32] = []
  private var lastEntries: [UInt32] = []
  private var lastRows: [UInt32] = []
  /// Title and body of the rows: numbers of terms plus 1, and 0 before each field.
  private var sequence: [UInt32] = []
  private var sequenceStarts = [0]
  private var filled = 0
  private var scratch: [UInt32] = []

  private static let fields = LexicalSettings.Field.allCases

  /// `analyzer` is that of the texts; the index has terms for quiet words, too.
  package init(analyzer: Analyzer = Analyzer(), settings: LexicalSettings = LexicalSettings()) {
    self.settings = settings
    numbering = TermNumbering(LexicalIndex.analyzer(analyzer))
  }

  private var count: Int { sequenceStarts.count - 1 }

  /// Adds a row at the end. O(its length).
  package mutating func append(_ row: LexicalRow) {
    var hasTerms = false
    var titleLength = 0
    for field in Self.fields {
      scratch.removeAll(keepingCapacity: true)
      for text in row.texts(of: field) { numbering.append(text, to: &scratch) }
      add(scratch, from: field == .body ? titleLength : 0)
      if field == .title { titleLength = scratch.count }
      if !scratch.isEmpty { hasTerms = true }
      if field == .title || field == .body {
        sequence.append(0)
        for term in scratch { sequence.append(term + 1) }
      }
    }
    sequenceStarts.append(sequence.count)
    if hasTerms { filled += 1 }
  }

  /// Adds the terms of a field; the first stands at `firstPlace`.
  private mutating func add(_ terms: [UInt32], from firstPlace: Int) {
    let new = numbering.hashes.count - frequencies.count
    if new > 0 {
      frequencies += repeatElement(0, count: new)
      occurrences += repeatElement(0, count: new)
      lastEntries += repeatElement(0, count: new)
      lastRows += repeatElement(0, count: new)
    }
    let start = entries.count
    let row = UInt32(clamping: count + 1)
    for (place, term) in terms.enumerated() {
      let index = Int(term)
      occurrences[index] &+= 1
      if lastEntries[index] > start {
        entries[Int(lastEntries[index]) - 1].count += 1
      } else {
        entries.append(Entry(term: term, count: 1, place: UInt32(clamping: firstPlace + place)))
        lastEntries[index] = UInt32(clamping: entries.count)
        if lastRows[index] != row {
          lastRows[index] = row
          frequencies[index] += 1
        }
      }
    }
    starts.append(entries.count)
    lengths.append(Float(terms.count))
  }

  /// The index of what was added. O(entries + terms × log terms).
  package consuming func index() -> LexicalIndex {
    // What has served is given up at once: it is most of what is held.
    numbering.forgetWords()
    (lastEntries, lastRows) = ([], [])
    // The most frequent term gets number 0, so that sequences are short.
    let order = frequencies.indices.sorted {
      occurrences[$0] != occurrences[$1] ? occurrences[$0] > occurrences[$1] : $0 < $1
    }
    var renumbered = [UInt32](repeating: 0, count: order.count)
    for (number, term) in order.enumerated() { renumbered[term] = UInt32(number) }
    let found = occurrences(order)
    (entries, starts, lengths) = ([], [], [])
    let postings = postings(order, found)
    var named = order.enumerated().map { (hash: numbering.hashes[$1], number: UInt32($0)) }
    named.sort { $0.hash < $1.hash }
    let (sequenceStarts, sequences) = packed(renumbered)
    return LexicalIndex(
      count: count, filled: filled, settings: settings, hashes: RegionList(named.map(\.hash)),
      numbers: RegionList(named.map(\.number)), scales: RegionList(postings.scales),
      runStarts: RegionList(postings.runStarts), segments: RegionList(postings.segments),
      postingStarts: RegionList(postings.postingStarts), rows: RegionList(postings.rows),
      impacts: RegionList(postings.impacts), sequenceStarts: RegionList(sequenceStarts),
      sequences: RegionList(sequences))
  }

  private struct Postings {
    var scales: [Float] = []
    var runStarts: [UInt32] = [0]
    var segments: [UInt16] = []
    var postingStarts: [UInt64] = []
    var rows: [UInt16] = []
    var impacts: [UInt8] = []
  }

  /// All postings, term by term in `order`.
  private func postings(_ order: [Int], _ found: Occurrences) -> Postings {
    let idfs = order.map { LexicalIndex.inverseFrequency(Int(frequencies[$0]), of: filled) }
    let weights = weights(found, idfs)
    var postings = Postings()
    postings.rows = found.rows.map { UInt16(truncatingIfNeeded: $0) }
    postings.impacts = [UInt8](repeating: 0, count: found.rows.count)
    for (number, idf) in idfs.enumerated() {
      let range = found.places[number]..<found.places[number + 1]
      var most: Float = 0
      for place in range { most = max(most, weights[place]) }
      postings.scales.append(most / 255 * idf)
      for place in range {
        let share = most > 0 ? weights[place] / most : 0
        postings.impacts[place] = UInt8(max(1, min(255, (share * 255).rounded())))
        let segment = UInt16(clamping: Int(found.rows[place]) / LexicalIndex.segmentRows)
        if place == range.lowerBound || postings.segments.last != segment {
          postings.segments.append(segment)
          postings.postingStarts.append(UInt64(place))
        }
      }
      postings.runStarts.append(UInt32(clamping: postings.segments.count))
    }
    postings.postingStarts.append(UInt64(found.rows.count))
    return postings
  }

  /// Where terms stand, term by term in an order, rows increasing.
  private struct Occurrences {
    /// Term t of the order has the postings `places[t]..<places[t + 1]`.
    var places: [Int] = [0]
    /// By posting: its row, its occurrences times the weights of their fields, the same held back for length, and
    /// what its first place in title and body adds.
    var rows: [UInt32] = []
    var counts: [Float] = []
    var held: [Float] = []
    var leads: [Float] = []
  }

  private func occurrences(_ order: [Int]) -> Occurrences {
    var found = Occurrences()
    var firsts = [Int](repeating: 0, count: order.count)
    for term in order {
      firsts[term] = found.places[found.places.count - 1]
      found.places.append(firsts[term] + Int(frequencies[term]))
    }
    let total = found.places[found.places.count - 1]
    found.rows = [UInt32](repeating: 0, count: total)
    found.counts = [Float](repeating: 0, count: total)
    found.held = [Float](repeating: 0, count: total)
    found.leads = [Float](repeating: 0, count: total)
    let norms = norms()
    let weights = Self.fields.map { max(0, settings.weights[$0] ?? 0) }
    let leading = [LexicalSettings.Field.title, .body].map(\.rawValue)
    let lead = (weight: max(0, settings.leadWeight), length: max(1, settings.leadLength))
    var cursors = firsts
    for row in 0..<count {
      for (field, weight) in weights.enumerated() {
        let place = row * weights.count + field
        for entry in entries[starts[place]..<starts[place + 1]] {
          let term = Int(entry.term)
          var cursor = cursors[term]
          if cursor > firsts[term], found.rows[cursor - 1] == UInt32(row) {
            // Another field of this row has the term.
            cursor -= 1
          } else {
            found.rows[cursor] = UInt32(row)
            cursors[term] = cursor + 1
          }
          found.counts[cursor] += weight * Float(entry.count)
          found.held[cursor] += weight * Float(entry.count) / norms[place]
          if leading.contains(field) {
            let share = lead.weight / (1 + Float(entry.place) / lead.length)
            found.leads[cursor] = max(found.leads[cursor], share)
          }
        }
      }
    }
    return found
  }

  /// What each posting tells of its row, but for the idf of the term: BM25F, what its place adds, and the term's share
  /// in the row's vector of (1 + ln tf) × idf, against that of a row of mean length and a term of mean idf.
  private func weights(_ found: Occurrences, _ idfs: [Float]) -> [Float] {
    var shares = found.counts.map { $0 > 0 ? max(0, 1 + log($0)) : 0 }
    var squares = [Float](repeating: 0, count: count)
    var sum: Float = 0
    for (term, idf) in idfs.enumerated() {
      for place in found.places[term]..<found.places[term + 1] {
        shares[place] *= idf
        squares[Int(found.rows[place])] += shares[place] * shares[place]
      }
      sum += idf * Float(found.places[term + 1] - found.places[term])
    }
    let lengths = squares.map { $0.squareRoot() }
    let meanLength = lengths.reduce(0, +) / Float(max(1, filled))
    let factor =
      settings.cosineWeight * meanLength / max(sum / Float(max(1, found.rows.count)), .leastNormalMagnitude)
    let k = settings.saturation
    return found.held.indices.map { place in
      let held = found.held[place]
      let length = lengths[Int(found.rows[place])]
      let cosine = length > 0 ? factor * shares[place] / length : 0
      return (held > 0 ? held * (k + 1) / (held + k) : 0) + cosine + found.leads[place]
    }
  }

  /// How far each field of each row is held back for its length; 1 at the mean length.
  private func norms() -> [Float] {
    var sums = [Float](repeating: 0, count: Self.fields.count)
    var filled = [Float](repeating: 0, count: Self.fields.count)
    for (place, length) in lengths.enumerated() where length > 0 {
      sums[place % Self.fields.count] += length
      filled[place % Self.fields.count] += 1
    }
    return lengths.enumerated().map { place, length in
      let field = Self.fields[place % Self.fields.count]
      let normalization = min(1, max(0, settings.lengthNormalizations[field] ?? 0))
      guard length > 0 else { return 1 }
      return 1 - normalization + normalization * length * filled[field.rawValue] / sums[field.rawValue]
    }
  }

  /// The sequences with the final numbers of terms, packed.
  private func packed(_ renumbered: [UInt32]) -> (starts: [UInt64], bytes: [UInt8]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(sequence.count * 2)
    var starts: [UInt64] = [0]
    for row in 0..<count {
      for term in sequence[sequenceStarts[row]..<sequenceStarts[row + 1]] {
        var value = term == 0 ? 0 : renumbered[Int(term - 1)] + 1
        while value >= 0x80 {
          bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
          value >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: value))
      }
      starts.append(UInt64(bytes.count))
    }
    return (starts, bytes)
  }
}
