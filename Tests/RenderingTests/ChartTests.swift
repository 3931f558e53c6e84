import Domain
import Rendering
import Testing

@Test(
  arguments: [
    ([1, 2, 3, 4, 5, 6, 7, 8], 1, "▁▂▃▄▅▆▇█"), ([-4, 0, 4], 1, "▁▅█"), ([1, nil, 9], 1, "▁ █"),
    ([5, 5], 1, "▅▅"),
    ([], 1, ""), ([nil, nil], 2, "    "), ([0, 8], 3, "▁▁ ██ "), ([.nan, 1, 2], 1, " ▁█"),
    ([-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude], 1, "▁█"),
  ] as [([Double?], Int, String)])
func drawsSparklines(values: [Double?], step: Int, expected: String) {
  #expect(Sparkline.text(values, step: step) == expected)
}

@Test(
  arguments: [
    ([8, 4, 1, 0], 8, ["████████", "████", "█", ""]), ([16, 1], 2, ["██", "▏"]),
    ([1000, 1], 4, ["████", "▏"]),
    ([4, -4], 8, ["    ████", "████"]), ([-1, -2], 4, ["  ██", "████"]), ([nil, 2], 3, ["", "███"]),
    ([], 5, []),
    ([3, -1], 8, ["  ██████", "██"]), ([.infinity, 2], 3, ["", "███"]), ([0, 0], 4, ["", ""]),
    ([7, 8], 1, ["▉", "█"]),
  ] as [([Double?], Int, [String])])
func drawsBars(values: [Double?], width: Int, expected: [String]) {
  #expect(BarChart.bars(values, width: width) == expected)
}

@Test func barsStayInTheirWidthAndKeepTheOrder() {
  var random = SystemRandomNumberGenerator()
  for _ in 0..<500 {
    let values = (0..<8).map { _ in Double?.some(Double.random(in: -100...100, using: &random)) }
    let width = Int.random(in: 2...60, using: &random)
    #expect(BarChart.bars(values, width: width).allSatisfy { DisplayWidth.of($0) <= width })
    let positive = values.compactMap { $0.map(abs) }.sorted()
    let lengths = BarChart.bars(positive, width: width).map { DisplayWidth.of($0) }
    #expect(lengths == lengths.sorted() && lengths.last == width)
  }
}

@Test(arguments: [
  (["2024-11", "2024-12", "2025-01"], 5, ["Nov  Dec  Jan", "2024      2025"]),
  (["2024-11", "2024-12", "2025-01"], 2, ["Nov Jan", "2024"]),
  (["2024-Q1", "2024-Q2"], 4, ["Q1  Q2", "2024"]),
  (["2022", "2023"], 5, ["2022 2023"]), ([], 3, []),
  (["2024-03-05", "2024-03-06"], 8, ["Mar 5   Mar 6", "2024"]),
])
func labelsPeriods(periods: [String], step: Int, expected: [String]) {
  #expect(PeriodLabels.lines(periods, step: step) == expected)
}

@Test(arguments: [("month", ["value"], true), ("day", ["value"], false), ("month", ["other"], false)])
func drawsOnlyChartsOfColumnsThatAreThere(x: String, y: [String], isDrawn: Bool) {
  let table = ResultTable(
    columns: [
      ResultColumn(name: "month", label: "Month", kind: .month),
      ResultColumn(name: "value", label: "Value", kind: .integer),
    ], rows: (1...9).map { [.text("2024-0\($0)"), .integer($0)] })
  for kind in [Answer.Chart.Kind.line, .bar] {
    for width in [20, 60] {
      let lines = AnswerChart.lines(
        Answer.Chart(kind: kind, x: x, y: y), of: table, style: .plain(width: width))
      #expect(lines.isEmpty != isDrawn && lines.allSatisfy { DisplayWidth.of($0) <= width })
    }
  }
}
