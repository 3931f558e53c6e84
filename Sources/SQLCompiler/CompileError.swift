package import Domain

/// A query that has no statement.
package enum CompileError: Error, Hashable {
  case unknownEntity(EntityID, place: String, candidates: [EntityID])
  case unknownAttribute(AttributeID, place: String, candidates: [String])
  case unknownMeasure(MeasureID, place: String, candidates: [MeasureID])
  case unknownSegment(String, of: EntityID, place: String, candidates: [String])
  /// A row of `subject` has no single row of the attribute's entity.
  case unreachable(AttributeID, subject: EntityID, reachable: [EntityID])
  /// No joins lead from rows of `subject` to rows of the entity.
  case unrelated(EntityID, subject: EntityID, related: [EntityID])
  /// Two equally short ways.
  case ambiguousPath(from: EntityID, to: EntityID)
  case foreignMeasure(MeasureID, entity: EntityID, subject: EntityID)
  case nonNumericAggregate(AggregateFunction, AttributeID, type: ColumnType)
  case nonNumericPercentile(AttributeID, type: ColumnType)
  case notATime(AttributeID, place: String, type: ColumnType)
  /// A value that cannot be compared with what stands at `place`.
  case wrongValue(place: String, found: String, expected: String)
  case emptyWindows(AttributeID)
  case tooManyWindows(Int, limit: Int)
  /// More than one grouping by windows.
  case severalWindowGroupings(Int)
  case limitTooSmall(Int)
  case offsetTooSmall(Int)
  /// A limit within groups that are none of an aggregate's, or within windows of a list.
  case limitWithinNoGroup(count: Int)
  case percentOutOfRange(Int)
  /// A list cannot be ordered by a number over rows.
  case measureOrdersList
  case unknownGroup(Int, count: Int)
  /// The share of a share in all groups.
  case nestedTotals
  /// Nothing but totals over all groups is asked of them.
  case onlyTotals
  /// A share in all groups, where there are none: among the rows that belong to one.
  case totalOfRelatedRows(EntityID)
  /// A number made of several periods, beside other than one breakdown by time.
  case framesWithoutTime(Int)
  /// The sum of numbers that do not add up, or a number over periods of one over periods.
  case notAdditive(String)
  case nestedFrames
  /// A share in all groups or a running total, beside a number that looks back before the first.
  case totalBesideFrames
  case tooManyPeriods(Int, limit: Int)
  case tooFewPeriods(Int)
  /// A condition on a number over periods that is not shown.
  case conditionOnHiddenFrame(String)
  case tooDeep(limit: Int)
  /// In bytes of SQL.
  case tooLong(limit: Int)
  case tooManyParameters(Int, limit: Int)
  /// The roll-up does not tell; the rows do.
  case beyondRollup(String, what: String)
  /// A row of a result is not that of one group; why.
  case noGroupOfRows(String)
}

extension CompileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownEntity(let name, let place, let candidates):
      "\(place): expected an entity, found '\(name)'\(Self.hint(name, candidates))"
    case .unknownAttribute(let id, let place, let candidates):
      "\(place): expected an attribute of '\(id.entity)', found '\(id.name)'\(Self.hint(id.name, candidates))"
    case .unknownMeasure(let name, let place, let candidates):
      "\(place): expected a measure, found '\(name)'\(Self.hint(name, candidates))"
    case .unknownSegment(let name, let entity, let place, let candidates):
      "\(place): expected a segment of '\(entity)', found '\(name)'\(Self.hint(name, candidates))"
    case .unreachable(let id, let subject, let reachable):
      "subject '\(subject)': expected attributes of \(Self.list(reachable)), of which each row has at most one;"
        + " found '\(id)'"
    case .unrelated(let entity, let subject, let related):
      "subject '\(subject)': expected a related entity (\(Self.list(related))), found '\(entity)'"
    case .ambiguousPath(let from, let to):
      "joins: expected one shortest way from '\(from)' to '\(to)', found several"
    case .foreignMeasure(let measure, let entity, let subject):
      "measure '\(measure)': expected the subject '\(entity)', found '\(subject)'"
    case .nonNumericAggregate(let function, let id, let type):
      "\(function.rawValue) of '\(id)': expected a number, found \(Self.words(type))"
    case .nonNumericPercentile(let id, let type):
      "percentile of '\(id)': expected a number, found \(Self.words(type))"
    case .notATime(let id, let place, let type):
      "\(place): expected a date or a timestamp, found '\(id)', \(Self.words(type))"
    case .wrongValue(let place, let found, let expected): "\(place): expected \(expected), found \(found)"
    case .emptyWindows(let id): "windows of '\(id)': expected one window or more, found none"
    case .tooManyWindows(let count, let limit): "windows: expected at most \(limit), found \(count)"
    case .severalWindowGroupings(let count): "groups: expected one grouping by windows, found \(count)"
    case .limitTooSmall(let limit): "limit: expected 1 or more, found \(limit)"
    case .offsetTooSmall(let offset): "offset: expected 0 or more, found \(offset)"
    case .limitWithinNoGroup(let count):
      "limit: expected to hold within some of the \(count) groups, or within groupings of a list but windows;"
        + " found another"
    case .percentOutOfRange(let percent): "percentile: expected 0 to 100, found \(percent)"
    case .measureOrdersList: "order: expected an attribute, since rows are listed, found a measure"
    case .unknownGroup(let position, let count):
      "order: expected the position of a group, 0 to below \(count), found \(position)"
    case .onlyTotals: "measures: expected a number of each group beside that of all, found none"
    case .nestedTotals: "measures: expected a share in all groups of a number, found one of such a share"
    case .totalOfRelatedRows(let entity):
      "filter on rows of '\(entity)': expected a number over them, found a share in all groups"
    case .framesWithoutTime(let count):
      "measures over several periods: expected one breakdown by time, with rows and no limit in each, found \(count)"
    case .notAdditive(let name): "running total: expected a count or a sum, found '\(name)'"
    case .nestedFrames: "measures over several periods: expected a number of one period, found one of several"
    case .totalBesideFrames:
      "measures: expected no share in all groups and no running total beside a number over earlier periods, found one"
    case .tooManyPeriods(let count, let limit): "periods: expected fewer than \(limit), found \(count)"
    case .tooFewPeriods(let count): "periods: expected 1 or more, found \(count)"
    case .conditionOnHiddenFrame(let name): "having '\(name)': expected a number that is one of the measures"
    case .tooDeep(let limit): "query: expected at most \(limit) levels, found more"
    case .tooLong(let limit): "measures: expected at most \(limit) bytes of SQL for a number, found more"
    case .tooManyParameters(let count, let limit): "values: expected at most \(limit), found \(count)"
    case .noGroupOfRows(let reason):
      "rows: expected a row of a result that is one group, found one of which \(reason)"
    case .beyondRollup(let name, let what): "roll-up '\(name)': expected what it holds, found \(what)"
    }
  }

  private static func hint(_ name: String, _ candidates: [String]) -> String {
    if let near = Spelling.nearest(to: name, among: candidates) { return "; nearest is '\(near)'" }
    return candidates.isEmpty ? "" : "; there are \(list(candidates))"
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.map { "'\($0)'" }.joined(separator: ", ")
  }

  static func words(_ type: ColumnType) -> String {
    switch type {
    case .text: "a text"
    case .integer: "an integer"
    case .real, .decimal: "a number"
    case .boolean: "a truth value"
    case .date: "a date"
    case .timestamp: "a timestamp"
    }
  }
}
