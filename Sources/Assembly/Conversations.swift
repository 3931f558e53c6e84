import Foundation
import Synchronization
import Understanding

/// What conversations hold between turns: the last reading, for a limited time.
final class Conversations: Sendable {
  /// Conversations kept at most; the longest untouched goes first.
  static let most = 10_000
  /// Seconds after which an untouched conversation is forgotten.
  static let timeToLive: TimeInterval = 24 * 3600

  struct Conversation: Sendable {
    let id: String
    var reading: Reading?
    var touched: Date
  }

  private let table = Mutex<[String: Conversation]>([:])

  /// The conversation with this id; a new one when there is none, or it was forgotten.
  func open(_ id: String?, now: Date) -> Conversation {
    table.withLock { table in
      if let id, let found = table[id], now.timeIntervalSince(found.touched) < Self.timeToLive {
        return found
      }
      return Conversation(id: id ?? UUID().uuidString.lowercased(), reading: nil, touched: now)
    }
  }

  /// Keeps the reading of the newest turn; nil keeps the one before.
  func keep(_ reading: Reading?, in id: String, now: Date) {
    table.withLock { table in
      let old = table[id]?.reading
      table[id] = Conversation(id: id, reading: reading ?? old, touched: now)
      if table.count > Self.most, let oldest = table.values.min(by: { $0.touched < $1.touched }) {
        table[oldest.id] = nil
      }
    }
  }

  func forget(_ id: String) { table.withLock { $0[id] = nil } }
}
