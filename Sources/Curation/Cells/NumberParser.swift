import Domain

/// Numbers out of bytes that are trimmed and not empty; nil for what is none.
enum NumberParser {
  /// Digits with an optional sign, within 64 bits.
  static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    var index = 0
    let isNegative = bytes[0] == UInt8(ascii: "-")
    if isNegative || bytes[0] == UInt8(ascii: "+") { index = 1 }
    guard index < bytes.count else { return nil }
    if bytes.count - index <= 18 {
      var value: Int64 = 0
      while index < bytes.count {
        let digit = bytes[index] &- 0x30
        guard digit < 10 else { return nil }
        value = value &* 10 &+ Int64(digit)
        index += 1
      }
      return isNegative ? -value : value
    }
    return Int64(String(decoding: bytes, as: UTF8.self))
  }

  /// Like `integer`, and a JSON number that is whole, however it is written: 4.0, 2e3.
  static func wholeNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    if let value = integer(bytes) { return value }
    guard let (units, scale) = scientific(bytes) else { return nil }
    return FixedDecimal(units: units, scale: scale)?.rescaled(to: 0)?.units
  }

  /// An amount: an optional sign, currency sign, digits with or without commas at the thousands, a point and
  /// digits. Digits beyond `scale` are rounded half to even: exports of binary arithmetic end in noise, "3.1500000000000004".
  static func money(_ bytes: UnsafeBufferPointer<UInt8>, scale: Int) -> FixedDecimal? {
    plain(bytes, scale: scale) ?? written(bytes, scale: scale)
  }

  /// Digits, a point and at most `scale` digits, which most amounts are; nil for what has to be looked at closer.
  @inline(__always)
  private static func plain(_ bytes: UnsafeBufferPointer<UInt8>, scale: Int) -> FixedDecimal? {
    // With the digits that may be missing, 18 of them do not overflow.
    guard bytes.count + scale <= 18 else { return nil }
    var (units, index): (Int64, Int) = (0, 0)
    while index < bytes.count, bytes[index] &- 0x30 < 10 {
      units = units &* 10 &+ Int64(bytes[index] &- 0x30)
      index += 1
    }
    guard index > 0 else { return nil }
    var places = 0
    if index < bytes.count {
      guard bytes[index] == UInt8(ascii: "."), bytes.count - index - 1 <= scale else { return nil }
      index += 1
      while index < bytes.count {
        guard bytes[index] &- 0x30 < 10 else { return nil }
        units = units &* 10 &+ Int64(bytes[index] &- 0x30)
        index += 1
        places += 1
      }
    }
    while places < scale {
      units = units &* 10
      places += 1
    }
    return FixedDecimal(units: units, scale: scale)
  }

  private static func written(_ bytes: UnsafeBufferPointer<UInt8>, scale: Int) -> FixedDecimal? {
    var index = 0
    var isNegative = false
    func skipCurrency() {
      if index < bytes.count, bytes[index] == UInt8(ascii: "$") {
        index += 1
      } else if index + 1 < bytes.count, bytes[index] == 0xC2,
        bytes[index + 1] == 0xA3 || bytes[index + 1] == 0xA5
      {
        index += 2  // £ ¥
      } else if index + 2 < bytes.count, bytes[index] == 0xE2, bytes[index + 1] == 0x82,
        bytes[index + 2] == 0xAC
      {
        index += 3  // €
      }
    }
    func skipSign() -> Bool {
      guard index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") else {
        return false
      }
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
      return true
    }
    let hasSign = skipSign()
    skipCurrency()
    if !hasSign { _ = skipSign() }
    while index > 0, index < bytes.count, bytes[index] == 0x20 { index += 1 }

    var units: Int64 = 0
    var digits = 0
    var sinceComma: Int?
    func push(_ digit: UInt8) -> Bool {
      let (product, isTooLarge) = units.multipliedReportingOverflow(by: 10)
      let (sum, isOver) = product.addingReportingOverflow(Int64(digit))
      units = sum
      return !isTooLarge && !isOver
    }
    while index < bytes.count {
      let byte = bytes[index]
      let digit = byte &- 0x30
      if digit < 10 {
        guard push(digit) else { return nil }
        digits += 1
        sinceComma = sinceComma.map { $0 + 1 }
      } else if byte == UInt8(ascii: ",") {
        guard sinceComma.map({ $0 == 3 }) ?? (1...3).contains(digits) else { return nil }
        sinceComma = 0
      } else {
        break
      }
      index += 1
    }
    if let sinceComma, sinceComma != 3 { return nil }
    var places = 0
    var dropped: UInt8?  // the first digit beyond the scale
    var isBeyondHalf = false
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      while index < bytes.count, bytes[index] &- 0x30 < 10 {
        let digit = bytes[index] &- 0x30
        if places < scale {
          guard push(digit) else { return nil }
          places += 1
        } else if dropped == nil {
          dropped = digit
        } else if digit != 0 {
          isBeyondHalf = true
        }
        digits += 1
        index += 1
      }
    }
    guard digits > 0, index == bytes.count else { return nil }
    while places < scale {
      guard push(0) else { return nil }
      places += 1
    }
    if let dropped, dropped > 5 || dropped == 5 && (isBeyondHalf || units % 2 == 1) {
      let (up, overflow) = units.addingReportingOverflow(1)
      guard !overflow else { return nil }
      units = up
    }
    return FixedDecimal(units: isNegative ? -units : units, scale: scale)
  }

  /// An amount that JSON writes with an exponent.
  static func exactNumber(_ bytes: UnsafeBufferPointer<UInt8>, scale: Int) -> FixedDecimal? {
    if let amount = money(bytes, scale: scale) { return amount }
    guard let (units, itsScale) = scientific(bytes) else { return nil }
    return FixedDecimal(units: units, scale: itsScale)?.rescaled(to: scale)
  }

  /// Digits with a point and an exponent, both optional, as units of 10^-scale.
  private static func scientific(_ bytes: UnsafeBufferPointer<UInt8>) -> (units: Int64, scale: Int)? {
    var (units, scale, index, digits): (Int64, Int, Int, Int) = (0, 0, 0, 0)
    var isFraction = false
    let isNegative = bytes[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    scan: while index < bytes.count {
      switch bytes[index] {
      case 0x30...0x39:
        let (product, isTooLarge) = units.multipliedReportingOverflow(by: 10)
        let (sum, isOver) = product.addingReportingOverflow(Int64(bytes[index] - 0x30))
        if isTooLarge || isOver { return nil }
        units = sum
        digits += 1
        if isFraction { scale += 1 }
      case UInt8(ascii: ".") where !isFraction: isFraction = true
      default: break scan
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    if index < bytes.count {
      guard bytes[index] | 0x20 == UInt8(ascii: "e"), index + 1 < bytes.count, bytes.count - index <= 5,
        let exponent = Int(String(decoding: bytes[(index + 1)...], as: UTF8.self))
      else { return nil }
      scale -= exponent
    }
    while scale > 0, units % 10 == 0 { (units, scale) = (units / 10, units == 0 ? 0 : scale - 1) }
    while scale < 0 {
      let (product, isTooLarge) = units.multipliedReportingOverflow(by: 10)
      if isTooLarge { return nil }
      (units, scale) = (product, units == 0 ? 0 : scale + 1)
    }
    guard scale <= FixedDecimal.largestScale else { return nil }
    return (isNegative ? -units : units, scale)
  }

  /// A finite number, with a point and an exponent or without.
  static func real(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    if bytes.count <= 15, let amount = exact(bytes) { return amount }
    guard bytes.count <= 64,
      bytes.allSatisfy({ $0 &- 0x30 < 10 || $0 | 0x20 == 0x65 || $0 == 0x2E || $0 == 0x2B || $0 == 0x2D }),
      let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite
    else { return nil }
    return value
  }

  /// Plain digits with a point: fewer than 16 digits over a power of ten below 10^23 is rounded once, so exact.
  private static func exact(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    var (units, places, digits): (Int64, Int, Int) = (0, 0, 0)
    var isFraction = false
    var index = bytes[0] == UInt8(ascii: "-") ? 1 : 0
    while index < bytes.count {
      let digit = bytes[index] &- 0x30
      if digit < 10 {
        units = units &* 10 &+ Int64(digit)
        digits += 1
        if isFraction { places += 1 }
      } else if bytes[index] == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else {
        return nil
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    let value = Double(units) / Double(FixedDecimal.power(places))
    return bytes[0] == UInt8(ascii: "-") ? -value : value
  }

  /// true, false, yes, no, t, f, y, n, 1, 0 in any letters.
  static func boolean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard bytes.count <= 5 else { return nil }
    switch String(decoding: bytes, as: UTF8.self).lowercased() {
    case "true", "yes", "t", "y", "1": return true
    case "false", "no", "f", "n", "0": return false
    default: return nil
    }
  }
}
