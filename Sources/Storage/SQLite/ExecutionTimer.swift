import GRDBSQLite

/// Stops the statements of one connection at a deadline.
final class ExecutionTimer {
  /// Steps of SQLite's virtual machine between two looks at the clock: some microseconds.
  static let steps: Int32 = 1_000
  /// Longest time limit; a longer one is taken as this.
  static let longest = 86_400.0

  private var deadline: ContinuousClock.Instant?
  /// The deadline, not something else, stopped the statement.
  private(set) var isOver = false

  /// Puts this timer on a connection, which must not outlive it.
  func install(on connection: OpaquePointer) {
    sqlite3_progress_handler(
      connection, Self.steps,
      { context in
        guard let context else { return 0 }
        let timer = Unmanaged<ExecutionTimer>.fromOpaque(context).takeUnretainedValue()
        guard let deadline = timer.deadline, ContinuousClock.now >= deadline else { return 0 }
        timer.isOver = true
        return 1
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Runs `body` under a limit of `seconds`; nested calls keep the outer limit afterwards.
  func limit<T>(seconds: Double, _ body: () throws -> T) rethrows -> T {
    let outer = deadline
    let bounded = seconds.isNaN ? 0 : min(max(seconds, 0), Self.longest)
    deadline = ContinuousClock.now + .seconds(bounded)
    isOver = false
    defer { deadline = outer }
    return try body()
  }
}
