/// Distinct words, found whole or by how they begin or end.
struct WordList: Sendable {
  private var texts = PackedTexts()
  /// The words in order of their bytes, and of their bytes from the last to the first.
  private var forward: [Int32] = []
  private var backward: [Int32] = []

  /// Below it all words are compared with a slip; above it those that begin or end like it.
  static let fewWords = 20_000
  /// Words that are compared with one slip at most, of each kind of likeness.
  static let mostCompared = 8_000

  var count: Int { texts.count }
  var footprint: Int { texts.footprint + (forward.count + backward.count) * MemoryLayout<Int32>.size }

  init(_ words: some Sequence<String>) {
    for word in words { texts.append(word) }
    forward = (0..<Int32(texts.count)).sorted {
      texts.utf8(Int($0)).lexicographicallyPrecedes(texts.utf8(Int($1)))
    }
    if texts.count > Self.fewWords {
      backward = (0..<Int32(texts.count)).sorted {
        texts.utf8(Int($0)).reversed().lexicographicallyPrecedes(texts.utf8(Int($1)).reversed())
      }
    }
  }

  func contains(_ word: String) -> Bool {
    let key = Array(word.utf8)
    let place = lowerBound(of: key, in: forward, reversed: false)
    return place < forward.count && texts.utf8(Int(forward[place])).elementsEqual(key)
  }

  /// Words that may be within `limit` slips of `word`: all of few; of many, those that share its first or its last
  /// part, `limit + 1` parts in all. O(`mostCompared`).
  func candidates(for word: [UInt8], limit: Int, _ body: (ArraySlice<UInt8>) -> Void) {
    if texts.count <= Self.fewWords {
      for number in 0..<texts.count { body(texts.utf8(number)) }
      return
    }
    let part = max(2, word.count / (limit + 1))
    visit(Array(word.prefix(part)), in: forward, reversed: false, body)
    visit(Array(word.reversed().prefix(part)), in: backward, reversed: true, body)
  }

  private func visit(
    _ prefix: [UInt8], in order: [Int32], reversed: Bool, _ body: (ArraySlice<UInt8>) -> Void
  ) {
    var place = lowerBound(of: prefix, in: order, reversed: reversed)
    let last = min(order.count, place + Self.mostCompared)
    while place < last {
      let word = texts.utf8(Int(order[place]))
      guard reversed ? word.reversed().starts(with: prefix) : word.starts(with: prefix) else { return }
      body(word)
      place += 1
    }
  }

  private func lowerBound(of key: [UInt8], in order: [Int32], reversed: Bool) -> Int {
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      let word = texts.utf8(Int(order[middle]))
      let isBefore =
        reversed
        ? word.reversed().lexicographicallyPrecedes(key) : word.lexicographicallyPrecedes(key)
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
