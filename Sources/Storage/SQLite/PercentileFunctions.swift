import GRDBSQLite

/// The aggregates `median(x)` and `percentile(x, p)`: continuous, as PERCENTILE_CONT of SQL:2003, the value at
/// rank p·(n − 1) of the sorted numbers, between two neighbours in proportion. Nulls do not count; of none the
/// result is null. Of integers alone the result is an INTEGER where it is one exactly, else REAL.
/// O(n log n) time, 8 bytes a number.
enum PercentileFunctions {
  static func register(on connection: OpaquePointer) throws {
    for (name, arguments) in [("median", 1), ("percentile", 2)] as [(String, Int32)] {
      let code = sqlite3_create_function_v2(
        connection, name, arguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nil, nil,
        { context, count, values in PercentileFunctions.step(context, count, values) },
        { context in PercentileFunctions.finish(context) }, nil)
      if code != SQLITE_OK { throw SQLiteFailure(connection, code: code, text: name) }
    }
  }

  /// The cell SQLite keeps for one group: a retained `NumberSample`, or nil before the first number.
  private static func cell(_ context: OpaquePointer?, bytes: Int32) -> UnsafeMutablePointer<
    UnsafeRawPointer?
  >? {
    sqlite3_aggregate_context(context, bytes)?.assumingMemoryBound(to: UnsafeRawPointer?.self)
  }

  private static func step(
    _ context: OpaquePointer?, _ count: Int32, _ values: UnsafeMutablePointer<OpaquePointer?>?
  ) {
    guard let values, let cell = cell(context, bytes: Int32(MemoryLayout<UnsafeRawPointer?>.size)) else {
      return sqlite3_result_error_nomem(context)
    }
    let sample: NumberSample
    if let known = cell.pointee {
      sample = Unmanaged<NumberSample>.fromOpaque(known).takeUnretainedValue()
    } else {
      sample = NumberSample()
      cell.pointee = UnsafeRawPointer(Unmanaged.passRetained(sample).toOpaque())
    }
    if count == 2 {
      let fraction = sqlite3_value_double(values[1])
      guard sqlite3_value_numeric_type(values[1]) != SQLITE_NULL, (0...1).contains(fraction) else {
        return sqlite3_result_error(context, "percentile: expected a fraction of 0 to 1", -1)
      }
      sample.fraction = fraction
    }
    switch sqlite3_value_type(values[0]) {
    case SQLITE_NULL: return
    case SQLITE_INTEGER: sample.add(sqlite3_value_int64(values[0]))
    case SQLITE_FLOAT: sample.add(sqlite3_value_double(values[0]))
    default: sqlite3_result_error(context, "median, percentile: expected numbers, found text", -1)
    }
  }

  private static func finish(_ context: OpaquePointer?) {
    guard let held = cell(context, bytes: 0)?.pointee else { return sqlite3_result_null(context) }
    let sample = Unmanaged<NumberSample>.fromOpaque(held).takeRetainedValue()
    switch sample.percentile {
    case .none: sqlite3_result_null(context)
    case .integer(let value): sqlite3_result_int64(context, value)
    case .real(let value): sqlite3_result_double(context, value)
    }
  }
}

/// The numbers of one group.
final class NumberSample {
  enum Outcome: Equatable { case none, integer(Int64), real(Double) }

  var fraction = 0.5
  /// All numbers, while they are integers; then `reals` takes over.
  private var integers: [Int64] = []
  private var reals: [Double] = []

  func add(_ value: Int64) {
    if reals.isEmpty { integers.append(value) } else { reals.append(Double(value)) }
  }

  func add(_ value: Double) {
    if reals.isEmpty {
      reals = integers.map(Double.init)
      integers = []
    }
    reals.append(value)
  }

  /// The number at rank `fraction` × (count − 1), from 0.
  var percentile: Outcome {
    let count = max(integers.count, reals.count)
    guard count > 0 else { return .none }
    let rank = fraction * Double(count - 1)
    let lower = min(Int(rank), count - 1)
    let upper = min(lower + 1, count - 1)
    let part = rank - Double(lower)
    guard reals.isEmpty else {
      reals.sort()
      return .real(reals[lower] + (reals[upper] - reals[lower]) * part)
    }
    integers.sort()
    let (low, high) = (integers[lower], integers[upper])
    if part == 0 || low == high { return .integer(low) }
    let (distance, overflow) = high.subtractingReportingOverflow(low)
    if part == 0.5, !overflow, distance % 2 == 0 { return .integer(low + distance / 2) }
    return .real(Double(low) + (Double(high) - Double(low)) * part)
  }
}
