package import Domain

/// The chart that an answer declares for its table, as lines.
package enum AnswerChart {
  /// More categories than this get no bars: the table says it better.
  package static let mostBars = 20
  /// A column of blocks is at most this wide.
  static let widestStep = 5

  /// A line chart is one spark line for each number over time, with its range; bars are one line a category.
  ///
  /// - Returns: no lines when the chart names columns that the table lacks, has fewer than 2 rows, or too many
  ///   categories for bars.
  package static func lines(_ chart: Answer.Chart, of table: ResultTable, style: Style) -> [String] {
    guard table.rows.count > 1, let x = table.columns.firstIndex(where: { $0.name == chart.x }) else {
      return []
    }
    let series = chart.y.compactMap { name in
      table.columns.firstIndex { $0.name == name }.map { Series(column: $0, of: table) }
    }
    let periods = table.rows.map { $0.indices.contains(x) ? $0[x].description : "" }
    switch chart.kind {
    case .line: return spark(series, over: periods, style: style)
    case .bar:
      guard let first = series.first, table.rows.count <= mostBars else { return [] }
      let labels = NumberFormat(table.columns[x], cells: [])
      let items = table.rows.enumerated().map { index, row in
        (
          label: labels.cell(row.indices.contains(x) ? row[x] : .null, of: table.columns[x]),
          value: first.values[index], text: first.texts[index]
        )
      }
      return BarChart.lines(items, style: style)
    }
  }

  private struct Series {
    let label: String
    let values: [Double?]
    let texts: [String]

    init(column index: Int, of table: ResultTable) {
      let column = table.columns[index]
      let cells = table.rows.map { $0.indices.contains(index) ? $0[index] : .null }
      let format = NumberFormat(column, cells: cells)
      label = format.head(of: column)
      values = cells.map { column.plain($0).double }
      texts = cells.map { format.cell($0, of: column) }
    }

    /// "$1.00 to $9.00".
    var range: String {
      let known = values.indices.filter { values[$0]?.isFinite ?? false }
      guard let least = known.min(by: { (values[$0] ?? 0) < (values[$1] ?? 0) }),
        let greatest = known.max(by: { (values[$0] ?? 0) < (values[$1] ?? 0) })
      else { return "" }
      return "\(texts[least]) to \(texts[greatest])"
    }
  }

  private static func spark(_ series: [Series], over periods: [String], style: Style) -> [String] {
    let step = min(max(1, style.width / max(1, periods.count)), widestStep)
    let fits = periods.count * step <= style.width
    var lines: [String] = []
    for line in series {
      let title = "\(line.label), \(line.range)"
      lines.append(style.paint(DisplayWidth.cut(title, to: style.width), .faint))
      let values = fits ? line.values : Sparkline.condensed(line.values, to: style.width)
      lines.append(style.paint(Sparkline.text(values, step: step), .code))
    }
    guard !series.isEmpty else { return [] }
    if fits {
      lines += PeriodLabels.lines(periods, step: step).map {
        style.paint(DisplayWidth.cut($0, to: style.width), .faint)
      }
    } else if let first = periods.first, let last = periods.last {
      let range = DisplayWidth.printable("\(first) to \(last)")
      lines.append(style.paint(DisplayWidth.cut(range, to: style.width), .faint))
    }
    return lines
  }
}
