import Domain

/// The grouping of a query by named windows: one statement each, so that windows may overlap and an empty one
/// still gives its row.
struct WindowGrouping {
  let windows: [TimeWindow]
  let time: Fragment

  /// - Returns: nil when no grouping is by windows.
  init?(
    _ groups: [Grouping], predicates: PredicateCompiler, scope: RowScope, isInner: Bool = true
  ) throws(CompileError) {
    var found: [(AttributeID, [TimeWindow])] = []
    for case .windows(let id, let windows) in groups { found.append((id, windows)) }
    guard let (id, windows) = found.first else { return nil }
    guard found.count == 1 else { throw .severalWindowGroupings(found.count) }
    guard !windows.isEmpty else { throw .emptyWindows(id) }
    guard windows.count <= SQLCompiler.mostWindows else {
      throw .tooManyWindows(windows.count, limit: SQLCompiler.mostWindows)
    }
    self.windows = windows
    let attribute = try predicates.context.timeAttribute(id, place: "groups")
    let grain = windows.map(\.resolution).min() ?? .day
    time = try predicates.time(attribute, at: grain, scope, isInner: isInner)
  }

  /// The moment lies in one of the windows or more.
  var anyWindow: Fragment {
    let each = windows.map { window in
      "(\(PredicateCompiler.bounds(of: window, on: time).joined(separator: " AND ")))" as Fragment
    }
    return each.count == 1 ? each[0] : "(\(each.joined(separator: " OR ")))"
  }
}
