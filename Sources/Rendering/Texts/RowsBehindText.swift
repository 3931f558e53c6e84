package import Domain

/// The rows behind an answer as terminal text: how many, then those that were asked for.
package enum RowsBehindText {
  package static func text(_ rows: RowsBehind, style: Style) -> String {
    let whole = rows.row.map { "row \($0) of the table" } ?? "the answer"
    let verb = rows.total == 1 ? "row" : "rows"
    var head = "\(Span.count(rows.total)) \(verb) (\(rows.noun)) behind \(whole)"
    if rows.table.rows.count < rows.total { head += "; the first \(Span.count(rows.table.rows.count))" }
    var lines = DisplayWidth.wrap(DisplayWidth.printable(head), to: style.width).map {
      style.paint($0, .strong)
    }
    if !rows.table.rows.isEmpty { lines += AlignedTable(rows.table, style: style).lines }
    return lines.joined(separator: "\n") + "\n"
  }
}
