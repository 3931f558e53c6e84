import GRDBSQLite

/// Stops the statements of one connection once they are not wanted any more. One per connection, for its life.
final class StatementStop {
  /// Steps of SQLite's virtual machine between two looks: less than a millisecond.
  private static let steps: Int32 = 10_000

  private let isUnwanted: @Sendable () -> Bool

  init(_ isUnwanted: @escaping @Sendable () -> Bool) { self.isUnwanted = isUnwanted }

  /// Puts this on a connection, which must not outlive it.
  func install(on connection: OpaquePointer) {
    sqlite3_progress_handler(
      connection, Self.steps,
      { context in
        guard let context else { return 0 }
        return Unmanaged<StatementStop>.fromOpaque(context).takeUnretainedValue().isUnwanted() ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
