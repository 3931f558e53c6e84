package import Domain

/// Rejected rows as terminal text: place, rule and reason, the row as it stands in the file below.
package enum QuarantineText {
  package static func text(_ rows: [QuarantinedRow], style: Style) -> String {
    if rows.isEmpty { return "nothing is quarantined\n" }
    return rows.map { row in
      let place = style.paint(DisplayWidth.printable("\(row.file):\(row.line)"), .strong)
      let reason = DisplayWidth.printable("\(row.source) \(row.rule): \(row.reason)")
      let lines = DisplayWidth.wrap(reason, to: style.width - 2).map { "  " + $0 }
      // A raw row may be 64 KiB: only its first line's worth is looked at.
      let raw = DisplayWidth.cut(
        DisplayWidth.printable(String(row.rawText.unicodeScalars.prefix(style.width * 4))),
        to: style.width - 2)
      let last = raw.isEmpty ? [] : ["  " + style.paint(raw, .faint)]
      return ([place] + lines + last).joined(separator: "\n") + "\n"
    }.joined()
  }

  /// How many rows of each source broke each rule, and all of them.
  package static func text(_ counts: [QuarantineCount], style: Style) -> String {
    if counts.isEmpty { return "nothing is quarantined\n" }
    let columns = [
      ResultColumn(name: "source", label: "source", kind: .text),
      ResultColumn(name: "rule", label: "rule", kind: .text),
      ResultColumn(name: "rows", label: "rows", kind: .integer),
    ]
    let total = counts.reduce(0) { $0 + $1.rows }
    let rows =
      counts.map { [Value.text($0.source), .text($0.rule), .integer(Int64($0.rows))] }
      + [[.text("total"), .null, .integer(Int64(total))]]
    let table = AlignedTable(ResultTable(columns: columns, rows: rows), style: style, overflow: .cut)
    return table.lines.joined(separator: "\n") + "\n"
  }
}
