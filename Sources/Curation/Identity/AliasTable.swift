import Domain

/// Which texts of a value are other names for one: "Bob" and "Rob" of "Robert".
///
/// Two names are one if a list has both. "Chris" stands in the lists of Christopher and of Christine, which are two.
struct AliasTable {
  /// By text of the column, the lists it occurs in, ascending.
  private let lists: [[Int32]]
  /// By text of the column, whether it stands in the table as it is.
  private let listed: [Bool]

  /// Letters of a name that is looked for among slips of known names.
  static let shortestSlip = 4

  /// The table for the texts of a column. One in fewer than `known` records that is no name of the table may be a
  /// slip of one: "Jmes" of "James".
  init(_ aliases: [[String]], _ value: IdentityValue, _ column: ValueColumn, known: Int) {
    let maker = ValueText(value)
    var byName: [[UInt8]: Set<Int32>] = [:]
    for (index, names) in aliases.enumerated() {
      for name in names {
        if let bytes = maker.bytes(of: [name]) { byName[bytes, default: []].insert(Int32(index)) }
      }
    }
    listed = column.texts.map { byName[$0] != nil }
    let names = byName.map { (text: $0.key, letters: EditDistance.letters(of: $0.key), lists: $0.value) }
    lists = column.texts.indices.map { id in
      let text = column.texts[id]
      if let lists = byName[text] { return lists.sorted() }
      guard text.count >= Self.shortestSlip, column.counts[id] < known else { return [] }
      var near = Set<Int32>()
      for name in names
      where name.text.count >= Self.shortestSlip
        && (name.letters ^ column.letters[id]).nonzeroBitCount <= 2
        && EditDistance.isWithin(1, name.text, text)
      {
        near.formUnion(name.lists)
      }
      return near.sorted()
    }
  }

  /// Whether the text is a name of the table, not a slip of one.
  func isListed(_ id: Int32) -> Bool { listed[Int(id)] }

  func areAliases(_ a: Int32, _ b: Int32) -> Bool {
    let (first, second) = (lists[Int(a)], lists[Int(b)])
    if first.isEmpty || second.isEmpty { return false }
    return first.contains { second.contains($0) }
  }
}
