import Domain

/// What a column is taken for, and why.
struct ColumnDecision: Sendable, Hashable {
  var type: ColumnType
  /// How its dates are written, when not as ISO 8601 has them.
  var written: WrittenTime?
  /// Marks that stand for a missing value.
  var missing: [String] = []
  /// Cells that the type does not take: they become NULL, and their rows count as repaired.
  var misfits = 0
  var misfit: String?
  var unit: String?
  var evidence: String
  /// 0 to 1.
  var confidence: Double
}

/// Decides on the type of a column from what was counted of it.
struct TypeInference {
  let naming: Naming
  /// The names of the twelve months, from January.
  let months: [String]

  /// Values from which on some may be of no number or time in a column of numbers or times, and how many at most.
  static let fewestForMisfits = 200
  static let mostMisfits = 0.005

  /// The decision on a column whose name has these words. `marksElsewhere` are marks for missing values that other columns
  /// of the table have, and `order` is that of other dates of the data, for those that can be read in two.
  func decision(
    _ column: ColumnStatistics, words: [String], missing: [String], marksElsewhere: Set<String> = [],
    order: WrittenTime.Order? = nil
  ) -> ColumnDecision {
    let marks = zip(missing, column.marks).filter { $0.1 > 0 }
    var decision = typed(column, words, order) ?? text(column)
    if decision.type == .text {
      let adopted = marks.map(\.0).filter { marksElsewhere.contains($0) && !isShortCode(column) }
      decision.missing = column.present == 0 ? [] : adopted
    } else {
      decision.missing = marks.map(\.0)
    }
    let told = marks.filter { decision.missing.contains($0.0) }.map { "\($0.1) '\($0.0)'" }
    if !told.isEmpty { decision.evidence += ", \(told.joined(separator: ", ")) for missing" }
    if decision.misfits > 0 {
      decision.evidence += ", \(decision.misfits) that are none ('\(decision.misfit ?? "")') become empty"
    }
    decision.unit = unit(column, words, decision.type)
    return decision
  }

  private func text(_ column: ColumnStatistics) -> ColumnDecision {
    guard column.present > 0 else {
      return ColumnDecision(type: .text, evidence: "no value", confidence: 0)
    }
    let distinct = column.distinct.isFull ? "more than \(column.distinct.count)" : "\(column.distinct.count)"
    let average = column.bytes / column.present
    return ColumnDecision(
      type: .text, evidence: "\(column.present) texts, \(distinct) distinct, \(average) bytes on average",
      confidence: 1)
  }

  /// Two letters each, as codes of countries have: NA is Namibia.
  private func isShortCode(_ column: ColumnStatistics) -> Bool {
    column.longest <= 2 && column.present > 0 && column.bytes == 2 * column.present
  }

  private func fits(_ misfits: ColumnStatistics.Misfits, of present: Int) -> Bool {
    if misfits.count == 0 { return true }
    return present >= Self.fewestForMisfits && Double(misfits.count) <= Double(present) * Self.mostMisfits
  }

  private func confidence(_ present: Int, _ misfits: Int) -> Double {
    let base = present >= 20 ? 1 : present >= 5 ? 0.9 : 0.7
    return base * (1 - Double(misfits) / Double(max(present, 1)))
  }

  private func typed(_ column: ColumnStatistics, _ words: [String], _ order: WrittenTime.Order?)
    -> ColumnDecision?
  {
    let present = column.present
    guard present > 0 else { return nil }
    func made(_ type: ColumnType, _ misfits: ColumnStatistics.Misfits, _ evidence: String) -> ColumnDecision {
      ColumnDecision(
        type: type, misfits: misfits.count, misfit: misfits.first, evidence: evidence,
        confidence: confidence(present, misfits.count))
    }
    let isFlag = words.count > 1 && naming.mentions(.flag, Array(words.prefix(1))) || naming.has(.flag, words)
    if column.boolean.count == 0, !column.distinct.isFull, column.distinct.count <= 6,
      column.truthWords == present || isFlag
    {
      return made(
        .boolean, column.boolean, "\(present) truth values: \(column.samples.joined(separator: ", "))")
    }
    if let time = time(column, order) { return time }
    if column.numbers == 0 || column.leadingZeros > 0 { return nil }
    let range = "\(Self.shown(column.smallest)) to \(Self.shown(column.largest))"
    // What is no whole number but a number makes the column one of such.
    if fits(column.integer, of: present), column.integer.count <= column.real.count {
      return made(.integer, column.integer, "\(present) whole numbers, \(range)")
    }
    let isMoney = naming.mentions(.money, words) || column.amounts > 0
    let isExact = column.points == column.numbers && column.twoPlaces == column.points && present >= 10
    if fits(column.decimal, of: present), column.fractions == 0, column.amounts == 0, !isMoney {
      return made(
        .decimal(scale: 0), column.decimal, "\(present) whole numbers written with a point, \(range)")
    }
    if fits(column.decimal, of: present), column.decimal.count <= column.real.count, isMoney || isExact,
      column.mostPlaces <= 6
    {
      let scale =
        column.amounts > 0 && column.mostPlaces == 0 && column.currencies.isEmpty
        ? 0 : max(2, column.mostPlaces)
      return made(
        .decimal(scale: scale), column.decimal,
        "\(present) amounts, \(range), at most \(column.mostPlaces) digits after the point")
    }
    if fits(column.real, of: present) {
      return made(
        .real, column.real,
        "\(present) numbers, \(range), at most \(column.mostPlaces) digits after the point")
    }
    return nil
  }

  private func time(_ column: ColumnStatistics, _ known: WrittenTime.Order?) -> ColumnDecision? {
    let present = column.present
    let type: ColumnType = column.timesOfDay > 0 ? .timestamp : .date
    let word = type == .date ? "dates" : "moments"
    if fits(column.date, of: present) {
      let range = column.days.map {
        ", \(CalendarDate(dayNumber: $0.lowerBound)) to \(CalendarDate(dayNumber: $0.upperBound))"
      }
      return ColumnDecision(
        type: type, misfits: column.date.count, misfit: column.date.first,
        evidence: "\(present) \(word)\(range ?? "")", confidence: confidence(present, column.date.count))
    }
    let fitting = WrittenTime.Order.allCases.filter { order in
      fits(column.misfits(of: order), of: present)
    }
    guard let best = fitting.first(where: { $0 == known }) ?? fitting.first else { return nil }
    let misfits = column.misfits(of: best)
    var decision = ColumnDecision(
      type: type, misfits: misfits.count, misfit: misfits.first,
      evidence: "\(present) \(word) with the \(best.rawValue) first, as \(column.samples.first ?? "")",
      confidence: confidence(present, misfits.count))
    let hasWords = column.samples.contains { $0.contains { $0.isLetter } }
    decision.written = WrittenTime(order: best, months: hasWords ? months : [])
    if fitting.count > 1 {
      decision.confidence = best == known ? 0.8 : 0.5
      decision.evidence +=
        "; \(fitting.map(\.rawValue).joined(separator: " or ")) first fits, no day above 12"
    }
    return decision
  }

  private func unit(_ column: ColumnStatistics, _ words: [String], _ type: ColumnType) -> String? {
    switch type {
    case .integer, .real, .decimal: break
    default: return nil
    }
    if column.currencies.count == 1, let sign = column.currencies.first?.key {
      return naming.vocabulary.currencies[String(sign)]
    }
    return naming.unit(words)
  }

  static func shown(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
  }
}
