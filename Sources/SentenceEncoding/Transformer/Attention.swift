import CBLAS

/// Scaled attention of several heads, within each text.
struct Attention {
  private let hidden: Int
  private let heads: Int
  /// How much each token of a text looks at each other, in one head.
  private var scores: [Float]

  /// `longest` is the tokens of the longest text.
  init(hidden: Int, heads: Int, longest: Int) {
    (self.hidden, self.heads) = (hidden, heads)
    scores = [Float](repeating: 0, count: longest * longest)
  }

  /// For each row of queries, keys and values, `hidden` numbers each, the attended values.
  ///
  /// - Precondition: `texts` are ranges of rows, none longer than `longest`.
  mutating func apply(to projections: [Float], texts: [Range<Int>], into attended: inout [Float]) {
    let (hidden, heads) = (hidden, heads)
    let size = hidden / heads
    let stride = Int32(3 * hidden)
    let scale = 1 / Float(size).squareRoot()
    projections.withUnsafeBufferPointer { projections in
      attended.withUnsafeMutableBufferPointer { attended in
        scores.withUnsafeMutableBufferPointer { scores in
          guard let input = projections.baseAddress, let output = attended.baseAddress else { return }
          for text in texts {
            let length = Int32(text.count)
            for head in 0..<heads {
              let queries = input + text.lowerBound * 3 * hidden + head * size
              let (keys, values) = (queries + hidden, queries + 2 * hidden)
              cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, length, length, Int32(size), scale, queries, stride,
                keys,
                stride, 0, scores.baseAddress, length)
              for row in 0..<text.count {
                Softmax.apply(
                  to: UnsafeMutableBufferPointer(
                    rebasing: scores[row * text.count..<(row + 1) * text.count]))
              }
              cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, length, Int32(size), length, 1, scores.baseAddress,
                length,
                values, stride, 0, output + text.lowerBound * hidden + head * size, Int32(hidden))
            }
          }
        }
      }
    }
  }
}
