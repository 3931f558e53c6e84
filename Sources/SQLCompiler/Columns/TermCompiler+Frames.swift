import Domain

// Numbers made of several periods of a breakdown by time.
extension TermCompiler {
  func running(_ part: TermSQL) throws(CompileError) -> TermSQL {
    var shape = part.shape
    shape.label = "Running total of \(Self.lowercasedHead(shape.label))"
    return TermSQL(
      sql: try framed().over("SUM(\(part.sql))", from: nil, to: 0), shape: shape,
      name: "running_total_of_\(part.name)")
  }

  /// A count or a sum is 0 in a period without rows; another number is not known there, and left out of the mean.
  func moving(_ part: TermSQL, over periods: Int, isAdditive: Bool) throws(CompileError) -> TermSQL {
    guard periods > 0 else { throw .tooFewPeriods(periods) }
    let frame = try framed()
    let mean: Fragment =
      isAdditive
      ? "1.0 * \(frame.over("SUM(\(part.sql))", from: periods - 1, to: 0)) / \(frame.count(upTo: periods))"
      : frame.over("AVG(\(part.sql))", from: periods - 1, to: 0)
    var shape = part.shape
    let scale: Fragment = shape.scale == 0 ? "" : " / \(raw: String(FixedDecimal.power(shape.scale))).0"
    (shape.kind, shape.scale) = (shape.kind == .percent ? .percent : .real, 0)
    shape.label = "\(shape.label), average of \(frame.periods(periods))"
    return TermSQL(sql: "\(mean)\(scale)", shape: shape, name: "moving_average_of_\(part.name)")
  }

  func earlier(_ part: TermSQL, by periods: Int) throws(CompileError) -> TermSQL {
    guard periods > 0 else { throw .tooFewPeriods(periods) }
    let frame = try framed()
    let before = "\(periods == 1 ? "the " : "")\(frame.periods(periods)) before"
    var shape = part.shape
    shape.label = "\(shape.label), \(before)"
    return TermSQL(
      sql: frame.over("MIN(\(part.sql))", from: periods, to: periods), shape: shape,
      name: "earlier_\(part.name)", part: (part.shape.label, before))
  }

  private func framed() throws(CompileError) -> Frame {
    guard let frame else { throw .framesWithoutTime(0) }
    return frame
  }
}
