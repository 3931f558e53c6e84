import Synchronization

/// Counts the answers and searches that are being made, and refuses one more than `limit`.
final class AnswerSlots: Sendable {
  let limit: Int
  private let count = Mutex(0)

  init(limit: Int) { self.limit = limit }

  var taken: Int { count.withLock { $0 } }

  /// Takes a slot; `release` gives it back, once.
  func take() throws(HTTPFailure) {
    let isTaken = count.withLock { count in
      guard count < limit else { return false }
      count += 1
      return true
    }
    guard isTaken else { throw .tooManyAnswers(limit: limit) }
  }

  /// Throws what `take` would, and takes nothing.
  func check() throws(HTTPFailure) {
    guard taken < limit else { throw .tooManyAnswers(limit: limit) }
  }

  func release() {
    count.withLock { $0 = max(0, $0 - 1) }
  }
}
