package import Domain

/// The state of the knowledge base as terminal text.
package enum StatusText {
  /// The text at the moment `now`, seconds since 1970, UTC.
  package static func text(_ status: Status, now: Int, style: Style) -> String {
    let age = Span.seconds(since: status.built, now: now).map { ", \(Span.age(seconds: $0))" } ?? ""
    var lines = [
      style.paint("generation \(status.generation)", .strong) + ", built \(status.built)\(age)",
      "\(Span.count(status.documents)) documents, \(Span.count(status.chunks)) chunks, "
        + "embedder \(status.embedder.name) \(status.embedder.version), \(status.embedder.dimension) numbers each",
      "database \(Span.bytes(status.databaseBytes))",
    ]
    lines += ReportText.pending(status.isSettled, status.waiting)
    lines = lines.flatMap {
      DisplayWidth.of($0) <= style.width ? [$0] : DisplayWidth.wrap($0, to: style.width)
    }
    if !status.sources.isEmpty { lines += [""] + AlignedTable(sources(status), style: style).lines }
    if !status.datasets.isEmpty { lines += [""] + AlignedTable(datasets(status), style: style).lines }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func sources(_ status: Status) -> ResultTable {
    let counts = ReportText.sources(status.sources.map(\.count))
    let dates = ["newest row", "file modified"].map { ResultColumn(name: $0, label: $0, kind: .text) }
    return ResultTable(
      columns: counts.columns + dates,
      rows: counts.rows.enumerated().map { index, row in
        guard status.sources.indices.contains(index) else { return row + [.text(""), .text("")] }
        let source = status.sources[index]
        return row + [source.newest, source.modified].map { $0.map { .text($0) } ?? .null }
      })
  }

  private static func datasets(_ status: Status) -> ResultTable {
    ResultTable(
      columns: [
        ResultColumn(name: "dataset", label: "dataset", kind: .text),
        ResultColumn(name: "rows", label: "rows", kind: .integer, unit: ""),
      ],
      rows: status.datasets.map { [.text($0.name), .integer(Int64($0.rows))] })
  }
}
