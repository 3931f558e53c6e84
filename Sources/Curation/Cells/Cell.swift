import Domain

/// A value of a row under curation: like `Value`, but a text may still be bytes of the file.
///
/// Truth values are the integers 0 and 1; dates and timestamps are canonical ISO text.
enum Cell: @unchecked Sendable {
  case null
  case integer(Int64)
  case decimal(FixedDecimal)
  case real(Double)
  /// Good until the reader reads on.
  case bytes(UnsafeBufferPointer<UInt8>)
  case text(String)

  static func boolean(_ value: Bool) -> Cell { .integer(value ? 1 : 0) }

  var isNull: Bool { if case .null = self { true } else { false } }

  /// The text of the cell, when it is one.
  var string: String? {
    switch self {
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .text(let text): text
    default: nil
    }
  }

  var value: Value {
    switch self {
    case .null: .null
    case .integer(let value): .integer(value)
    case .decimal(let value): .decimal(value)
    case .real(let value): .real(value)
    case .bytes(let bytes): .text(String(decoding: bytes, as: UTF8.self))
    case .text(let text): .text(text)
    }
  }

  /// Calls `body` with the bytes of a text; nil for what is none.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
    switch self {
    case .bytes(let bytes): return body(bytes)
    case .text(var text): return text.withUTF8(body)
    default: return nil
    }
  }
}
