import Foundation

/// What the first bytes of a safetensors file say: the tensors by name, each with its format, shape and place.
///
/// The file is 8 bytes of length, little-endian, that many bytes of JSON, then the numbers. Everything the header
/// says is checked here: the tensors lie one behind the other from the first byte after the header to the last.
struct SafetensorsHeader: Sendable {
  struct Tensor: Sendable, Hashable {
    let format: NumberFormat
    /// From the outermost dimension; none for a single number.
    let shape: [Int]
    /// Bytes of the file.
    let bytes: Range<Int>
  }

  /// Bytes of the longest header: that of a model of a hundred thousand tensors.
  static let longest = 16 << 20

  let tensors: [String: Tensor]

  /// Reads the header of the file `bytes`; `file` names it in errors.
  init(_ bytes: UnsafeRawBufferPointer, file: String) throws(SentenceModelError) {
    func failure(_ place: String, found: String, expected: String) -> SentenceModelError {
      SentenceModelError(file: file, place: place, found: found, expected: expected)
    }
    guard bytes.count >= 8 else {
      throw failure("", found: "\(bytes.count) bytes", expected: "a length of 8 bytes, a header and tensors")
    }
    let stated = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    let most = min(Self.longest, bytes.count - 8)
    guard let length = Int(exactly: stated), length <= most else {
      throw failure("byte 0", found: "\(stated)", expected: "the length of the header, at most \(most) here")
    }
    let json = bytes[8..<8 + length]
    guard json.first == UInt8(ascii: "{") else {
      throw failure("byte 8", found: json.first.map { "the byte \($0)" } ?? "nothing", expected: "'{'")
    }
    let entries: Entries
    do {
      entries = try JSONDecoder().decode(Entries.self, from: Data(json))
    } catch {
      let problem = JSONProblem(error)
      throw failure("header" + problem.place, found: problem.found, expected: problem.expected)
    }
    let start = 8 + length
    var tensors: [String: Tensor] = [:]
    for (name, entry) in entries.tensors {
      do {
        tensors[name] = try entry.tensor(start: start, end: bytes.count)
      } catch {
        throw failure("tensor \(name)", found: error.found, expected: error.expected)
      }
    }
    self.tensors = tensors
    func place(_ tensor: Tensor) -> (Int, Int) { (tensor.bytes.lowerBound, tensor.bytes.upperBound) }
    var end = start
    for (name, tensor) in tensors.sorted(by: { place($0.value) < place($1.value) }) {
      guard tensor.bytes.lowerBound == end else {
        throw failure(
          "tensor \(name)", found: "it at byte \(tensor.bytes.lowerBound - start)",
          expected: "its data right behind the tensor before, at byte \(end - start)")
      }
      end = tensor.bytes.upperBound
    }
    guard end == bytes.count else {
      throw failure(
        "byte \(end)", found: "\(bytes.count - end) more bytes",
        expected: "the end of the file behind the last tensor")
    }
  }
}

/// What the header says of one tensor.
private struct Entry: Decodable {
  let dtype: String
  let shape: [Int]
  let data_offsets: [Int]

  struct Problem: Error { let found: String, expected: String }

  /// The tensor, of a file whose numbers are the bytes from `start` to `end`.
  func tensor(start: Int, end: Int) throws(Problem) -> SafetensorsHeader.Tensor {
    guard let format = NumberFormat(rawValue: dtype) else {
      let known = NumberFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem(found: "dtype '\(dtype)'", expected: "one of \(known)")
    }
    guard data_offsets.count == 2, 0 <= data_offsets[0], data_offsets[0] <= data_offsets[1],
      data_offsets[1] <= end - start
    else {
      throw Problem(
        found: "data_offsets \(data_offsets)",
        expected: "a start and an end within the \(end - start) bytes of data")
    }
    var size = format.byteCount
    for length in shape {
      let (product, overflows) = size.multipliedReportingOverflow(by: length)
      guard length >= 0, !overflows else {
        throw Problem(found: "shape \(shape)", expected: "lengths whose product can be counted")
      }
      size = product
    }
    guard data_offsets[1] - data_offsets[0] == size else {
      throw Problem(
        found: "\(data_offsets[1] - data_offsets[0]) bytes",
        expected: "\(size) for \(dtype) of shape \(shape)")
    }
    return SafetensorsHeader.Tensor(
      format: format, shape: shape, bytes: start + data_offsets[0]..<start + data_offsets[1])
  }
}

/// The header as it stands; `__metadata__` holds texts about the file, which are not used.
private struct Entries: Decodable {
  var tensors: [String: Entry] = [:]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    for name in container.allKeys {
      if name.stringValue == "__metadata__" {
        _ = try container.decode([String: String].self, forKey: name)
      } else {
        tensors[name.stringValue] = try container.decode(Entry.self, forKey: name)
      }
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
