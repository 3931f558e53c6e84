package import Domain

extension Generation {
  /// Rows of a dataset up to which all values are looked at for one that is near.
  private static let fewRows = 20_000
  /// Values on either side that are looked at in a larger one.
  private static let neighbours = 50

  /// A key of a dataset that is spelled nearly as one it has not, its values joined by "/"; nil when none is near.
  ///
  /// The parts up to the first that no row has are left as they are, the rest is cut off.
  package func key(near key: [Value], of dataset: Dataset) throws -> String? {
    guard key.count == dataset.key.count, !key.isEmpty,
      let rows = datasets.first(where: { $0.dataset.name == dataset.name })?.rows
    else { return nil }
    let table = Schema.quoted(dataset.name)
    var before: [String] = []
    for (place, value) in key.enumerated() {
      let column = Schema.quoted(dataset.key[place])
      let fixed = dataset.key[..<place].map { "\(Schema.quoted($0)) = ?" }
      let head = Array(key[..<place])
      let condition = (fixed + ["\(column) = ?"]).joined(separator: " AND ")
      let isThere = try onFreest { connection in
        try connection.read("SELECT 1 FROM \(table) WHERE \(condition) LIMIT 1", head + [value]) {
          try $0.step()
        }
      }
      if isThere {
        before.append(value.description)
        continue
      }
      func values(_ comparison: String, _ order: String, _ limit: Int) throws -> [String] {
        let conditions = (fixed + ["\(column) \(comparison) ?"]).joined(separator: " AND ")
        return try onFreest { connection in
          try connection.read(
            "SELECT DISTINCT \(column) FROM \(table) WHERE \(conditions) ORDER BY 1 \(order) LIMIT \(limit)",
            head + [value]
          ) { row in
            var values: [String] = []
            while try row.step() { values.append(row.string(0)) }
            return values
          }
        }
      }
      let limit = rows <= Self.fewRows ? Self.fewRows : Self.neighbours
      let known = try values(">", "ASC", limit) + values("<", "DESC", limit)
      return Spelling.nearest(to: value.description, among: known).map {
        (before + [$0]).joined(separator: "/")
      }
    }
    return nil
  }
}
