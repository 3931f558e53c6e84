import Synchronization

/// What was warned of, in order.
final class WarningList: Sendable {
  private let list = Mutex<[String]>([])

  var all: [String] { list.withLock { $0 } }

  @Sendable func append(_ text: String) { list.withLock { $0.append(text) } }
}
