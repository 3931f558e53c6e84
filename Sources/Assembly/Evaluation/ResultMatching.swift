import Foundation

/// Whether a result is the expected one.
///
/// A label (the first value of a row, a member of a set), a whole number there, and a year must be exact; other
/// numbers may be 0.5 % or 0.01 off, percentages 0.1.
struct ResultMatching: Sendable {
  static let relativeTolerance = 0.005
  static let tolerance = 0.01
  static let percentTolerance = 0.1
  /// Years, among whole numbers.
  static let years = 1900.0...2100.0

  let isPercent: Bool

  /// Whether `got` is the expected `gold`.
  func same(_ gold: GradedCell, _ got: GradedCell, isLabel: Bool = false) -> Bool {
    if gold.kind == .null || got.kind == .null { return gold.kind == .null && got.isBlank }
    switch gold.kind {
    case .boolean(let value):
      return (value ? ["true", "yes", "1"] : ["false", "no", "0"]).contains(got.folded)
    case .number(let wanted):
      let isWhole = wanted == wanted.rounded()
      let isYear = isWhole && Self.years.contains(wanted)
      if isYear, samePeriod(gold, got) { return true }
      guard let value = got.number, value.isFinite else { return false }
      if isWhole, isLabel || isYear { return value == wanted }
      let allowed =
        isPercent ? Self.percentTolerance : max(Self.tolerance, Self.relativeTolerance * abs(wanted))
      return abs(value - wanted) <= allowed + 1e-9
    case .null, .text: return gold.folded == got.folded || samePeriod(gold, got)
    }
  }

  private func samePeriod(_ gold: GradedCell, _ got: GradedCell) -> Bool {
    if gold.periods.isEmpty { return false }
    return !gold.periods.isDisjoint(with: got.periods) || CalendarSpelling.isBare(got.plain, of: gold.periods)
  }

  /// Whether the rows are as many as `gold`, and each gold row is in one of its own; with `isOrdered`, in order.
  func rows(_ gold: [[GradedCell]], _ rows: [[GradedCell]], isOrdered: Bool) -> Bool {
    guard gold.count == rows.count else { return false }
    let wide = rows.map(Self.widened)
    if isOrdered { return zip(gold, wide).allSatisfy { fits($0[...], $1, isFirst: true) } }
    let candidates = gold.map { gold in wide.indices.filter { fits(gold[...], wide[$0], isFirst: true) } }
    var matching = Matching(fits: candidates)
    return gold.indices.allSatisfy { matching.place($0) }
  }

  /// Whether one column holds exactly the gold labels; repeats in it do not matter.
  func set(_ gold: [[GradedCell]], _ rows: [[GradedCell]]) -> Bool {
    let labels = gold.compactMap(\.first)
    if rows.isEmpty { return labels.isEmpty }
    let wide = rows.map(Self.widened)
    return (0..<(wide.map(\.count).min() ?? 0)).contains { index in
      let column = wide.map { $0[index] }
      return labels.allSatisfy { label in column.contains { same(label, $0, isLabel: true) } }
        && column.allSatisfy { value in labels.contains { same($0, value, isLabel: true) } }
    }
  }

  /// Whether a table of one row has the value in a cell; without rows, whether the text says it.
  func scalar(_ gold: GradedCell, _ rows: [[GradedCell]], text: String) -> Bool {
    if let row = rows.first {
      return rows.count == 1 && Self.widened(row).contains { same(gold, $0) }
    }
    if case .number = gold.kind {
      let number = #/[+\-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[eE][+\-]?[0-9]+)?/#
      return Self.found(number, in: text) { before in
        !(before.isLetter || before.isNumber || "_.,-".contains(before))
      }.contains { same(gold, $0) }
    }
    let date =
      #/[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|[0-9]{1,2} [A-Za-z]+ [0-9]{4}|[A-Za-z]+ [0-9]{1,2}, [0-9]{4}|[A-Za-z]+ [0-9]{4}/#
    return GradedCell.folded(text).contains(gold.folded)
      || Self.found(date, in: text).contains { same(gold, $0) }
  }

  /// What matches the pattern after the start of the text or a character that `isBreak` accepts.
  private static func found(
    _ pattern: Regex<Substring>, in text: String, after isBreak: (Character) -> Bool = { _ in true }
  ) -> [GradedCell] {
    text.matches(of: pattern).compactMap { match in
      let before = text[..<match.range.lowerBound].last
      return before.map(isBreak) ?? true ? GradedCell(text: String(match.output)) : nil
    }
  }

  /// Whether every gold value is in a cell of its own.
  private func fits(_ gold: ArraySlice<GradedCell>, _ cells: [GradedCell], isFirst: Bool) -> Bool {
    guard let wanted = gold.first else { return true }
    return cells.indices.contains { index in
      guard same(wanted, cells[index], isLabel: isFirst && gold.count > 1) else { return false }
      var rest = cells
      rest.remove(at: index)
      return fits(gold.dropFirst(), rest, isFirst: false)
    }
  }

  /// A row and its neighbouring texts joined, so that first and last name equal a full name.
  private static func widened(_ row: [GradedCell]) -> [GradedCell] {
    row
      + zip(row, row.dropFirst()).filter { $0.isText && $1.isText }.map {
        GradedCell(text: "\($0.plain) \($1.plain)")
      }
  }
}

/// A row of its own for each gold row, found by augmenting paths.
private struct Matching {
  /// For each gold row the rows that fit it.
  let fits: [[Int]]
  private var holder: [Int: Int] = [:]
  private var held: [Int: Int] = [:]

  init(fits: [[Int]]) { self.fits = fits }

  /// Finds a row for the gold row `start`, moving others on where that helps. O(pairs that fit).
  ///
  /// - Returns: false, with nothing moved, when there is none.
  mutating func place(_ start: Int) -> Bool {
    var reachedFrom: [Int: Int] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let gold = queue[next]
      next += 1
      for row in fits[gold] where reachedFrom[row] == nil {
        reachedFrom[row] = gold
        if let other = holder[row] {
          queue.append(other)
        } else {
          hold(row, reachedFrom)
          return true
        }
      }
    }
    return false
  }

  private mutating func hold(_ row: Int, _ reachedFrom: [Int: Int]) {
    var free: Int? = row
    while let row = free, let gold = reachedFrom[row] {
      free = held[gold]
      (holder[row], held[gold]) = (gold, row)
    }
  }
}
