/// A file of named tensors, mapped and checked.
struct SafetensorsFile: ~Copyable {
  private let path: String
  private let file: MappedFile
  private let header: SafetensorsHeader

  init(_ path: String) throws(SentenceModelError) {
    self.path = path
    let file = try MappedFile(path)
    header = try file.withBytes { bytes throws(SentenceModelError) in
      try SafetensorsHeader(bytes, file: path)
    }
    self.file = file
  }

  /// Of all bytes of the file, the header's too.
  var hash: UInt64 { file.withBytes { XXHash64.hash($0) } }

  /// The shape of a tensor; nil when there is none of that name.
  func shape(_ name: String) -> [Int]? { header.tensors[name]?.shape }

  /// The numbers of a tensor, row-major.
  ///
  /// - Throws: when there is none, it has another shape, is of a format that is no weight's, or has a number that is
  ///   not finite.
  func floats(_ name: String, shape: [Int]) throws(SentenceModelError) -> [Float] {
    guard let tensor = header.tensors[name] else {
      throw failure(name, found: "none", expected: "shape \(shape)")
    }
    guard tensor.shape == shape else {
      throw failure(name, found: "shape \(tensor.shape)", expected: "shape \(shape)")
    }
    guard NumberFormat.weights.contains(tensor.format) else {
      let known = NumberFormat.weights.map(\.rawValue).joined(separator: ", ")
      throw failure(name, found: tensor.format.rawValue, expected: "one of \(known)")
    }
    let floats = file.withBytes { tensor.format.floats(UnsafeRawBufferPointer(rebasing: $0[tensor.bytes])) }
    guard let floats else {
      throw failure(name, found: "a number that is not finite", expected: "finite numbers")
    }
    return floats
  }

  func failure(_ tensor: String, found: String, expected: String) -> SentenceModelError {
    SentenceModelError(file: path, place: "tensor \(tensor)", found: found, expected: expected)
  }
}
