package import Domain

/// A table in Markdown's pipe syntax, numbers at the right, cells as a reader sees them.
///
/// - SeeAlso: https://github.github.com/gfm/#tables-extension-
package enum MarkdownTable {
  /// Lines joined by "\n", with one at the end; empty for a table without columns. O(cells).
  package static func text(_ table: ResultTable) -> String {
    guard !table.columns.isEmpty else { return "" }
    let formats = table.columns.enumerated().map { index, column in
      NumberFormat(column, cells: table.rows.lazy.map { $0.indices.contains(index) ? $0[index] : .null })
    }
    var text = line(zip(formats, table.columns).map { escaped($0.head(of: $1)) })
    text += line(formats.map { $0.isNumeric ? "---:" : "---" })
    for row in table.rows {
      text += line(
        table.columns.indices.map { index in
          escaped(
            formats[index].cell(row.indices.contains(index) ? row[index] : .null, of: table.columns[index]))
        })
    }
    return text
  }

  private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }

  private static func escaped(_ cell: String) -> String {
    var text = ""
    for character in cell {
      text += character == "|" || character == "\\" ? "\\\(character)" : String(character)
    }
    return text
  }
}
