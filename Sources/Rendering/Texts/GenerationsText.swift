package import Domain

/// Generations and what changed between them as terminal text.
package enum GenerationsText {
  /// The list at the moment `now`, seconds since 1970, UTC: a line for each generation, with the rows kept per source.
  package static func text(_ generations: [GenerationSummary], now: Int, style: Style) -> String {
    var sources: [String] = []
    for name in generations.flatMap({ $0.sources.map(\.name) }) where !sources.contains(name) {
      sources.append(name)
    }
    let columns =
      ["generation", "label", "built", "age"].map { ResultColumn(name: $0, label: $0, kind: .text) }
      + [ResultColumn(name: "size", label: "size", kind: .text)]
      + [ResultColumn(name: "rows", label: "rows", kind: .integer, unit: "")]
    let rows = generations.map { generation -> [Value] in
      let age = Span.seconds(since: generation.built, now: now).map { Span.age(seconds: $0) }
      let kept = generation.sources.reduce(0) { $0 &+ $1.kept }
      return [
        .text(generation.id), .text(generation.label ?? (generation.isCurrent ? "(current)" : "")),
        .text(generation.built), .text(age ?? ""), .text(Span.bytes(generation.bytes)),
        generation.fault == nil ? .integer(Int64(kept)) : .null,
      ]
    }
    var lines = AlignedTable(ResultTable(columns: columns, rows: rows), style: style).lines
    if !sources.isEmpty {
      lines += [""] + AlignedTable(perSource(generations, sources), style: style).lines
    }
    for generation in generations {
      guard let fault = generation.fault else { continue }
      let words = DisplayWidth.printable("\(generation.id) cannot be asked: \(fault)")
      lines += DisplayWidth.wrap(words, to: style.width).map { style.paint($0, .failure) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A line for each source, a column for each generation.
  private static func perSource(_ generations: [GenerationSummary], _ sources: [String]) -> ResultTable {
    let readable = generations.filter { $0.fault == nil }
    return ResultTable(
      columns: [ResultColumn(name: "source", label: "rows kept", kind: .text)]
        + readable.map { ResultColumn(name: $0.id, label: $0.label ?? $0.id, kind: .integer, unit: "") },
      rows: sources.map { name in
        [.text(name)]
          + readable.map { generation in
            generation.sources.first { $0.name == name }.map { .integer(Int64($0.kept)) } ?? .null
          }
      })
  }

  /// What changed: a line for each dataset that differs, then the rows that were asked for.
  package static func text(_ changes: GenerationChanges, style: Style) -> String {
    var lines = [style.paint("\(changes.from) → \(changes.to)", .strong)]
    let different = changes.datasets.filter { !$0.isSame || changes.limit > 0 }
    if different.isEmpty {
      let words = changes.from == changes.to ? "the same generation" : "nothing changed"
      return (lines + ["\(words) in \(changes.datasets.count) datasets"]).joined(separator: "\n") + "\n"
    }
    lines += [""] + AlignedTable(table(different), style: style).lines
    for dataset in different {
      for (words, names) in [
        ("only in the later one", dataset.columnsAdded), ("only in the earlier one", dataset.columnsRemoved),
        ("of another type", dataset.columnsRetyped),
      ] where !names.isEmpty {
        let text = "\(dataset.name): columns \(words), not compared: \(names.joined(separator: ", "))"
        lines += DisplayWidth.wrap(DisplayWidth.printable(text), to: style.width)
      }
    }
    let same = changes.datasets.count - different.count
    if same > 0 { lines.append("\(same) other datasets are the same") }
    if changes.limit > 0, let dataset = changes.datasets.first {
      lines += rows(changes, of: dataset, style)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func table(_ datasets: [DatasetChanges]) -> ResultTable {
    ResultTable(
      columns: [ResultColumn(name: "dataset", label: "dataset", kind: .text)]
        + ["before", "+ added", "- removed", "= after", "changed"].map {
          ResultColumn(name: $0, label: $0, kind: .integer, unit: "")
        },
      rows: datasets.map { dataset in
        [.text(dataset.name)]
          + [
            dataset.rowsBefore, dataset.added, dataset.removed, dataset.rowsAfter, dataset.changed,
          ].map { $0.map { .integer(Int64($0)) } ?? .null }
      })
  }

  private static func rows(
    _ changes: GenerationChanges, of dataset: DatasetChanges, _ style: Style
  ) -> [String] {
    var lines: [String] = []
    let totals: [(RowChange.Kind, Int)] = [
      (.added, dataset.added), (.removed, dataset.removed), (.changed, dataset.changed ?? 0),
    ]
    for (kind, total) in totals {
      let rows = changes.rows.filter { $0.kind == kind }
      if rows.isEmpty { continue }
      lines += ["", style.paint("\(kind.rawValue): \(Span.count(total))", .strong)]
      for row in rows {
        let times = row.count > 1 ? " (\(Span.count(row.count)) times)" : ""
        let key = row.key.map { $0.isHidden ? "(personal)" : shown($0.new) }.joined(separator: " / ")
        let fields = row.fields.map { field in
          field.isHidden
            ? "\(field.column) (personal)" : "\(field.column) \(shown(field.old)) → \(shown(field.new))"
        }
        let text = key + times + (fields.isEmpty ? "" : ": " + fields.joined(separator: ", "))
        lines += DisplayWidth.wrap(DisplayWidth.printable(text), to: style.width - 2).enumerated().map {
          ($0 == 0 ? "  " : "    ") + $1
        }
      }
      let told = rows.reduce(0) { $0 &+ $1.count }
      if told < total { lines.append("  … and \(Span.count(total - told)) more; --limit lists more") }
    }
    return lines
  }

  private static func shown(_ value: Value) -> String { value.isNull ? "–" : value.description }
}
