import Synchronization

/// Remembers how far a stream of chat events has come.
final class LastEvent: Sendable {
  private let last = Mutex<ChatEvent?>(nil)

  /// The furthest event noted; nil before the first.
  var kind: ChatEvent? { last.withLock { $0 } }

  func note(_ kind: ChatEvent) {
    last.withLock { last in last = max(last ?? kind, kind) }
  }
}
