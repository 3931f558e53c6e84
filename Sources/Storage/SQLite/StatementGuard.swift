import GRDBSQLite
import Synchronization

/// Decides, while a statement is compiled, what it may do. One per connection, for the connection's life.
final class StatementGuard {
  enum Mode {
    /// Our own statements.
    case ours
    /// Statements that only read data: SELECT, its tables and views, functions.
    case reading
    /// A pack's scripts: they make tables, views and rows of their own.
    case script
  }

  var mode = Mode.ours
  /// By schema that is attached, the tables that statements may read there, in small letters.
  var visible: [String: Set<String>] = [:]
  /// Tables of an attached generation that this one lacks, in small letters: a name of one reaches there.
  var former: Set<String> = []
  /// The first act refused since it was last set to nil.
  var refused: String?

  /// Functions that reach outside the database or are made for its innards.
  private static let forbidden: Set<String> = [
    "load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "sqlite_log",
  ]

  /// Columns of our own tables that a statement may read: how much was rejected, but not the rejected text.
  private static let open: [String: Set<String>] = [
    "pitwall_counts": ["name", "read", "kept", "superseded", "quarantined", "repaired"],
    "pitwall_quarantine": ["source", "rule", "file", "line"],
  ]

  /// Puts this guard on a connection, which must not outlive it.
  func install(on connection: OpaquePointer) {
    sqlite3_set_authorizer(
      connection,
      { context, action, first, second, database, _ in
        guard let context else { return SQLITE_DENY }
        let guardian = Unmanaged<StatementGuard>.fromOpaque(context).takeUnretainedValue()
        if guardian.mode == .ours { return SQLITE_OK }
        let text = { (text: UnsafePointer<CChar>?) in text.map { String(cString: $0) } ?? "" }
        return guardian.verdict(action, text(first), text(second), database: text(database))
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  private func verdict(_ action: Int32, _ first: String, _ second: String, database: String) -> Int32 {
    // A table of which no column is read comes without the name of its database.
    let isFormer =
      visible[database].map { !$0.contains(first.lowercased()) } ?? false
      || action == SQLITE_READ && database.isEmpty && former.contains(first.lowercased())
    guard
      let reason = isFormer
        ? "\(first) of the former generation"
        : mode == .reading ? denial(action, first, second) : scriptDenial(action, first, second)
    else { return SQLITE_OK }
    if refused == nil { refused = reason }
    return SQLITE_DENY
  }

  /// Why a reading statement may not; nil when it may.
  private func denial(_ action: Int32, _ first: String, _ second: String) -> String? {
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE: return nil
    case SQLITE_FUNCTION:
      return Self.forbidden.contains(second.lowercased()) ? "function \(second)" : nil
    case SQLITE_READ:
      let table = first.lowercased()
      if let columns = Self.open[table] {
        return second.isEmpty || columns.contains(second.lowercased()) ? nil : "read of \(first).\(second)"
      }
      let isInner = Schema.isReserved(table) || table.hasPrefix("pragma_") || table == "dbstat"
      return isInner ? "read of table \(first)" : nil
    default: return Self.words(action, first)
    }
  }

  private func scriptDenial(_ action: Int32, _ first: String, _ second: String) -> String? {
    switch action {
    case SQLITE_ATTACH, SQLITE_DETACH, SQLITE_PRAGMA, SQLITE_TRANSACTION, SQLITE_SAVEPOINT:
      return Self.words(action, first)
    case SQLITE_FUNCTION: return denial(action, first, second)
    case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE, SQLITE_CREATE_TABLE, SQLITE_CREATE_VIEW,
      SQLITE_CREATE_INDEX, SQLITE_CREATE_TRIGGER, SQLITE_CREATE_VTABLE, SQLITE_DROP_TABLE, SQLITE_DROP_VIEW,
      SQLITE_DROP_VTABLE:
      return first.lowercased().hasPrefix(Schema.prefix) ? "\(Self.words(action, first))" : nil
    case SQLITE_ALTER_TABLE, SQLITE_DROP_INDEX:
      return second.lowercased().hasPrefix(Schema.prefix) ? "\(Self.words(action, second))" : nil
    default: return nil
    }
  }

  private static func words(_ action: Int32, _ first: String) -> String {
    if first.lowercased().hasPrefix("sqlite_") { return "a change of the schema" }
    return switch action {
    case SQLITE_ATTACH: "ATTACH"
    case SQLITE_DETACH: "DETACH"
    case SQLITE_PRAGMA: "PRAGMA \(first)"
    case SQLITE_TRANSACTION: first
    case SQLITE_SAVEPOINT: "SAVEPOINT"
    case SQLITE_INSERT: "INSERT into \(first)"
    case SQLITE_UPDATE: "UPDATE of \(first)"
    case SQLITE_DELETE: "DELETE from \(first)"
    case SQLITE_ALTER_TABLE: "ALTER of \(first)"
    case SQLITE_ANALYZE: "ANALYZE"
    case SQLITE_REINDEX: "REINDEX"
    default: "a change of the schema, \(first)"
    }
  }
}
