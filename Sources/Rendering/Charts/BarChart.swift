/// Numbers as horizontal bars, an eighth of a column exact.
package enum BarChart {
  private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

  /// One bar a number, in at most `width` columns, the longest filling it. Where some are negative, they grow to
  /// the left of a common line, in whole columns. A nil or no number has an empty bar; one that is not 0 shows
  /// at least the thinnest bar. O(values × width).
  package static func bars(_ values: [Double?], width: Int) -> [String] {
    let known = values.compactMap { $0 }.filter(\.isFinite)
    let above = max(0, known.max() ?? 0)
    let below = max(0, -(known.min() ?? 0))
    guard width > 0, above > 0 || below > 0 else { return values.map { _ in "" } }
    let largest = max(above, below)
    let (up, down) = (above / largest, below / largest)
    let left = below > 0 ? min(max(1, Int((Double(width) * down / (up + down)).rounded())), width) : 0
    let right = width - left
    // Columns that the value `largest` takes: what both sides have room for.
    let unit = min(
      up > 0 ? Double(right) / up : .infinity, down > 0 ? Double(left) / down : .infinity)
    return values.map { value in
      guard let value, value.isFinite, value != 0 else { return "" }
      let length = abs(value) / largest * unit
      if value < 0 {
        let columns = min(max(1, Int(length.rounded())), left)
        return String(repeating: " ", count: left - columns) + String(repeating: "█", count: columns)
      }
      let parts = min(max(1, Int((length * 8).rounded())), right * 8)
      guard right > 0 else { return "" }
      let tail = parts % 8 > 0 ? String(eighths[parts % 8 - 1]) : ""
      return String(repeating: " ", count: left) + String(repeating: "█", count: parts / 8) + tail
    }
  }

  /// Labels, bars and values, a line each, in at most `width` columns.
  package static func lines(_ items: [(label: String, value: Double?, text: String)], style: Style)
    -> [String]
  {
    let label = min(items.map { DisplayWidth.of($0.label) }.max() ?? 0, style.width * 2 / 5)
    let number = min(items.map { DisplayWidth.of($0.text) }.max() ?? 0, style.width / 3)
    let bars = bars(items.map(\.value), width: max(1, style.width - label - number - 3))
    return zip(items, bars).map { item, bar in
      DisplayWidth.pad(DisplayWidth.cut(item.label, to: label), to: label) + " "
        + DisplayWidth.pad(DisplayWidth.cut(item.text, to: number), to: number, atLeft: true) + "  "
        + style.paint(bar, .code)
    }
  }
}
