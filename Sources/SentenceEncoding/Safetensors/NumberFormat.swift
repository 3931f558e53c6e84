/// How a number of a tensor is kept, by the name that the header gives it.
enum NumberFormat: String, Sendable, CaseIterable {
  case bool = "BOOL"
  case int8 = "I8"
  case int16 = "I16"
  case int32 = "I32"
  case int64 = "I64"
  case uint8 = "U8"
  case uint16 = "U16"
  case uint32 = "U32"
  case uint64 = "U64"
  case float8E4M3 = "F8_E4M3"
  case float8E5M2 = "F8_E5M2"
  case bfloat16 = "BF16"
  case float16 = "F16"
  case float32 = "F32"
  case float64 = "F64"

  var byteCount: Int {
    switch self {
    case .bool, .int8, .uint8, .float8E4M3, .float8E5M2: 1
    case .int16, .uint16, .bfloat16, .float16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }
}

extension NumberFormat {
  /// The formats that a weight may have.
  static let weights: [NumberFormat] = [.float32, .float16, .bfloat16]

  /// The numbers in `bytes`, little-endian, at any alignment; exact, since each fits into 32 bits.
  ///
  /// - Returns: nil when one is not finite, or the format is none of `weights`.
  func floats(_ bytes: UnsafeRawBufferPointer) -> [Float]? {
    switch self {
    case .float32:
      var bits: UInt32 = 0
      let floats = Self.converted(bytes, from: UInt32.self) { number in
        bits |= Self.mark(number & 0x7F80_0000 == 0x7F80_0000)
        return number
      }
      return bits == 0 ? floats : nil
    case .bfloat16:
      var bits: UInt32 = 0
      let floats = Self.converted(bytes, from: UInt16.self) { number in
        bits |= Self.mark(number & 0x7F80 == 0x7F80)
        return UInt32(number) << 16
      }
      return bits == 0 ? floats : nil
    case .float16:
      var bits: UInt32 = 0
      let floats = Self.converted(bytes, from: UInt16.self) { number in
        bits |= Self.mark(number & 0x7C00 == 0x7C00)
        // The exponent is 112 less than that of 32 bits; as a product this is right for subnormal numbers too.
        let scaled =
          Float(bitPattern: UInt32(number & 0x7FFF) << 13) * Float(sign: .plus, exponent: 112, significand: 1)
        return scaled.bitPattern | UInt32(number & 0x8000) << 16
      }
      return bits == 0 ? floats : nil
    default: return nil
    }
  }

  private static func mark(_ isNotFinite: Bool) -> UInt32 { isNotFinite ? 1 : 0 }

  /// `pattern` gives the bits of the number of 32 bits.
  @inline(__always)
  private static func converted<Number: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, from: Number.Type, _ pattern: (Number) -> UInt32
  ) -> [Float] {
    let size = MemoryLayout<Number>.size
    let count = bytes.count / size
    return [Float](unsafeUninitializedCapacity: count) { floats, initialized in
      for index in 0..<count {
        let number = Number(littleEndian: bytes.loadUnaligned(fromByteOffset: index * size, as: Number.self))
        floats.initializeElement(at: index, to: Float(bitPattern: pattern(number)))
      }
      initialized = count
    }
  }
}
