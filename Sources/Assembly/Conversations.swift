import Domain
import Foundation
import Synchronization
import Understanding

/// What conversations hold between turns, for a limited time: the last reading with the rows it showed, and the turns
/// that led to it.
///
/// Readings live in memory. The turns may be kept in a file too: after a restart they are asked again, and leave the
/// same reading behind.
final class Conversations: Sendable {
  /// Conversations kept at most; the longest untouched goes first.
  static let most = 10_000
  /// Seconds after which an untouched conversation is forgotten.
  static let timeToLive: TimeInterval = 24 * 3600
  /// Turns of a conversation kept at most, the newest: further back nothing leans.
  static let mostTurns = 32

  struct Conversation: Sendable {
    let id: String
    var reading: Reading?
    /// Those that the reading is made of, from the last that stood alone; empty: the next turn leans on nothing.
    var turns: [Question] = []
    var touched: Date

    /// The turns are known, and what they leave behind is not yet.
    var isAsleep: Bool { reading == nil && !turns.isEmpty }
  }

  private let table: Mutex<[String: Conversation]>
  private let log: ConversationLog?

  init(log: ConversationLog? = nil, now: Date = .distantPast) {
    self.log = log
    let kept = log?.conversations(since: now.addingTimeInterval(-Self.timeToLive), most: Self.most) ?? []
    table = Mutex(Dictionary(kept.map { ($0.id, $0) }) { _, last in last })
  }

  /// The conversation with this id; a new one when there is none, or it was forgotten.
  func open(_ id: String?, now: Date) -> Conversation {
    table.withLock { table in
      if let id, let found = table[id], now.timeIntervalSince(found.touched) < Self.timeToLive {
        return found
      }
      return Conversation(id: id ?? UUID().uuidString.lowercased(), reading: nil, touched: now)
    }
  }

  /// Keeps what the next turn may lean on; nil: nothing. `turn` led to it, by itself or after those before.
  func keep(_ reading: Reading?, after turn: Question, leans: Bool, in conversation: Conversation, now: Date)
  {
    var kept = conversation
    (kept.reading, kept.touched) = (reading, now)
    kept.turns = reading == nil ? [] : ((leans ? conversation.turns : []) + [turn]).suffix(Self.mostTurns)
    table.withLock { table in
      table[kept.id] = kept
      if table.count > Self.most, let oldest = table.values.min(by: { $0.touched < $1.touched }) {
        table[oldest.id] = nil
      }
    }
    if kept.turns != conversation.turns { log?.append(kept) }
  }

  func forget(_ id: String) {
    guard let found = table.withLock({ $0.removeValue(forKey: id) }), !found.turns.isEmpty else { return }
    log?.append(Conversation(id: id, reading: nil, touched: found.touched))
  }
}
