import Foundation

/// A JSON value as it was sent.
enum JSONInput: Sendable, Hashable, Decodable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([JSONInput])
  case object([String: JSONInput])

  /// Reads one JSON document.
  ///
  /// - Throws: `HTTPFailure.invalidJSON` on bytes that are no UTF-8 or no JSON, and on nesting deeper than `depth`.
  static func parse(_ bytes: [UInt8], depth: Int) throws(HTTPFailure) -> JSONInput {
    guard !bytes.isEmpty else { throw .invalidJSON(found: "nothing") }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw .invalidJSON(found: "bytes that are no UTF-8")
    }
    guard JSONLayout.depth(of: bytes) <= depth else {
      throw .invalidJSON(found: "arrays and objects nested deeper than \(depth)")
    }
    do {
      return try JSONDecoder().decode(JSONInput.self, from: Data(bytes))
    } catch {
      throw .invalidJSON(found: "text that is no JSON")
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONInput].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONInput].self))
    }
  }

  /// What the value is, in a word: for "found …".
  var kind: String {
    switch self {
    case .null: "null"
    case .boolean: "a truth value"
    case .number: "a number"
    case .string: "a text"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// Where things stand in the bytes of a JSON document, without reading their values.
enum JSONLayout {
  /// The deepest nesting of arrays and objects. O(`bytes.count`), no recursion.
  static func depth(of bytes: [UInt8]) -> Int {
    var deepest = 0
    walk(bytes) { _, _, depth in deepest = max(deepest, depth) }
    return deepest
  }

  /// The bytes of the elements of a document that is an array; the whole document when it is none.
  ///
  /// - Precondition: `bytes` is valid JSON; of other bytes the result is some split of them.
  static func elements(of bytes: [UInt8]) -> [[UInt8]] {
    let blank = Set("\t\n\r ".utf8)
    guard bytes.first(where: { !blank.contains($0) }) == UInt8(ascii: "[") else {
      return [bytes]
    }
    var elements: [[UInt8]] = []
    var start: Int?
    func close(at end: Int) {
      guard let from = start, from < end else { return }
      let text = bytes[from..<end].drop { blank.contains($0) }
      if !text.isEmpty { elements.append(Array(text)) }
    }
    walk(bytes) { index, byte, depth in
      switch (byte, depth) {
      case (UInt8(ascii: "["), 1) where start == nil: start = index + 1
      case (UInt8(ascii: ","), 1), (UInt8(ascii: "]"), 0):
        close(at: index)
        start = index + 1
      default: break
      }
    }
    return elements
  }

  /// Calls `visit` for every byte outside strings, with the depth after it.
  private static func walk(_ bytes: [UInt8], _ visit: (_ index: Int, _ byte: UInt8, _ depth: Int) -> Void) {
    var (depth, inString, isEscaped) = (0, false, false)
    for (index, byte) in bytes.enumerated() {
      if inString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          inString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): inString = true
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
      visit(index, byte, depth)
    }
  }
}
