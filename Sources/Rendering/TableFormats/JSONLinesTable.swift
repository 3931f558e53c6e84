package import Domain

/// A table as JSON: one object a row, members named and ordered as the columns.
package enum JSONLinesTable {
  /// One row a line, lines end in "\n". O(cells).
  package static func text(_ table: ResultTable) -> String {
    table.rows.map { line($0, columns: table.columns) + "\n" }.joined()
  }

  /// One JSON array of the same objects, for readers that take a document.
  package static func array(_ table: ResultTable) -> String {
    "[" + table.rows.map { line($0, columns: table.columns) }.joined(separator: ",\n ") + "]\n"
  }

  /// One row, without line end; a cell that the row lacks is null.
  package static func line(_ row: [Value], columns: [ResultColumn]) -> String {
    var json = JSONWriter(reserving: 256)
    json.object { json in
      for (index, column) in columns.enumerated() {
        json.member(column.name) { json in
          column.write(row.indices.contains(index) ? row[index] : .null, to: &json)
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
