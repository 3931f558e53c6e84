package import Domain

/// The report of a rebuild as terminal text.
package enum ReportText {
  package static func text(_ report: RebuildReport, style: Style) -> String {
    var lines: [String] = []
    if !report.sources.isEmpty {
      lines += AlignedTable(sources(report.sources), style: style, overflow: .cut).lines
      for source in report.sources where !source.isConserved {
        let words = "\(source.name): read is not kept + superseded + quarantined"
        lines += DisplayWidth.wrap(words, to: style.width).map { style.paint($0, .failure) }
      }
      lines.append("")
    }
    lines += DisplayWidth.wrap(line("documents", report.documents), to: style.width)
    lines += DisplayWidth.wrap(line("chunks", report.chunks), to: style.width)
    if !report.reused.isEmpty {
      let words =
        "parts: \(report.reused.count) as they were, \(report.made.count) made: \(report.made.joined(separator: ", "))"
      lines += DisplayWidth.wrap(words, to: style.width)
    }
    for line in pending(report.isSettled, report.waiting) {
      lines += DisplayWidth.wrap(line, to: style.width)
    }
    if !report.stages.isEmpty {
      lines += [""] + AlignedTable(stages(report), style: style, overflow: .cut).lines
    }
    let took = "generation \(report.generation), built in \(Span.time(seconds: report.seconds))"
    lines += [""] + DisplayWidth.wrap(took, to: style.width).map { style.paint($0, .strong) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a generation does not have yet, in words.
  static func pending(_ isSettled: Bool, _ waiting: [String]) -> [String] {
    (isSettled ? [] : ["rows are newer than documents and vectors, which follow"])
      + (waiting.isEmpty ? [] : ["still being written, so waiting: \(waiting.joined(separator: ", "))"])
  }

  static func sources(_ counts: [SourceCount]) -> ResultTable {
    let columns =
      [ResultColumn(name: "source", label: "source", kind: .text)]
      + ["read", "= kept", "+ superseded", "+ quarantined", "repaired"].map {
        ResultColumn(name: $0, label: $0, kind: .integer, unit: "")
      }
    var rows = counts.map { count in row(count.name, count) }
    if counts.count > 1 {
      var total = SourceCount(name: "total")
      for count in counts {
        total.read &+= count.read
        total.kept &+= count.kept
        total.superseded &+= count.superseded
        total.quarantined &+= count.quarantined
        total.repaired &+= count.repaired
      }
      rows.append(row("total", total))
    }
    return ResultTable(columns: columns, rows: rows)
  }

  private static func row(_ name: String, _ count: SourceCount) -> [Value] {
    [.text(name)]
      + [count.read, count.kept, count.superseded, count.quarantined, count.repaired].map {
        .integer(Int64($0))
      }
  }

  private static func line(_ name: String, _ counts: RebuildReport.Documents) -> String {
    let parts = [
      ("added", counts.added), ("changed", counts.changed), ("removed", counts.removed),
      ("unchanged", counts.unchanged),
    ]
    return "\(name): \(Span.count(counts.total)): "
      + parts.map { "\(Span.count($0.1)) \($0.0)" }.joined(separator: ", ")
  }

  private static func stages(_ report: RebuildReport) -> ResultTable {
    ResultTable(
      columns: [
        ResultColumn(name: "stage", label: "stage", kind: .text),
        ResultColumn(name: "time", label: "time", kind: .decimal, scale: 2, unit: "s"),
        ResultColumn(name: "rows", label: "rows", kind: .integer, unit: ""),
        ResultColumn(name: "rate", label: "rows/s", kind: .integer, unit: ""),
      ],
      rows: report.stages.map { stage in
        let rate = stage.seconds > 0 ? Double(stage.rows) / stage.seconds : 0
        return [
          .text(stage.name), .real(stage.seconds), .integer(Int64(stage.rows)),
          rate > 0 && rate < 1e15 ? .integer(Int64(rate.rounded())) : .null,
        ]
      })
  }
}
