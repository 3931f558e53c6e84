package import Domain
package import TextAnalysis

/// What ranking needs to know of every chunk besides its terms and its vector: its kind, the terms of its title, its
/// exact names. Read in place as it is stored: opening one costs nothing for each chunk.
package struct RowTable: Sendable {
  /// Starts the head: "RT" and the version of the layout and of names and hashes of terms.
  private static let magic: UInt64 = 0x5254_0001

  /// Chunks.
  package let count: Int
  let identifiers: Identifiers
  /// The kinds there are, in the order of their first rows, and of each row its kind's place among them.
  private let kinds: [String]
  private let kindOfRow: RegionList<UInt32>
  /// The terms of titles by hash, each once: those of row i from number i of `titleStarts` to the next.
  private let titleTerms: RegionList<UInt64>
  private let titleStarts: RegionList<UInt32>

  /// Row i is chunk i; `analyzer` reads the titles. O(length of titles + identifiers × log identifiers).
  package init(_ chunks: [Chunk], analyzer: Analyzer) {
    var kinds: [String] = []
    var places: [String: UInt32] = [:]
    var (kindOfRow, titleStarts): ([UInt32], [UInt32]) = ([], [0])
    var titleTerms: [UInt64] = []
    for (chunk, terms) in zip(chunks, analyzer.terms(of: chunks.map(\.title))) {
      let place = places[chunk.kind] ?? UInt32(clamping: kinds.count)
      if place == kinds.count {
        places[chunk.kind] = place
        kinds.append(chunk.kind)
      }
      kindOfRow.append(place)
      titleTerms += LexicalIndex.unique(terms.map(TermNumbering.hash))
      titleStarts.append(UInt32(clamping: titleTerms.count))
    }
    count = chunks.count
    identifiers = Identifiers(chunks)
    (self.kinds, self.kindOfRow) = (kinds, RegionList(kindOfRow))
    (self.titleTerms, self.titleStarts) = (RegionList(titleTerms), RegionList(titleStarts))
  }

  /// What `region` holds; nil when it holds none. O(kinds).
  package init?(_ region: MemoryRegion) {
    var reader = RegionReader(region)
    guard let head = reader.list(4, of: UInt64.self), head[0] == Self.magic,
      let kindOfRow = reader.list(head[1], of: UInt32.self),
      let titleTerms = reader.list(head[2], of: UInt64.self),
      let titleStarts = reader.list(head[1] &+ 1, of: UInt32.self),
      let kinds = reader.list(head[3], of: UInt8.self), let identifiers = Identifiers(&reader),
      titleStarts.count == kindOfRow.count + 1
    else { return nil }
    (count, self.identifiers, self.kindOfRow) = (kindOfRow.count, identifiers, kindOfRow)
    (self.titleTerms, self.titleStarts) = (titleTerms, titleStarts)
    self.kinds = kinds.withNumbers { bytes in
      bytes.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// A copy of all of it. O(bytes).
  package var region: MemoryRegion {
    // No name of a kind has a zero byte.
    let names = Array(kinds.joined(separator: "\0").utf8)
    var writer = RegionWriter()
    writer.append([Self.magic, UInt64(count), UInt64(titleTerms.count), UInt64(names.count)])
    writer.append(kindOfRow)
    writer.append(titleTerms)
    writer.append(titleStarts)
    writer.append(names)
    identifiers.write(to: &writer)
    return writer.region
  }

  /// By row whether its kind is one of `wanted`. O(rows).
  func mask(of wanted: [String]) -> [Bool] {
    let wanted = kinds.map(Set(wanted).contains)
    return kindOfRow.withNumbers { $0.map { Int($0) < wanted.count && wanted[Int($0)] } }
  }

  /// The rows of a kind, in order. O(rows).
  package func rows(ofKind kind: String) -> [Int] {
    guard let kind = kinds.firstIndex(of: kind) else { return [] }
    return kindOfRow.withNumbers { rows in rows.indices.filter { Int(rows[$0]) == kind } }
  }

  /// The share of the terms `asked` that are the title of `row`; 0 when the title has others or none.
  func titleShare(of asked: Set<UInt64>, row: Int) -> Double {
    let title = titleStarts.part(row, of: titleTerms.count)
    guard !title.isEmpty, title.allSatisfy({ asked.contains(titleTerms[$0]) }) else { return 0 }
    return Double(title.count) / Double(asked.count)
  }
}
