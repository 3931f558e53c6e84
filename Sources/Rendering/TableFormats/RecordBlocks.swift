/// Rows one below the other, a line for each column: for windows too narrow for columns side by side.
struct RecordBlocks {
  /// The lines of each row, in order.
  let rows: [[String]]
  let width: Int

  init(heads: [String], cells: [[String]], style: Style) {
    let label = min(heads.map { DisplayWidth.of($0) }.max() ?? 0, max(4, style.width / 3))
    let room = max(2, style.width - label - AlignedTable.gap)
    rows = cells.enumerated().map { index, row in
      let number = "── \(index + 1) "
      let rule = number + String(repeating: "─", count: max(0, style.width - DisplayWidth.of(number)))
      var lines = [style.paint(DisplayWidth.cut(rule, to: style.width), .faint)]
      for (head, cell) in zip(heads, row) {
        for (part, text) in DisplayWidth.wrap(cell, to: room).enumerated() {
          let name = part == 0 ? DisplayWidth.cut(head, to: label) : ""
          lines.append(style.paint(DisplayWidth.pad(name, to: label), .strong) + "  " + text)
        }
      }
      return lines
    }
    width = style.width
  }
}
