import Domain

// Numbers worked out of two others.
extension TermCompiler {
  /// `factor` × above / below in their own units; the powers of ten of their scales cancel.
  static func ratio(_ above: TermSQL, _ below: TermSQL, factor: Int) -> Fragment {
    let difference = below.shape.scale - above.shape.scale
    let power = FixedDecimal.power(abs(difference))
    let up: Fragment = difference > 0 ? " * \(raw: String(power)).0" : ""
    let down: Fragment = difference < 0 ? " / \(raw: String(power)).0" : ""
    return "\(factor).0 * \(above.sql)\(up) / NULLIF(\(below.sql), 0)\(down)"
  }

  /// above / below, real, in the unit of what is above; `noun`: one of what is below.
  func quotient(_ above: TermSQL, _ below: TermSQL, per noun: String?) -> TermSQL {
    let (upper, lower) = (above.shape, below.shape)
    let label =
      noun.map { "\(upper.label) per \($0), on average" }
      ?? "\(upper.label) divided by \(Self.lowercasedHead(lower.label))"
    let unit = lower.unit == nil ? upper.unit : nil
    return TermSQL(
      sql: Self.ratio(above, below, factor: 1), shape: ColumnShape(label: label, kind: .real, unit: unit),
      name: "\(above.name)_per_\(noun ?? below.name)")
  }

  func difference(_ later: TermSQL, _ earlier: TermSQL) -> TermSQL {
    let (first, second, kind, scale) = Self.aligned(later, earlier)
    let (label, name) = Self.change(later, earlier)
    let unit = later.shape.unit == earlier.shape.unit ? later.shape.unit : nil
    return TermSQL(
      sql: "(\(first) - \(second))",
      shape: ColumnShape(label: label, kind: kind, scale: scale, unit: unit), name: "change_of_\(name)")
  }

  func growth(_ later: TermSQL, _ earlier: TermSQL) -> TermSQL {
    let (first, second, _, _) = Self.aligned(later, earlier)
    let (label, name) = Self.change(later, earlier)
    return TermSQL(
      sql: "100.0 * (\(first) - \(second)) / NULLIF(\(second), 0)",
      shape: ColumnShape(label: "\(label), in percent", kind: .percent, unit: "%"),
      name: "growth_of_\(name)")
  }

  /// Both in one unit: exact amounts in units of the finer one, anything else real.
  private static func aligned(
    _ a: TermSQL, _ b: TermSQL
  ) -> (Fragment, Fragment, ResultColumn.Kind, scale: Int) {
    func isExact(_ term: TermSQL) -> Bool { term.shape.kind == .integer || term.shape.kind == .decimal }
    let scale = max(a.shape.scale, b.shape.scale)
    guard isExact(a), isExact(b) else {
      func real(_ term: TermSQL) -> Fragment {
        term.shape.scale == 0
          ? term.sql : "\(term.sql) / \(raw: String(FixedDecimal.power(term.shape.scale))).0"
      }
      let kind: ResultColumn.Kind = a.shape.kind == .percent && b.shape.kind == .percent ? .percent : .real
      return (real(a), real(b), kind, 0)
    }
    func units(_ term: TermSQL) -> Fragment {
      let power = FixedDecimal.power(scale - term.shape.scale)
      return power == 1 ? term.sql : "\(term.sql) * \(raw: String(power))"
    }
    let kind: ResultColumn.Kind = a.shape.kind == .integer && b.shape.kind == .integer ? .integer : .decimal
    return (units(a), units(b), kind, scale)
  }
}
