/// Functions of eight numbers at a time.
///
/// Exponential and error function are good to 1e-6, relative and absolute; nothing traps, whatever the numbers.
enum VectorMath {
  typealias Eight = SIMD8<Float>

  /// e to the power of x, for x ≤ 88; below -87 about 1e-38.
  ///
  /// - SeeAlso: `expf` of the Cephes library: 2ⁿ times a polynomial, where x = n ln 2 + r.
  @inline(__always)
  static func exp(_ x: Eight) -> Eight {
    let x = x.clamped(lowerBound: Eight(repeating: -87), upperBound: Eight(repeating: 88))
    // A float of this size has no digits after the point, and its last bits are the whole number added.
    let whole = Eight(repeating: 12_582_912)
    let shifted = x * 1.442_695_04 + whole
    let n = shifted - whole
    let r = x - n * 0.693_359_375 + n * 2.121_944_40e-4
    var p = Eight(repeating: 1.987_569_15e-4)
    p = p * r + 1.398_199_95e-3
    p = p * r + 8.333_451_9e-3
    p = p * r + 4.166_579_6e-2
    p = p * r + 1.666_666_55e-1
    p = p * r + 5.000_000_1e-1
    let power = unsafeBitCast(shifted, to: SIMD8<UInt32>.self) &+ (127 &- whole[0].bitPattern)
    return (p * r * r + r + 1) * unsafeBitCast(power &<< 23, to: Eight.self)
  }

  /// The error function.
  ///
  /// - SeeAlso: Abramowitz, Stegun, *Handbook of Mathematical Functions*, 7.1.26.
  @inline(__always)
  static func erf(_ x: Eight) -> Eight {
    let negative = x .< 0
    let magnitude = x.replacing(with: -x, where: negative)
    let t = 1 / (magnitude * 0.327_591_1 + 1)
    var p = t * 1.061_405_429 - 1.453_152_027
    p = p * t + 1.421_413_741
    p = p * t - 0.284_496_736
    p = p * t + 0.254_829_592
    let y = 1 - p * t * exp(-(x * x))
    return y.replacing(with: -y, where: negative)
  }

  /// x times the probability that a standard normal number is below x, exact but for rounding.
  ///
  /// - SeeAlso: Hendrycks, Gimpel, *Gaussian Error Linear Units*, 2016.
  @inline(__always)
  static func gelu(_ x: Eight) -> Eight { x * 0.5 * (erf(x * 0.707_106_78) + 1) }
}

extension UnsafeMutableBufferPointer<Float> {
  /// Calls `body` with all numbers in order, eight at a time, and puts what it returns in their place. The last ones are
  /// filled up with `padding`, and what becomes of that is dropped.
  @inline(__always)
  func replaceEach(padding: Float = 0, _ body: (SIMD8<Float>) -> SIMD8<Float>) {
    let raw = UnsafeMutableRawBufferPointer(self)
    let whole = count / 8 * 8
    for index in stride(from: 0, to: whole, by: 8) {
      let numbers = raw.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
      raw.storeBytes(of: body(numbers), toByteOffset: index * 4, as: SIMD8<Float>.self)
    }
    guard whole < count else { return }
    var rest = SIMD8<Float>(repeating: padding)
    for index in whole..<count { rest[index - whole] = self[index] }
    rest = body(rest)
    for index in whole..<count { self[index] = rest[index - whole] }
  }

  /// As `replaceEach`, reading only.
  @inline(__always)
  func forEach(padding: Float, _ body: (SIMD8<Float>) -> Void) {
    let raw = UnsafeMutableRawBufferPointer(self)
    let whole = count / 8 * 8
    for index in stride(from: 0, to: whole, by: 8) {
      body(raw.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self))
    }
    guard whole < count else { return }
    var rest = SIMD8<Float>(repeating: padding)
    for index in whole..<count { rest[index - whole] = self[index] }
    body(rest)
  }
}
