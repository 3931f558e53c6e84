/// A run of numbers as one line of blocks, from the least ▁ to the greatest █; a gap is a space.
package enum Sparkline {
  static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// One block a number, each `step` columns wide with a space after it when `step` is above 1.
  ///
  /// Numbers that are nil or not finite are gaps. Equal numbers all stand in the middle. O(values × step).
  package static func text(_ values: [Double?], step: Int = 1) -> String {
    let known = values.compactMap { $0 }.filter(\.isFinite)
    guard let least = known.min(), let greatest = known.max() else {
      return String(repeating: " ", count: values.count * max(1, step))
    }
    // Halved, so that the span of the largest doubles does not overflow.
    let span = greatest / 2 - least / 2
    let ink = max(1, step - 1)
    var text = ""
    for value in values {
      var block: Character = " "
      if let value, value.isFinite {
        let part = span > 0 ? (value / 2 - least / 2) / span : 0.5
        block = blocks[min(max(Int(part * 8), 0), 7)]
      }
      text += String(repeating: block, count: ink) + (step > 1 ? " " : "")
    }
    return text
  }

  /// At most `count` numbers: the means of neighbours, gaps left out of them.
  package static func condensed(_ values: [Double?], to count: Int) -> [Double?] {
    guard count > 0, values.count > count else { return values }
    return (0..<count).map { index in
      let part = values[(index * values.count / count)..<((index + 1) * values.count / count)]
      let known = part.compactMap { $0 }
      return known.isEmpty ? nil : known.reduce(0) { $0 + $1 / Double(known.count) }
    }
  }
}
