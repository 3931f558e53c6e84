package import Domain

/// A table in columns that line up, within a number of terminal columns.
///
/// Numbers stand at the right. When the table is too wide, heads are wrapped, then the widest text columns are
/// narrowed; when that is not enough, every row becomes a block of its own. No row is ever left out.
package struct AlignedTable: Sendable {
  /// What becomes of text that is wider than its column.
  package enum Overflow: Sendable, Hashable {
    /// Cut, with "…" at the end.
    case cut
    /// Continued on further lines, this many at most; the last is cut.
    case wrap(lines: Int)
  }

  /// Columns between two columns of the table.
  static let gap = 2
  /// A text column is not made narrower than this.
  static let narrowest = 8
  /// A head takes at most this many lines.
  static let headLines = 3

  /// The head and the rule below it; empty for blocks.
  package let head: [String]
  /// The lines of each row, in order.
  package let rows: [[String]]
  /// The columns the widest line takes.
  package let width: Int

  /// - Complexity: O(cells × text), plus O(columns × width) for narrowing.
  package init(_ table: ResultTable, style: Style, overflow: Overflow = .wrap(lines: 3)) {
    let formats = table.columns.enumerated().map { index, column in
      NumberFormat(column, cells: table.rows.lazy.map { $0.indices.contains(index) ? $0[index] : .null })
    }
    let heads = zip(formats, table.columns).map { $0.head(of: $1) }
    let cells = table.rows.map { row in
      table.columns.indices.map { index in
        formats[index].cell(row.indices.contains(index) ? row[index] : .null, of: table.columns[index])
      }
    }
    guard !table.columns.isEmpty,
      let widths = Self.widths(heads: heads, cells: cells, formats: formats, limit: style.width)
    else {
      head = []
      let blocks = RecordBlocks(heads: heads, cells: cells, style: style)
      (rows, width) = (blocks.rows, blocks.width)
      return
    }
    width = widths.reduce(0, +) + Self.gap * (widths.count - 1)
    head =
      Self.lines(
        of: heads, widths: widths, formats: formats, overflow: .wrap(lines: Self.headLines), isHead: true
      )
      .map { style.paint($0, .strong) }
      + [style.paint(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "), .faint)]
    rows = cells.map { Self.lines(of: $0, widths: widths, formats: formats, overflow: overflow) }
  }

  package var lines: [String] { head + rows.flatMap { $0 } }

  /// The widths of the columns, or nil when `limit` cannot hold them.
  private static func widths(
    heads: [String], cells: [[String]], formats: [NumberFormat], limit: Int
  ) -> [Int]? {
    var widths = heads.map { DisplayWidth.of($0) }
    // The least a column may become: all of a number, a little of a text, the words of the head.
    var least = heads.map { longestWord($0) }
    for row in cells {
      for (index, cell) in row.enumerated() {
        let width = DisplayWidth.of(cell)
        widths[index] = max(widths[index], width)
        least[index] = max(least[index], formats[index].isNumeric ? width : min(width, narrowest))
      }
    }
    for index in least.indices where !formats[index].isNumeric {
      least[index] = min(least[index], max(narrowest, 1))
    }
    // No column starts wider than the whole, however long its text is.
    for index in widths.indices { widths[index] = max(least[index], min(widths[index], limit)) }
    var excess = widths.reduce(0, +) + gap * (widths.count - 1) - limit
    while excess > 0 {
      let shrinkable = widths.indices.filter { widths[$0] > least[$0] }
      // Numbers first give up what only their heads need, then the widest text gives way.
      guard
        let widest =
          shrinkable
          .max(by: {
            (formats[$0].isNumeric ? 1 : 0, widths[$0]) < (formats[$1].isNumeric ? 1 : 0, widths[$1])
          })
      else { return nil }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private static func longestWord(_ text: String) -> Int {
    text.split(separator: " ").map { DisplayWidth.of($0) }.max() ?? 1
  }

  /// One row as lines: as many as its tallest cell.
  private static func lines(
    of cells: [String], widths: [Int], formats: [NumberFormat], overflow: Overflow, isHead: Bool = false
  ) -> [String] {
    let stacks = zip(cells, widths).map { cell, width -> [String] in
      guard DisplayWidth.of(cell) > width, case .wrap(let limit) = overflow, limit > 1, width > 1 else {
        return [DisplayWidth.cut(cell, to: width)]
      }
      let lines = DisplayWidth.wrap(cell, to: width)
      if lines.count <= limit { return lines }
      let rest = lines[(limit - 1)...].joined(separator: " ")
      return lines.prefix(limit - 1) + [DisplayWidth.cut(rest, to: width)]
    }
    let height = stacks.map(\.count).max() ?? 1
    return (0..<height).map { row in
      var text = ""
      for (index, stack) in stacks.enumerated() {
        // Heads stand on the rule below them, cells hang from their first line.
        let line = isHead ? row - height + stack.count : row
        let cell = DisplayWidth.pad(
          stack.indices.contains(line) ? stack[line] : "", to: widths[index], atLeft: formats[index].isNumeric
        )
        text += index == 0 ? cell : "  " + cell
      }
      while text.last == " " { text.removeLast() }
      return text
    }
  }
}
