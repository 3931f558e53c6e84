import Foundation
import Testing

@testable import SentenceEncoding

struct SafetensorsTests {
  private func header(_ bytes: [UInt8]) throws -> SafetensorsHeader {
    try bytes.withUnsafeBytes { bytes throws(SentenceModelError) in try SafetensorsHeader(bytes, file: "m") }
  }

  @Test func readsTensorsInAnyOrder() throws {
    let text =
      #"{"b":{"dtype":"F16","shape":[],"data_offsets":[8,10]},"#
      + #""__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"#
      + #""none":{"dtype":"F32","shape":[0,3],"data_offsets":[8,8]}}   "#
    let tensors = try header(safetensors(text, data: [UInt8](repeating: 0, count: 10))).tensors
    let start = 8 + text.utf8.count
    #expect(
      tensors == [
        "a": .init(format: .float32, shape: [1, 2], bytes: start..<start + 8),
        "b": .init(format: .float16, shape: [], bytes: start + 8..<start + 10),
        "none": .init(format: .float32, shape: [0, 3], bytes: start + 8..<start + 8),
      ])
    #expect(try header(safetensors("{}")).tensors.isEmpty)
  }

  /// Each with eight bytes of data.
  @Test(arguments: [
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,12]}}"#,
      "m: tensor a: expected a start and an end within"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#,
      "m: tensor a: expected a start and an end within"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#,
      "m: tensor a: expected a start and an end within"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}"#,
      "m: tensor a: expected a start and an end within"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#,
      "m: tensor a: expected 12 for F32 of shape [3], found 8"
    ),
    (#"{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}"#, "m: tensor a: expected one of BOOL"),
    (
      #"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#,
      "m: tensor a: expected lengths whose product"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,8]}}"#,
      "m: tensor a: expected lengths whose product"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}"#,
      "m: byte 65: expected the end of the file behind the last tensor, found 4 more bytes"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[6],"data_offsets":[2,8]}}"#,
      "m: tensor b: expected its data right behind the tensor before, at byte 4, found it at byte 2"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[2],"data_offsets":[6,8]}}"#,
      "m: tensor b: expected its data right behind the tensor before, at byte 4, found it at byte 6"
    ),
    (#"{"a":{"dtype":"F32","shape":[2]}}"#, "m: header: a: expected the key 'data_offsets'"),
    (#"{"a":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}"#, "m: header: a.shape: expected Array"),
    (#"{"a":{"dtype":"F32","shape":[1e30],"data_offsets":[0,8]}}"#, "m: header: "),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#, "m: header: expected JSON"),
    (#"["a"]"#, "m: byte 8: expected '{', found the byte 91"),
    (#"{"__metadata__":{"a":1}}"#, "m: header: __metadata__.a: expected String"),
  ])
  func refusesAHeaderThatIsNotOfItsData(text: String, message: String) throws {
    let error = #expect(throws: SentenceModelError.self) {
      try header(safetensors(text, data: [UInt8](repeating: 0, count: 8)))
    }
    #expect(error?.description.hasPrefix(message) == true, "\(String(describing: error))")
  }

  @Test(
    arguments: [
      ([], "m: expected a length of 8 bytes, a header and tensors, found 0 bytes"),
      ([1, 0, 0, 0, 0, 0, 0], "m: expected a length of 8 bytes"),
      (safetensors("{}", length: 3), "m: byte 0: expected the length of the header, at most 2 here, found 3"),
      (safetensors("{}", length: .max), "m: byte 0: expected the length of the header, at most 2 here"),
      (safetensors("{}", length: 0), "m: byte 8: expected '{', found nothing"),
    ] as [([UInt8], String)])
  func refusesALengthThatIsNotOfTheFile(bytes: [UInt8], message: String) throws {
    let error = #expect(throws: SentenceModelError.self) { try header(bytes) }
    #expect(error?.description.hasPrefix(message) == true, "\(String(describing: error))")
  }

  /// Cut anywhere, the file is refused: never read beyond its end.
  @Test func refusesATruncatedFile() throws {
    let text = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
    let whole = safetensors(text, data: [UInt8](repeating: 0, count: 8))
    for count in 0..<whole.count {
      #expect(throws: SentenceModelError.self) { try header(Array(whole.prefix(count))) }
    }
    _ = try header(whole)
  }

  @Test func readsEveryHalfAsTheLanguageDoes() {
    for bits in UInt16.min...UInt16.max {
      let bytes = [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
      let read = bytes.withUnsafeBytes { NumberFormat.float16.floats($0) }
      let expected = Float(Float16(bitPattern: bits))
      #expect(read?.first?.bitPattern == (expected.isFinite ? expected.bitPattern : nil))
      let brain = bytes.withUnsafeBytes { NumberFormat.bfloat16.floats($0) }
      let wide = Float(bitPattern: UInt32(bits) << 16)
      #expect(brain?.first?.bitPattern == (wide.isFinite ? wide.bitPattern : nil))
    }
  }

  /// Little-endian.
  private func bytes(_ word: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
  }

  @Test func readsNumbersAtAnyPlace() {
    let numbers: [Float] = [1.5, -0, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
    let all = [7] + numbers.map(\.bitPattern).flatMap(bytes)
    let read = all.withUnsafeBytes { NumberFormat.float32.floats(UnsafeRawBufferPointer(rebasing: $0[1...])) }
    #expect(read?.map(\.bitPattern) == numbers.map(\.bitPattern))
    for bad in [Float.infinity, -.infinity, .nan] {
      #expect(bytes(bad.bitPattern).withUnsafeBytes { NumberFormat.float32.floats($0) } == nil)
    }
    #expect(all.withUnsafeBytes { NumberFormat.int32.floats($0) } == nil)
  }
}
