import Rendering

/// Names to choose from, in columns down and then right, as `ls` has them.
enum CandidateList {
  static func lines(_ names: [String], most: Int, width: Int) -> [String] {
    let width = max(2, width - 1)
    let shown = names.prefix(most).map { DisplayWidth.cut(DisplayWidth.printable($0), to: width) }
    let cell = (shown.map { DisplayWidth.of($0) }.max() ?? 0) + 2
    let columns = max(1, (width + 2) / cell)
    let rows = (shown.count + columns - 1) / columns
    var lines = (0..<rows).map { row in
      stride(from: row, to: shown.count, by: rows).map { index in
        index + rows < shown.count ? DisplayWidth.pad(shown[index], to: cell) : shown[index]
      }.joined()
    }
    if names.count > most { lines.append("… and \(names.count - most) more") }
    return lines
  }
}
