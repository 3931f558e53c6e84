import Domain

/// Rows that formulas pick from: of a list, a CSV file or a dataset.
final class RowTable {
  let name: String
  let columns: [String]
  let slots: [String: Int]
  let rows: [[Cell]]
  /// What the `Cell.row` values of each column are rows of.
  let columnTables: [RowTable?]
  /// One for each row; used where no pick declares others.
  let weights: [Double]
  /// A list has the one column `value`, and picking gives it instead of a row.
  let isList: Bool

  /// Rows held in memory, at most.
  static let mostRows = 2_000_000

  init(
    name: String, columns: [String], rows: [[Cell]], columnTables: [RowTable?]? = nil,
    weights: [Double]? = nil, isList: Bool = false
  ) {
    (self.name, self.columns, self.rows, self.isList) = (name, columns, rows, isList)
    slots = Dictionary(columns.enumerated().map { ($1, $0) }) { first, _ in first }
    self.columnTables = columnTables ?? Array(repeating: nil, count: columns.count)
    self.weights = weights ?? Array(repeating: 1, count: rows.count)
  }

  convenience init(name: String, list: [(value: String, weight: Double)]) {
    self.init(
      name: name, columns: ["value"], rows: list.map { [Self.listValue($0.value)] },
      weights: list.map(\.weight), isList: true)
  }

  /// Reads CSV (RFC 4180) with a header; fields are texts, empty ones null.
  convenience init(name: String, csv: String, place: GenerationPlace) throws(PackError) {
    var records = CSVText.records(of: csv)
    guard !records.isEmpty else {
      throw place.error(found: "no header", expected: "a CSV file with a header")
    }
    let header = records.removeFirst()
    var rows: [[Cell]] = []
    for (index, record) in records.enumerated() {
      guard record.count == header.count else {
        throw place.error(
          found: "\(record.count) fields in row \(index + 1) of \(name)", expected: "\(header.count) fields")
      }
      rows.append(record.map { $0.isEmpty ? .null : .text($0) })
    }
    self.init(name: name, columns: header, rows: rows)
  }

  /// A whole number or decimal as such, any other text as it is; digits after a leading zero are text.
  static func listValue(_ text: String) -> Cell {
    let digits = text.utf8.drop { $0 == 0x2D }
    let isPlain = digits.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
    let isPadded = digits.count > 1 && digits.first == 0x30 && digits.dropFirst().first != 0x2E
    guard isPlain, !isPadded, let decimal = DecimalText.read(text) else { return .text(text) }
    return decimal.scale == 0 ? .integer(Int(decimal.units)) : .decimal(decimal)
  }
}

enum CSVText {
  /// The records of a CSV text; blank lines are skipped.
  static func records(of text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    let bytes = Array(text.utf8)
    var index = 0
    func close() {
      record.append(String(decoding: field, as: UTF8.self))
      field.removeAll()
    }
    func closeRecord() {
      close()
      if record != [""] { records.append(record) }
      record.removeAll()
    }
    while index < bytes.count {
      let byte = bytes[index]
      if isQuoted {
        if byte != 0x22 {
          field.append(byte)
        } else if index + 1 < bytes.count, bytes[index + 1] == 0x22 {
          field.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == 0x22 {
        isQuoted = true
      } else if byte == 0x2C {
        close()
      } else if byte == 0x0A {
        closeRecord()
      } else if byte != 0x0D {
        field.append(byte)
      }
      index += 1
    }
    if !field.isEmpty || !record.isEmpty { closeRecord() }
    return records
  }
}
