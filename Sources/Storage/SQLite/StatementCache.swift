/// The compiled statements of one connection, by text; the least recently used goes first.
struct StatementCache {
  /// Statements kept per connection.
  static let capacity = 128

  private var entries: [String: (statement: PreparedStatement, turn: Int)] = [:]
  private var turn = 0

  /// Takes a statement out, so that no one else runs it meanwhile.
  mutating func take(_ text: String) -> PreparedStatement? { entries.removeValue(forKey: text)?.statement }

  /// Puts a statement (back), reset.
  mutating func put(_ statement: PreparedStatement) {
    statement.reset()
    if entries.count >= Self.capacity, let oldest = entries.min(by: { $0.value.turn < $1.value.turn }) {
      entries[oldest.key] = nil
    }
    turn += 1
    entries[statement.text] = (statement, turn)
  }

  mutating func removeAll() { entries = [:] }
}
