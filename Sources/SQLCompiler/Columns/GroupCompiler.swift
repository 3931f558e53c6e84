import Domain

/// A value of each group, shown or not.
struct GroupColumn {
  let sql: Fragment
  let shape: ColumnShape
  /// Names asked for, best first.
  let names: (String, String)
  /// Rows with different values here are in different groups.
  let isKey: Bool
}

/// A grouping in SQL.
struct GroupSQL {
  let columns: [GroupColumn]
  /// What puts the rows of different groups in natural order; nil for the first column itself.
  let order: Fragment?
  /// A period or a part of one: shown forward in time by default.
  let isTime: Bool
  /// What a row must fulfil to be in a group.
  var condition: Fragment?
}

/// Groupings over the rows of a scope, but for windows, which are statements of their own.
struct GroupCompiler {
  let predicates: PredicateCompiler
  let scope: RowScope
  /// Rows in no group drop out of the statement.
  var isInner = true

  private var context: CatalogContext { predicates.context }

  func sql(_ grouping: Grouping) throws(CompileError) -> GroupSQL? {
    switch grouping {
    case .attribute(let id):
      let attribute = try context.attribute(id, place: "groups")
      return GroupSQL(columns: [try column(attribute)], order: nil, isTime: false)
    case .entity(let id):
      let entity = try context.entity(id, place: "groups")
      let key = try column(context.attribute(entity.keyID, place: "groups"))
      guard entity.label != entity.key else { return GroupSQL(columns: [key], order: nil, isTime: false) }
      let label = try column(context.attribute(entity.labelID, place: "groups"), isKey: false)
      return GroupSQL(columns: [key, label], order: label.sql, isTime: false)
    case .time(let id, let grain):
      let (time, attribute) = try self.time(id, at: grain)
      let kind: ResultColumn.Kind =
        switch grain {
        case .day: .date
        case .week: .week
        case .month: .month
        case .quarter: .quarter
        case .year: .year
        }
      let value = grain == .day && attribute.type == .date ? time : context.dialect.period(time, grain)
      return moment(
        value, time, ColumnShape(label: Self.label(of: grain), kind: kind),
        grain == .day ? "day" : grain.rawValue,
        id, order: nil)
    case .weekday(let id):
      let (time, _) = try self.time(id, at: .day)
      return moment(
        context.dialect.weekdayName(time), time, ColumnShape(label: "Weekday", kind: .text), "weekday", id,
        order: context.dialect.weekday(time))
    case .hour(let id):
      let (time, _) = try self.time(id, at: nil)
      return moment(
        context.dialect.hour(time), time, ColumnShape(label: "Hour", kind: .integer), "hour", id, order: nil)
    case .windows: return nil
    }
  }

  private func column(_ attribute: Attribute, isKey: Bool = true) throws(CompileError) -> GroupColumn {
    GroupColumn(
      sql: try predicates.sql(of: attribute, scope, isInner: isInner), shape: ColumnShape(attribute),
      names: (attribute.id.name, "\(attribute.id.entity)_\(attribute.id.name)"), isKey: isKey)
  }

  private func time(_ id: AttributeID, at grain: Grain?) throws(CompileError) -> (Fragment, Attribute) {
    let attribute = try context.timeAttribute(id, place: "groups")
    return (try predicates.time(attribute, at: grain, scope, isInner: isInner), attribute)
  }

  private func moment(
    _ value: Fragment, _ time: Fragment, _ shape: ColumnShape, _ name: String, _ id: AttributeID,
    order: Fragment?
  ) -> GroupSQL {
    GroupSQL(
      columns: [GroupColumn(sql: value, shape: shape, names: (name, "\(id.name)_\(name)"), isKey: true)],
      order: order, isTime: true, condition: "\(time) IS NOT NULL")
  }

  private static func label(of grain: Grain) -> String {
    switch grain {
    case .day: "Day"
    case .week: "Week"
    case .month: "Month"
    case .quarter: "Quarter"
    case .year: "Year"
    }
  }
}
