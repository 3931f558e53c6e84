import Domain

// Roll-ups of the library's rows.
extension Draws {
  /// Two of each entity that queries are about.
  mutating func rollups() -> [Rollup] {
    ["loan", "line", "event", "member", "book"].flatMap {
      [rollup("rolled \($0)", $0), rollup("all \($0)", $0)]
    }
  }

  /// Holds most columns of one entity and of those that belong to it, so that many queries can be asked of it.
  private mutating func rollup(_ name: String, _ subject: EntityID) -> Rollup {
    let entities = reachable(subject)
    var columns: [Rollup.Column] = []
    func add(_ column: Rollup.Column) {
      if !columns.contains(where: { $0.name == column.name }) { columns.append(column) }
    }
    for id in entities.shuffled(using: &self) where id == subject || chance(60) {
      for column in Self.columns(of: id) where chance(id == subject ? 70 : 50) {
        let isTime = column.type == .date || column.type == .timestamp
        if isTime, chance(80) {
          add(Rollup.Column(id, column.name, type: .date, grain: chance(70) ? .day : .month))
        } else {
          add(Rollup.Column(id, column.name, type: column.type))
        }
      }
    }
    var parts: [Rollup.Part] = []
    for column in Self.columns(of: subject) {
      for function in Rollup.Part.Function.allCases where chance(80) {
        let isExact =
          switch column.type {
          case .integer, .decimal: true
          case .text, .real, .boolean, .date, .timestamp: false
          }
        if isExact { parts.append(Rollup.Part(function, column.name, type: column.type)) }
      }
    }
    return Rollup(name: name, entity: subject, columns: columns, parts: parts)
  }

  private static func columns(of id: EntityID) -> [Column] {
    let entity = Library.catalog.entity(id)
    return Library.datasets.first { $0.name == entity?.dataset }?.columns ?? []
  }
}
