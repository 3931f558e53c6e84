import Domain

/// The comparable texts of one value over all records, each distinct text once.
struct ValueColumn {
  /// By record, an index of `texts`; -1 where the record has none.
  private(set) var ids: [Int32] = []
  private(set) var texts: [[UInt8]] = []
  /// By text, the number of records that have it.
  private(set) var counts: [Int32] = []
  /// By text, the letters and digits in it as bits: a quick bound of the edit distance.
  private(set) var letters: [UInt64] = []
  /// The number of records that have a text.
  private(set) var filled = 0.0
  /// The share of pairs of records with a text that have the same one.
  private(set) var chanceOfEquality = 1.0

  private let maker: ValueText
  private let columns: [Int]
  private var known: [[UInt8]: Int32] = [:]
  private var byRaw: [String: Int32] = [:]

  /// An empty column of a value whose cells stand in a record at `columns`.
  init(_ value: IdentityValue, columns: [Int]) {
    (maker, self.columns) = (ValueText(value), columns)
  }

  mutating func append(_ record: [Value]) {
    if columns.count == 1 {
      guard let raw = record[columns[0]].text else { return ids.append(-1) }
      let id = byRaw[raw] ?? intern([raw])
      byRaw[raw] = id
      ids.append(id)
      if id >= 0 { counts[Int(id)] += 1 }
      return
    }
    let cells = columns.compactMap { record[$0].isNull ? nil : record[$0].description }
    let id = cells.count == columns.count ? intern(cells) : -1
    ids.append(id)
    if id >= 0 { counts[Int(id)] += 1 }
  }

  /// Counts what is there, and lets go of what only reading needs.
  mutating func finish() {
    (known, byRaw) = ([:], [:])
    filled = counts.reduce(0) { $0 + Double($1) }
    guard filled > 1 else { return }
    let pairs = counts.reduce(0.0) { $0 + Double($1) * Double($1 - 1) }
    chanceOfEquality = max(pairs, 1) / (filled * (filled - 1))
  }

  private mutating func intern(_ cells: [String]) -> Int32 {
    guard let text = maker.bytes(of: cells) else { return -1 }
    if let id = known[text] { return id }
    let id = Int32(texts.count)
    known[text] = id
    texts.append(text)
    counts.append(0)
    letters.append(EditDistance.letters(of: text))
    return id
  }

}
