/// What the bytes of one cell can be read as, whatever its column turns out to be.
package struct CellForm: Sendable, Hashable {
  /// The types of columns that take the cell as it stands; text takes every one.
  package struct Types: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let integer = Types(rawValue: 1)
    /// An exact amount, `places` digits after the point.
    package static let decimal = Types(rawValue: 2)
    package static let real = Types(rawValue: 4)
    package static let boolean = Types(rawValue: 8)
    /// A day or moment as ISO 8601 has it.
    package static let date = Types(rawValue: 16)
    package static let timestamp = Types(rawValue: 32)
  }

  /// The orders in which the parts of a date can be taken that is not in that of ISO 8601.
  package struct Orders: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package init(_ order: WrittenTime.Order) {
      switch order {
      case .year: self = .year
      case .month: self = .month
      case .day: self = .day
      }
    }

    package static let year = Orders(rawValue: 1)
    package static let month = Orders(rawValue: 2)
    package static let day = Orders(rawValue: 4)
  }

  package var types: Types = []
  package var orders: Orders = []
  /// Digits after the point, of a number.
  package var places = 0
  /// The number, rounded to a `Double`; nil for what is none.
  package var number: Double?
  /// Whole digits from a zero on, which a number would lose: "007".
  package var hasLeadingZero = false
  /// The currency sign before or behind the digits.
  package var currency: Unicode.Scalar?
  /// Commas at the thousands, or a currency sign: only an exact amount is written so.
  package var isAmount = false
  /// Days since 1970, of a date in the order of ISO 8601.
  package var day: Int?
  /// A time of day other than midnight stands behind the date.
  package var hasTime = false
  /// A word for a truth value, not 0 or 1.
  package var isTruthWord = false

  package init() {}
}

/// What is told of the cells of one table, record by record.
package protocol RecordObserver: AnyObject {
  /// A cell; absent ones are not told. The bytes are good during the call only.
  func cell(_ column: Int, _ form: CellForm, _ bytes: UnsafeBufferPointer<UInt8>)
  /// The cells of a record are told.
  func endRecord()
}
