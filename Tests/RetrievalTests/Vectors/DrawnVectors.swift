/// Vectors drawn from a seed, and what a search of them must find.
struct DrawnVectors: Sendable {
  /// What the vectors are like.
  enum Kind: String, CaseIterable, Sendable {
    /// Every number drawn by itself.
    case scattered
    /// Few centres with little around them.
    case clustered
    /// Few different vectors, each many times over.
    case duplicated
    /// Vectors that differ from one in the last bits of a few numbers.
    case almostEqual
    /// Few numbers that are not zero, as words make; some vectors are zero.
    case sparse
    /// The first numbers far larger than the last, as topics make.
    case fading
    /// Lengths from one that floats cannot square to one whose square they cannot hold.
    case anyLength
  }

  let rows: Int
  let dimension: Int
  let values: [Float]
  let queries: [[Float]]

  /// Two queries: a new vector of the kind, and one that is a row already.
  init(_ kind: Kind, rows: Int, dimension: Int, seed: UInt64) {
    var random = SplitMix(state: seed)
    (self.rows, self.dimension) = (rows, dimension)
    let centres = (0..<3).map { _ in Self.even(dimension, &random) }
    func vector() -> [Float] {
      var vector = Self.even(dimension, &random)
      let centre = centres[Int.random(in: 0..<3, using: &random)]
      switch kind {
      case .scattered: break
      case .clustered: for index in vector.indices { vector[index] = centre[index] + 0.05 * vector[index] }
      case .duplicated: vector = centre
      case .almostEqual:
        vector = centres[0]
        for _ in 0..<3 {
          let index = Int.random(in: 0..<dimension, using: &random)
          vector[index] = Bool.random(using: &random) ? vector[index].nextUp : vector[index].nextDown
        }
        return vector
      case .sparse:
        let share = Int.random(in: 0...8, using: &random)
        for index in vector.indices where Int.random(in: 0..<40, using: &random) >= share {
          vector[index] = 0
        }
      case .fading: for index in vector.indices { vector[index] /= Float(1 + index * index) }
      case .anyLength:
        let factor = [1, 1e-30, 1e-44, 1e20, 1e30, 1e-13, 1e13][Int.random(in: 0..<7, using: &random)]
        return vector.map { $0 * Float(factor) }
      }
      return Self.unit(vector)
    }
    let vectors = (0..<rows).map { _ in vector() }
    values = vectors.flatMap(\.self)
    queries = [vector(), vectors.last ?? vector()]
  }

  /// The scores of all rows: doubles, product j added to sum j mod 8, the sums in pairs, then a float.
  func scores(_ query: [Float]) -> [Float] {
    (0..<rows).map { row in
      var sums = [Double](repeating: 0, count: 8)
      for index in 0..<dimension {
        sums[index % 8] += Double(values[row * dimension + index]) * Double(query[index])
      }
      let pairs = (0..<4).map { sums[$0] + sums[$0 + 4] }
      return Float((pairs[0] + pairs[2]) + (pairs[1] + pairs[3]))
    }
  }

  /// The best of `scores` that `isIncluded` takes, by a sort of all.
  static func best(_ limit: Int, of scores: [Float], among isIncluded: (Int) -> Bool) -> [Int] {
    let order = scores.indices.filter(isIncluded).sorted {
      scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1
    }
    return Array(order.prefix(limit))
  }

  private static func even(_ count: Int, _ random: inout SplitMix) -> [Float] {
    (0..<count).map { _ in Float(random.next() >> 40) * 0x1p-23 - 1 }
  }

  private static func unit(_ vector: [Float]) -> [Float] {
    let length = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    return length == 0 ? vector : vector.map { Float(Double($0) / length) }
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
