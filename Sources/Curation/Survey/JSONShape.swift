/// The paths at which values stand in the records of a JSON file, in the order they are met.
struct JSONShape {
  private struct Node {
    let name: [UInt8]
    var children: [Int] = []
    var hasScalar = false
    var hasObject = false
    /// Objects stand in an array here: the node of what is in them.
    var elements: Int?
    /// An array of anything else.
    var hasList = false
  }

  private var nodes = [Node(name: [])]
  private let deepestNesting: Int
  /// Paths that are told apart; what comes after them is passed over.
  private let mostPaths: Int

  init(limits: ReadingLimits) { (deepestNesting, mostPaths) = (limits.deepestNesting, limits.mostColumns) }

  var isFull: Bool { nodes.count > mostPaths }

  /// Adds the paths of one record. Broken JSON throws; a value that is no object adds nothing and is told.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONFault) -> Bool {
    var scanner = JSONScanner(bytes, deepestNesting: deepestNesting)
    scanner.skipSpace()
    guard scanner.byte == UInt8(ascii: "{") else {
      try scanner.skipValue()
      return false
    }
    try object(&scanner, node: 0, depth: 0)
    return true
  }

  private mutating func object(_ scanner: inout JSONScanner, node: Int, depth: Int) throws(JSONFault) {
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
    var expected = 0
    while true {
      scanner.skipSpace()
      let key = try scanner.string()
      scanner.skipSpace()
      try scanner.expect(UInt8(ascii: ":"), "':'")
      scanner.skipSpace()
      let child = child(of: node, UnsafeBufferPointer(rebasing: scanner.bytes[key.range]), expected)
      expected += 1
      try value(&scanner, node: child, depth: depth)
      scanner.skipSpace()
      if scanner.byte == UInt8(ascii: "}") {
        scanner.index += 1
        return
      }
      try scanner.expect(UInt8(ascii: ","), "',' or '}'")
    }
  }

  /// Nil when there are too many, or the name cannot stand in a path.
  private mutating func child(of node: Int, _ name: UnsafeBufferPointer<UInt8>, _ expected: Int) -> Int? {
    guard node < nodes.count else { return nil }
    let children = nodes[node].children
    if expected < children.count, nodes[children[expected]].name.elementsEqual(name) {
      return children[expected]
    }
    if let known = children.first(where: { nodes[$0].name.elementsEqual(name) }) { return known }
    guard !isFull, !name.isEmpty,
      !name.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "\\") })
    else { return nil }
    nodes.append(Node(name: Array(name)))
    nodes[node].children.append(nodes.count - 1)
    return nodes.count - 1
  }

  private mutating func value(_ scanner: inout JSONScanner, node: Int?, depth: Int) throws(JSONFault) {
    guard let node else { return try scanner.skipValue(depth: depth + 1) }
    switch scanner.byte {
    case UInt8(ascii: "{"):
      nodes[node].hasObject = true
      try object(&scanner, node: node, depth: depth + 1)
    case UInt8(ascii: "["):
      var ahead = scanner
      ahead.index += 1
      ahead.skipSpace()
      if ahead.byte == UInt8(ascii: "{") {
        try elements(&scanner, of: node, depth: depth + 1)
      } else {
        if ahead.byte != UInt8(ascii: "]") { nodes[node].hasList = true }
        try scanner.skipValue(depth: depth + 1)
      }
    case UInt8(ascii: "n"): try scanner.skipValue(depth: depth + 1)
    default:
      nodes[node].hasScalar = true
      try scanner.skipValue(depth: depth + 1)
    }
  }

  /// The elements of an array of which the first is an object; those that are none are passed over.
  private mutating func elements(_ scanner: inout JSONScanner, of node: Int, depth: Int) throws(JSONFault) {
    let inside = nodes[node].elements ?? nodes.count
    if nodes[node].elements == nil {
      nodes.append(Node(name: []))
      nodes[node].elements = inside
    }
    scanner.index += 1
    while true {
      scanner.skipSpace()
      if scanner.byte == UInt8(ascii: "{") {
        try object(&scanner, node: inside, depth: depth)
      } else {
        try scanner.skipValue(depth: depth)
      }
      scanner.skipSpace()
      if scanner.byte == UInt8(ascii: "]") {
        scanner.index += 1
        return
      }
      try scanner.expect(UInt8(ascii: ","), "',' or ']'")
    }
  }

  /// Paths of values, of arrays of records with those of the values in them, and of arrays of anything else; those at
  /// which no value was ever met are among the first.
  var paths: (values: [String], records: [(path: String, values: [String])], lists: [String]) { paths(of: 0) }

  private func paths(of root: Int) -> (
    values: [String], records: [(path: String, values: [String])], lists: [String]
  ) {
    var (values, lists): ([String], [String]) = ([], [])
    var records: [(path: String, values: [String])] = []
    var pending: [(node: Int, path: String)] = nodes[root].children.reversed().map { ($0, text($0)) }
    while let (index, path) = pending.popLast() {
      let node = nodes[index]
      if let elements = node.elements {
        let inside = paths(of: elements)
        // An array inside an array belongs to no record of its own.
        lists += (inside.records.map(\.path) + inside.lists).map { "\(path).\($0)" }
        if inside.values.isEmpty { lists.append(path) } else { records.append((path, inside.values)) }
      } else if node.hasList {
        lists.append(path)
      } else if node.hasScalar || !node.hasObject {
        values.append(path)
      }
      pending += node.children.reversed().map { ($0, "\(path).\(text($0))") }
    }
    return (values, records, lists)
  }

  private func text(_ node: Int) -> String { String(decoding: nodes[node].name, as: UTF8.self) }
}
