import CBLAS

/// y = W x + b, for many x at once.
struct LinearLayer: Sendable {
  let inputs: Int
  let outputs: Int
  /// Row-major: a row of `inputs` numbers for each output.
  let weights: [Float]
  let bias: [Float]

  /// The outputs of `rows` inputs, row by row, in place of what `results` held, plus `addend` when there is one.
  ///
  /// O(`rows` × `inputs` × `outputs`): one product of matrices.
  func apply(to inputs: [Float], rows: Int, adding addend: [Float]? = nil, into results: inout [Float]) {
    results.withUnsafeMutableBufferPointer { results in
      for row in 0..<rows {
        for output in 0..<outputs { results[row * outputs + output] = bias[output] }
      }
      if let addend {
        for index in 0..<rows * outputs { results[index] += addend[index] }
      }
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows), Int32(outputs), Int32(self.inputs), 1, inputs,
        Int32(self.inputs), weights, Int32(self.inputs), 1, results.baseAddress, Int32(outputs))
    }
  }
}
