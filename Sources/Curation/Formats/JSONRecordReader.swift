/// Takes the wanted fields out of JSON objects in one walk.
struct JSONRecordReader: ~Copyable {
  private struct Child {
    let name: [UInt8]
    var fields: [Int] = []
    var node: Int?
  }

  /// A tree of the paths; node 0 is the record.
  private var nodes: [[Child]] = [[]]
  private let count: Int
  private let deepestNesting: Int
  private var space = UnescapeSpace()

  init(_ wanted: [WantedField], deepestNesting: Int) {
    count = wanted.count
    self.deepestNesting = deepestNesting
    for (index, field) in wanted.enumerated() {
      for name in field.names { add(name.split(separator: ".").map { Array($0.utf8) }, field: index) }
    }
  }

  private mutating func add(_ path: [[UInt8]], field: Int) {
    var node = 0
    for (depth, name) in path.enumerated() {
      let child: Int
      if let known = nodes[node].firstIndex(where: { $0.name == name }) {
        child = known
      } else {
        nodes[node].append(Child(name: name))
        child = nodes[node].count - 1
      }
      if depth == path.count - 1 {
        nodes[node][child].fields.append(field)
        return
      }
      if let next = nodes[node][child].node {
        node = next
      } else {
        nodes.append([])
        nodes[node][child].node = nodes.count - 1
        node = nodes.count - 1
      }
    }
  }

  /// Reads the object that is all of `bytes`, white space aside, into `fields`, one for each wanted field. Of a key
  /// that occurs twice the last counts.
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ fields: UnsafeMutableBufferPointer<Field>
  ) throws(JSONFault) {
    for index in 0..<min(count, fields.count) { fields[index] = .absent }
    space.reset(bytes: bytes.count)
    var scanner = JSONScanner(bytes, deepestNesting: deepestNesting)
    scanner.skipSpace()
    guard scanner.byte == UInt8(ascii: "{") else { throw scanner.fault("an object") }
    try object(&scanner, node: 0, depth: 0, fields)
    scanner.skipSpace()
    if scanner.index < bytes.count { throw scanner.fault("the end of the record") }
  }

  private mutating func object(
    _ scanner: inout JSONScanner, node: Int, depth: Int, _ fields: UnsafeMutableBufferPointer<Field>
  ) throws(JSONFault) {
    guard depth < deepestNesting else {
      throw JSONFault(
        found: "more than \(deepestNesting) arrays and objects inside each other", offset: scanner.index)
    }
    scanner.index += 1
    scanner.skipSpace()
    if scanner.byte == UInt8(ascii: "}") {
      scanner.index += 1
      return
    }
    while true {
      scanner.skipSpace()
      let key = try scanner.string()
      scanner.skipSpace()
      try scanner.expect(UInt8(ascii: ":"), "':'")
      scanner.skipSpace()
      if let child = child(of: node, named: key, scanner.bytes) {
        try value(&scanner, nodes[node][child], depth: depth, fields)
      } else {
        try scanner.skipValue(depth: depth + 1)
      }
      scanner.skipSpace()
      if scanner.byte == UInt8(ascii: "}") {
        scanner.index += 1
        return
      }
      try scanner.expect(UInt8(ascii: ","), "',' or '}'")
    }
  }

  private mutating func child(
    of node: Int, named key: JSONScanner.StringRange, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    var name = UnsafeBufferPointer(rebasing: bytes[key.range])
    if key.hasEscapes { name = unescape(name) }
    for index in nodes[node].indices where nodes[node][index].name.elementsEqual(name) { return index }
    return nil
  }

  private mutating func value(
    _ scanner: inout JSONScanner, _ child: Child, depth: Int, _ fields: UnsafeMutableBufferPointer<Field>
  ) throws(JSONFault) {
    let start = scanner.index
    let field: Field
    switch scanner.byte {
    case UInt8(ascii: "\""):
      let string = try scanner.string()
      var text = UnsafeBufferPointer(rebasing: scanner.bytes[string.range])
      if string.hasEscapes { text = unescape(text) }
      text = text.trimmed
      field = Field(bytes: text, kind: text.isEmpty ? .absent : .text)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if let node = child.node, scanner.byte == UInt8(ascii: "{") {
        try object(&scanner, node: node, depth: depth + 1, fields)
      } else {
        try scanner.skipValue(depth: depth + 1)
      }
      field = Field(
        bytes: UnsafeBufferPointer(rebasing: scanner.bytes[start..<scanner.index]), kind: .container)
    default:
      switch try scanner.scalar() {
      case .null: field = .absent
      case .number(let range):
        field = Field(bytes: UnsafeBufferPointer(rebasing: scanner.bytes[range]), kind: .number)
      case .literal(let range):
        field = Field(bytes: UnsafeBufferPointer(rebasing: scanner.bytes[range]), kind: .text)
      }
    }
    for index in child.fields where index < fields.count { fields[index] = field }
  }

  /// A code that stands for no character, or for NUL, becomes U+FFFD.
  private mutating func unescape(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    let mark = space.mark
    var index = 0
    func code(at start: Int) -> UInt32? {
      guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"),
        bytes[start + 1] == UInt8(ascii: "u")
      else { return nil }
      return (2..<6).reduce(0) { $0 << 4 | (hexDigit(bytes[start + $1]) ?? 0) }
    }
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
        space.append(bytes[index])
        index += 1
        continue
      }
      if var scalar = code(at: index) {
        index += 6
        if (0xD800..<0xDC00).contains(scalar), let low = code(at: index), (0xDC00..<0xE000).contains(low) {
          scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
          index += 6
        }
        let character = scalar == 0 ? "\u{FFFD}" : Unicode.Scalar(scalar) ?? "\u{FFFD}"
        for byte in UTF8.encode(character) ?? UTF8.encodedReplacementCharacter { space.append(byte) }
        continue
      }
      switch bytes[index + 1] {
      case UInt8(ascii: "b"): space.append(0x08)
      case UInt8(ascii: "f"): space.append(0x0C)
      case UInt8(ascii: "n"): space.append(0x0A)
      case UInt8(ascii: "r"): space.append(0x0D)
      case UInt8(ascii: "t"): space.append(0x09)
      default: space.append(bytes[index + 1])
      }
      index += 2
    }
    return space.text(from: mark)
  }
}
