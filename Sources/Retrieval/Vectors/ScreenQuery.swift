import Domain

/// A query in whole numbers, and how far a score made with them may be from the true one.
///
/// Let q be the query, rotated, and x a row, rotated; q̂ and x̂ what their codes say, e = ‖x − x̂‖. Then
///
///     q·x = q̂·x̂ + (q − q̂)·x̂ + q·(x − x̂),  so by Cauchy and Schwarz
///     q·x ≤ q̂·x̂ + ‖q − q̂‖ ‖x̂‖ + ‖q‖ e.
///
/// q̂·x̂ is a sum of whole numbers times two steps, e is known for each row, and ‖x̂‖ is at most `longest` of the codes.
/// `allowance` is the second term and room for rounding: with u = 2^-24 and P numbers in a vector, rotating q and x
/// is at most 40u ‖q‖‖x‖ off each, e from a sum of P squares in floats (P/2 + 8)u ‖x‖, and the few operations that
/// put a bound together, and the rounding of the true score, 40u ‖q‖‖x̂‖. All that is below (P + 256)u ‖q‖ `longest`,
/// of which `allowance` has twice.
struct ScreenQuery: ScreenedQuery {
  /// In -127...127, one for each code of a row.
  let numbers: [Int8]
  /// What 1 of `numbers` stands for.
  let step: Float
  /// The sum of `numbers`.
  let sum: Int32
  /// ‖q‖.
  let length: Float
  let allowance: Double

  /// - Returns: nil for a query that floats cannot be trusted with; the zero query is one.
  init?(_ query: [Float], for codes: VectorCodes) {
    let padded = codes.rotation.padded
    guard query.count == codes.rotation.dimension else { return nil }
    var rotated = [Float](repeating: 0, count: padded)
    var scratch = rotated
    query.withUnsafeBufferPointer { query in
      rotated.withUnsafeMutableBufferPointer { rotated in
        scratch.withUnsafeMutableBufferPointer { scratch in
          guard let query = query.baseAddress, let target = rotated.baseAddress,
            let scratch = scratch.baseAddress
          else { return }
          codes.rotation.apply(to: query, target, scratch: scratch)
        }
      }
    }
    let length = rotated.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    guard VectorCodes.lengths.contains(Float(length)) else { return nil }
    let step = (rotated.map(abs).max() ?? 0) / 127
    let numbers = rotated.map { Int8(clamping: Int(($0 / step).rounded())) }
    let missed = zip(rotated, numbers).reduce(0.0) { squares, pair in
      let distance = Double(pair.0) - Double(pair.1) * Double(step)
      return squares + distance * distance
    }.squareRoot()
    (self.numbers, self.step, self.length) = (numbers, step, Float(length))
    sum = numbers.reduce(0) { $0 + Int32($1) }
    let longest = Double(codes.longest)
    allowance =
      missed * longest + Double(Float.ulpOfOne) * Double(padded + 256) * length * longest
  }
}
