package import Domain

/// What a first look at data found, as terminal text.
package enum PackSummaryText {
  package static func text(_ summary: PackSummary, style: Style) -> String {
    var lines: [String] = []
    for table in summary.tables {
      let facts = [
        "\(Span.count(table.rows)) rows", "\(table.columns.count) columns",
        table.key.map { "key \($0)" } ?? "no key",
        table.label.map { "called by \($0)" }, table.time.map { "time \($0)" },
      ].compactMap(\.self)
      lines.append(style.paint(table.name, .strong) + ": \(facts.joined(separator: ", "))")
      for column in table.columns {
        let unit = column.unit.map { " \($0)" } ?? ""
        let personal = column.isPersonal ? ", personal" : ""
        lines.append("  \(column.name): \(column.type)\(unit)\(personal); \(column.evidence)")
      }
    }
    lines += section("joins", summary.joins, style)
    lines += section("measures", summary.measures, style)
    if !summary.notes.isEmpty {
      lines += ["", style.paint("left out", .strong)] + summary.notes.map { "  \($0)" }
    }
    if !summary.examples.isEmpty {
      lines += ["", style.paint("to ask", .strong)] + summary.examples.map { "  \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ name: String, _ findings: [PackSummary.Finding], _ style: Style) -> [String] {
    findings.isEmpty
      ? [] : ["", style.paint(name, .strong)] + findings.map { "  \($0.text); \($0.evidence)" }
  }
}
