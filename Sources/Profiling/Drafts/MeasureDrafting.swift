import Domain

/// Finds what adds up: amounts, quantities, and what is sold at which price.
struct MeasureDrafting {
  let profile: DataProfile

  private var naming: Naming { profile.naming }

  func add(to catalog: inout CatalogDraft) {
    var names = SafeNames()
    var revenues: [(entity: Int, measure: Int, isLine: Bool)] = []
    for index in catalog.entities.indices where !catalog.entities[index].isRole {
      let line = addProduct(&catalog, index)
      let table = profile.tables[catalog.entities[index].table]
      let references = Set(
        profile.joins.filter { $0.from == catalog.entities[index].table }.map(\.fromColumn))
      let drafting = AttributeDrafting(naming: naming, table: table, references: references)
      let isSale = naming.has(.sale, table.entity)
      var amount: Int?
      for (place, column) in table.columns.enumerated() {
        let attribute = catalog.entities[index].attributes[place]
        guard attribute.isNumber, !drafting.isNominal(place) else { continue }
        let adds = isAdditive(column.words)
        // A price that lines copy from what they sell is asked of what is sold.
        if !adds, isCopy(column, catalog.entities[index].table) { continue }
        catalog.measures.append(
          measure(
            attribute, of: catalog.entities[index],
            adds ? "adds up, by its name" : "not known to add up: its average",
            &names, function: adds ? "sum" : "average"))
        guard adds else { continue }
        if amount == nil, line == nil, isSale,
          column.decision.type != .integer || !naming.has(.quantity, column.words),
          naming.has(.saleAmount, column.words)
        {
          amount = catalog.measures.count - 1
        }
      }
      if let line {
        catalog.measures.append(
          measure(line, of: catalog.entities[index], line.evidence ?? "", &names))
        revenues.append((index, catalog.measures.count - 1, true))
      } else if let amount {
        revenues.append((index, amount, false))
      }
    }
    setRankings(&catalog, nameRevenue(&catalog, revenues))
  }

  /// A table that this one refers to has a column of the same name.
  private func isCopy(_ column: ProfiledTable.Column, _ table: Int) -> Bool {
    profile.joins.contains { join in
      join.from == table && join.to != table
        && profile.tables[join.to].columns.contains {
          $0.words == column.words && $0.decision.type == column.decision.type
        }
    }
  }

  private func measure(
    _ attribute: AttributeDraft, of entity: EntityDraft, _ evidence: String, _ names: inout SafeNames,
    function: String = "sum"
  ) -> MeasureDraft {
    let words = attribute.name.split(separator: "_").map(String.init)
    return MeasureDraft(
      id: names.name(words, fallback: "measure"), entity: entity.id, function: function,
      attribute: attribute.name,
      label: function == "sum" ? attribute.label : "Average \(attribute.label.lowercased())",
      names: attribute.names,
      evidence: evidence)
  }

  /// A word among them adds up, and none says that it does not.
  private func isAdditive(_ words: [String]) -> Bool {
    !naming.has(.intensive, words) && !naming.mentions(.intensive, words) && naming.mentions(.additive, words)
      || naming.has(.quantity, words)
  }

  /// A quantity and a unit price in one row, and nothing that is their product: the product as an attribute.
  private func addProduct(_ catalog: inout CatalogDraft, _ index: Int) -> AttributeDraft? {
    let table = profile.tables[catalog.entities[index].table]
    let columns = table.columns
    guard
      let price = columns.firstIndex(where: { $0.decision.type.isNumber && naming.has(.unitPrice, $0.words) }
      ),
      let quantity = columns.firstIndex(where: {
        $0.decision.type.isNumber && naming.has(.quantity, $0.words)
      }),
      price != quantity,
      !columns.contains(where: {
        $0.decision.type.isNumber && naming.has(.saleAmount, $0.words) && !naming.has(.unitPrice, $0.words)
      })
    else { return nil }
    let discount = columns.first {
      $0.decision.type.isNumber && naming.has(.discount, $0.words) && $0.statistics.smallest >= 0
        && $0.statistics.largest <= 1
    }
    var names = SafeNames(taken: Set(catalog.entities[index].attributes.map(\.name)))
    var words = ["revenue"]
    if naming.vocabulary.revenue.first.map({ $0 != "revenue" }) == true {
      words = [naming.vocabulary.revenue[0]]
    }
    let (amount, count) = (columns[price].name, columns[quantity].name)
    var sql = "{this}.\(amount) * {this}.\(count)"
    var type = columns[price].decision.type
    var reason = "\(amount) × \(count) of the row"
    if let discount {
      sql =
        Self.real(columns[price], "{this}.\(amount)")
        + " * {this}.\(count) * (1 - COALESCE(\(Self.real(discount, "{this}.\(discount.name)")), 0))"
      type = .real
      reason += ", less \(discount.name), which is a part of 1"
    } else if case .decimal(let scale) = columns[quantity].decision.type {
      type = .decimal(scale: scale + (type.scale ?? 0))
    } else if columns[quantity].decision.type == .real {
      sql = Self.real(columns[price], "{this}.\(amount)") + " * {this}.\(count)"
      type = .real
    }
    let attribute = AttributeDraft(
      name: names.name(words, fallback: "revenue"),
      label: AttributeDrafting.capitalized(words, or: "Revenue"),
      names: ["amount", "line total"], sql: "(\(sql))", type: type, unit: columns[price].decision.unit,
      evidence: reason)
    catalog.entities[index].attributes.append(attribute)
    return attribute
  }

  /// The number that a stored amount stands for.
  private static func real(_ column: ProfiledTable.Column, _ sql: String) -> String {
    guard case .decimal(let scale) = column.decision.type, scale > 0 else { return sql }
    return "\(sql) / \(FixedDecimal.power(scale)).0"
  }

  /// The words for revenue go to the lines of sales, which can be split by all that a sale can and by what was sold;
  /// to the amount of whole sales where there are no lines.
  private func nameRevenue(
    _ catalog: inout CatalogDraft, _ revenues: [(entity: Int, measure: Int, isLine: Bool)]
  ) -> [Int] {
    guard let main = revenues.first(where: \.isLine) ?? revenues.first else { return [] }
    let words = naming.vocabulary.revenue.filter { word in
      !catalog.measures.contains { $0.names.contains(word) && $0.id != catalog.measures[main.measure].id }
    }
    let own = catalog.measures[main.measure].names.filter { !words.contains($0) }
    catalog.measures[main.measure].names = words + own
    catalog.measures[main.measure].verbs = naming.vocabulary.verbs["revenue", default: []]
    catalog.measures[main.measure].evidence += main.isLine ? "" : "; the amount of a sale"
    return [main.measure] + revenues.map(\.measure).filter { $0 != main.measure }
  }

  /// What sells is ranked by what it sells for.
  private func setRankings(_ catalog: inout CatalogDraft, _ revenues: [Int]) {
    for index in revenues {
      let measure = catalog.measures[index]
      for entity in catalog.reachable(from: measure.entity) {
        guard let place = catalog.entities.firstIndex(where: { $0.id == entity }),
          !catalog.entities[place].isRole, catalog.entities[place].ranking == nil
        else { continue }
        catalog.entities[place].ranking = measure.id
      }
    }
  }
}

extension ColumnType {
  var isNumber: Bool {
    switch self {
    case .integer, .real, .decimal: true
    default: false
    }
  }
  var scale: Int? { if case .decimal(let scale) = self { scale } else { nil } }
}
