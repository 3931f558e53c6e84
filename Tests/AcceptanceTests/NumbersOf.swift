import Domain

/// The numbers that a text about a table may state: its cells as rounded for display, the parts of its dates and
/// names, the number of its rows, and the change in percent between two cells of a column.
struct NumbersOf {
  private let numbers: [Double]
  private let inTexts: Set<String>
  private let changes: [Double]

  init(_ table: ResultTable) {
    numbers = [Double(table.rows.count)] + table.rows.joined().compactMap(\.double)
    let texts = table.rows.joined().compactMap(\.text) + table.columns.map(\.label)
    inTexts = Set(texts.flatMap { Self.digits($0) })
    guard table.rows.count == 2 else {
      changes = []
      return
    }
    // The later period may be in either row.
    changes = zip(table.rows[0], table.rows[1]).flatMap { first, second -> [Double] in
      guard let first = first.double, let second = second.double else { return [] }
      return [(second - first) / first, (first - second) / second].map { abs($0 * 100) }
    }
  }

  /// The numbers in `text` that it may not state.
  func strangers(in text: String) -> [String] {
    text.matches(of: #/\b[0-9][0-9,]*(?:\.[0-9]+)?(?: ?%)?/#).map { String($0.output) }
      .filter { !isKnown($0) }
  }

  private func isKnown(_ written: String) -> Bool {
    let digits = written.filter { $0.isNumber || $0 == "." }
    guard let number = Double(digits) else { return false }
    let places = digits.split(separator: ".").dropFirst().first?.count ?? 0
    let half = 0.5 * (0..<places).reduce(1) { value, _ in value / 10 } + 1e-9
    let candidates = written.hasSuffix("%") ? numbers + changes : numbers
    if candidates.contains(where: { abs(abs($0) - number) <= half }) { return true }
    return Self.digits(written).allSatisfy { part in
      inTexts.contains(part) || inTexts.contains { Int($0) != nil && Int($0) == Int(part) }
    }
  }

  private static func digits(_ text: String) -> [String] {
    text.split { !$0.isASCII || !$0.isNumber }.map(String.init)
  }
}
