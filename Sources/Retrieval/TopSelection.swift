/// A row of an index and its score.
package struct ScoredRow: Sendable, Hashable {
  package let row: Int
  package let score: Float

  package init(row: Int, score: Float) { (self.row, self.score) = (row, score) }

  /// Higher scores come first; of equal scores the lower row.
  static func precedes(_ a: ScoredRow, _ b: ScoredRow) -> Bool {
    a.score != b.score ? a.score > b.score : a.row < b.row
  }
}

/// The best `limit` of the rows it is shown, without sorting the rest.
///
/// A heap with the worst kept row at its root. O(log limit) for a row that is kept, O(1) for one that is not.
///
/// - SeeAlso: Knuth, *The Art of Computer Programming*, vol. 3, 5.2.3.
struct TopSelection {
  private let limit: Int
  private var heap: [ScoredRow] = []

  init(limit: Int) { self.limit = max(0, limit) }

  /// A row whose score is below this is not kept.
  var threshold: Float { heap.count < limit ? -.infinity : heap.first?.score ?? .infinity }

  /// Shows one row. A score that is no number is passed over.
  mutating func insert(_ row: ScoredRow) {
    guard !row.score.isNaN, limit > 0 else { return }
    if heap.count < limit {
      heap.append(row)
      siftUp()
    } else if ScoredRow.precedes(row, heap[0]) {
      heap[0] = row
      siftDown()
    }
  }

  /// The kept rows, in no order.
  var rows: [ScoredRow] { heap }

  /// The kept rows, best first. O(limit × log limit).
  var sorted: [ScoredRow] { heap.sorted(by: ScoredRow.precedes) }

  private mutating func siftUp() {
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard ScoredRow.precedes(heap[parent], heap[child]) else { return }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var worst = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if ScoredRow.precedes(heap[worst], heap[child]) { worst = child }
      }
      guard worst != parent else { return }
      heap.swapAt(parent, worst)
      parent = worst
    }
  }
}
