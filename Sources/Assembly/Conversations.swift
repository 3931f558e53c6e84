import Foundation
import Synchronization
import Understanding

/// What conversations hold between turns, for a limited time: the last reading with the rows it showed.
///
/// Kept in memory only: a conversation from before a restart begins anew under its old id.
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

  /// Keeps what the next turn may lean on; nil: nothing.
  func keep(_ reading: Reading?, in id: String, now: Date) {
    table.withLock { table in
      table[id] = Conversation(id: id, reading: reading, touched: now)
      if table.count > Self.most, let oldest = table.values.min(by: { $0.touched < $1.touched }) {
        table[oldest.id] = nil
      }
    }
  }

  func forget(_ id: String) { table.withLock { $0[id] = nil } }
}
