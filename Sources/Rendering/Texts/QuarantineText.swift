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
        DisplayWidth.printable(String(row.raw.unicodeScalars.prefix(style.width * 4))), to: style.width - 2)
      let last = raw.isEmpty ? [] : ["  " + style.paint(raw, .faint)]
      return ([place] + lines + last).joined(separator: "\n") + "\n"
    }.joined()
  }
}
