package import Domain

/// Rejected rows as a file that other programs read, a line for each; raw rows stay byte for byte what they were.
package enum QuarantineFile {
  /// The names of the columns of CSV, with their line end.
  package static let header = Array(
    CSVTable.line(["source", "rule", "reason", "file", "line", "raw"].map(Value.text)).utf8)

  /// A record of CSV with its line end; the last field holds the raw bytes, always quoted. O(bytes).
  package static func csv(_ row: QuarantinedRow) -> [UInt8] {
    let line = CSVTable.line([
      .text(row.source), .text(row.rule), .text(row.reason), .text(row.file), .integer(Int64(row.line)),
    ])
    let quote = UInt8(ascii: "\"")
    var bytes = Array(line.utf8.dropLast(2)) + [UInt8(ascii: ","), quote]
    for byte in row.raw {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    return bytes + [quote, 0x0D, 0x0A]
  }

  /// A JSON object and a line end; `raw_base64` beside `raw` where text cannot carry the bytes.
  package static func jsonLine(_ row: QuarantinedRow) -> [UInt8] {
    JSONWriter.bytes(of: row) + [UInt8(ascii: "\n")]
  }
}
