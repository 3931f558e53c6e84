package import Domain

/// A table as RFC 4180 has it: names of columns, then exact values; lines end in CR LF; null is the empty field,
/// the empty text `""`.
package enum CSVTable {
  /// O(cells).
  package static func text(_ table: ResultTable) -> String {
    var text = line(table.columns.map { .text($0.name) })
    for row in table.rows {
      text += line(
        table.columns.indices.map { index in
          row.indices.contains(index) ? table.columns[index].plain(row[index]) : .null
        })
    }
    return text
  }

  /// One record with its line end.
  package static func line(_ values: [Value]) -> String {
    values.map(field).joined(separator: ",") + "\r\n"
  }

  private static func field(_ value: Value) -> String {
    guard case .text(let text) = value else { return value.description }
    let isPlain = !text.isEmpty && !text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    if isPlain { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
