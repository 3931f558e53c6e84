/// The rows of one entity put together at rebuild: one row for all that are alike in some columns, with how many there
/// are and numbers over them. The compiler asks it instead of the rows where it gives the same answer.
package struct Rollup: Sendable, Hashable {
  /// A column of a row, or of the row of another entity that belongs to it, which is the same in all rows put together.
  package struct Column: Sendable, Hashable {
    package let entity: EntityID
    /// In the entity's dataset.
    package let column: String
    package let type: ColumnType
    package let unit: String?
    /// `day` or `month`: the first day of the period is held, instead of the moment.
    package let grain: Grain?

    package init(
      _ entity: EntityID, _ column: String, type: ColumnType, unit: String? = nil, grain: Grain? = nil
    ) {
      (self.entity, self.column, self.type, self.unit, self.grain) = (entity, column, type, unit, grain)
    }

    /// The column of the roll-up.
    package var name: String { grain.map { "\(column)_\($0)" } ?? column }
  }

  /// A number over the values of a column of the rows put together; nothing where none has a value.
  package struct Part: Sendable, Hashable {
    package enum Function: String, Sendable, Hashable, CaseIterable {
      case sum
      /// Of the values that are there.
      case count
      case minimum, maximum
    }

    package let function: Function
    package let column: String
    package let type: ColumnType
    package let unit: String?

    package init(_ function: Function, _ column: String, type: ColumnType, unit: String? = nil) {
      (self.function, self.column, self.type, self.unit) = (function, column, type, unit)
    }

    /// The column of the roll-up.
    package var name: String { "\(function)_\(column)" }
  }

  /// The column that says how many rows were put together.
  package static let rows = "row_count"

  package let name: String
  package let entity: EntityID
  package let columns: [Column]
  /// Of columns of the entity's own dataset; sums of exact numbers only, for which no order of addition matters.
  package let parts: [Part]
  package let indexes: [[String]]

  package init(
    name: String, entity: EntityID, columns: [Column], parts: [Part] = [], indexes: [[String]] = []
  ) {
    (self.name, self.entity, self.columns, self.parts, self.indexes) = (name, entity, columns, parts, indexes)
  }

  /// The entities, but its own, whose rows it holds columns of; sorted.
  package var others: [EntityID] { Set(columns.map(\.entity)).subtracting([entity]).sorted() }

  /// The column that says whether there is a row of another entity: 1 or 0.
  package static func presence(of entity: EntityID) -> String { "has_\(entity)" }

  /// The table it becomes.
  package var dataset: Dataset {
    var all: [Domain.Column] = []
    for column in columns {
      all.append(Domain.Column(name: column.name, type: column.type, unit: column.unit))
    }
    for other in others { all.append(Domain.Column(name: Self.presence(of: other), type: .boolean)) }
    all.append(Domain.Column(name: Self.rows, type: .integer))
    for part in parts { all.append(Domain.Column(name: part.name, type: part.type, unit: part.unit)) }
    return Dataset(name: name, columns: all, key: [], indexes: indexes)
  }
}
