/// Phrases of words and what hangs on them; finds all phrases that start at a place in one walk.
struct PhraseTrie<Payload: Sendable>: Sendable {
  private struct Edge: Hashable {
    let node: Int32
    let word: Int32
  }

  private var words: [String: Int32] = [:]
  private var edges: [Edge: Int32] = [:]
  private var payloads: [Int32: [Payload]] = [:]
  private var nodes: Int32 = 1

  /// The distinct words of all phrases.
  var vocabulary: some Collection<String> { words.keys }

  func contains(word: String) -> Bool { words[word] != nil }

  /// Adds a phrase; an empty one is left out. O(words).
  mutating func insert(_ phrase: [String], _ payload: Payload) {
    guard !phrase.isEmpty else { return }
    var node: Int32 = 0
    for word in phrase {
      let next = Int32(words.count)
      let id = words[word, default: next]
      if id == next { words[word] = id }
      let edge = Edge(node: node, word: id)
      if let child = edges[edge] {
        node = child
      } else {
        edges[edge] = nodes
        node = nodes
        nodes += 1
      }
    }
    payloads[node, default: []].append(payload)
  }

  /// Every phrase that starts at `start`: where it ends and what hangs on it, shortest first. `options` tells
  /// the words a place can be read as, and whether it may be passed over inside a phrase.
  func matches(
    from start: Int, count: Int, options: (Int) -> (words: [String], canSkip: Bool)
  ) -> [(end: Int, payloads: [Payload])] {
    var found: [(Int, [Payload])] = []
    var frontier: [Int32] = [0]
    var position = start
    while position < count, !frontier.isEmpty {
      let (words, canSkip) = options(position)
      var next: [Int32] = []
      for word in words {
        guard let id = self.words[word] else { continue }
        for node in frontier {
          if let child = edges[Edge(node: node, word: id)], !next.contains(child) { next.append(child) }
        }
      }
      let reached = next.flatMap { payloads[$0] ?? [] }
      if !reached.isEmpty { found.append((position + 1, reached)) }
      if canSkip, position > start { next += frontier.filter { !next.contains($0) && $0 != 0 } }
      frontier = next
      position += 1
    }
    return found
  }
}
