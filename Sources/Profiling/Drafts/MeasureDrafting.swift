import Domain

/// Finds what adds up: amounts, quantities, and what is sold at which price.
struct MeasureDrafting {
  let profile: DataProfile

  private var naming: Naming { profile.naming }

  func add(to catalog: inout CatalogDraft) {
    var names = SafeNames()
    var revenues: [(entity: Int, measure: Int, isLine: Bool)] = []
    for index in catalog.entities.indices where !catalog.entities[index].isSecondary {
      let line = addProduct(&catalog, index)
      let table = profile.tables[catalog.entities[index].table]
      let references = Set(profile.joins.filter { $0.from == catalog.entities[index].table }.map(\.fromColumn))
      let drafting = AttributeDrafting(naming: naming, table: table, references: references)
      let isSale = naming.has(.sale, table.entity)
      var amount: Int?
      for (place, column) in table.columns.enumerated() {
        let attribute = catalog.entities[index].attributes[place]
        guard attribute.isNumber, !drafting.isNominal(place), isAdditive(column.words) else { continue }
        catalog.measures.append(
          measure(attribute, of: catalog.entities[index], "adds up, by its name", &names))
        if amount == nil, line == nil, isSale, column.decision.type != .integer || !naming.has(.quantity, column.words),
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
    nameRevenue(&catalog, revenues)
    setRankings(&catalog, revenues.map { $0.measure })
  }

  private func measure(
    _ attribute: AttributeDraft, of entity: EntityDraft, _ evidence: String, _ names: inout SafeNames
  ) -> MeasureDraft {
    let words = attribute.name.split(separator: "_").map(String.init)
    return MeasureDraft(
      id: names.name(words, fallback: "measure"), entity: entity.id, function: "sum", attribute: attribute.name,
      label: attribute.label, names: attribute.names, evidence: evidence)
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
      let price = columns.firstIndex(where: { $0.decision.type.isNumber && naming.has(.unitPrice, $0.words) }),
      let quantity = columns.firstIndex(where: { $0.decision.type.isNumber && naming.has(.quantity, $0.words) }),
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
    if naming.vocabulary.revenue.first.map({ $0 != "revenue" }) == true { words = [naming.vocabulary.revenue[0]] }
    let (amount, count) = (columns[price].name, columns[quantity].name)
    var sql = "{this}.\(amount) * {this}.\(count)"
    var type = columns[price].decision.type
    var reason = "\(amount) × \(count) of the row"
    if let discount {
      sql = Self.real(columns[price], "{this}.\(amount)") + " * {this}.\(count) * (1 - COALESCE(\(Self.real(discount, "{this}.\(discount.name)")), 0))"
      type = .real
      reason += ", less \(discount.name), which is a part of 1"
    } else if case .decimal(let scale) = columns[quantity].decision.type {
      type = .decimal(scale: scale + (type.scale ?? 0))
    } else if columns[quantity].decision.type == .real {
      sql = Self.real(columns[price], "{this}.\(amount)") + " * {this}.\(count)"
      type = .real
    }
    let attribute = AttributeDraft(
      name: names.name(words, fallback: "revenue"), label: AttributeDrafting.capitalized(words, or: "Revenue"),
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

  /// The words for revenue go to the amount of whole sales; the lines give what it cannot be split by.
  private func nameRevenue(
    _ catalog: inout CatalogDraft, _ revenues: [(entity: Int, measure: Int, isLine: Bool)]
  ) {
    let words = naming.vocabulary.revenue
    for revenue in revenues where !revenue.isLine {
      let parts = revenues.filter { part in
        part.isLine
          && catalog.joins.contains {
            $0.from == catalog.entities[part.entity].id && $0.to == catalog.entities[revenue.entity].id
          }
      }
      let isOnly = revenues.allSatisfy { $0.isLine || $0.measure == revenue.measure }
      guard !parts.isEmpty || isOnly else { continue }
      catalog.measures[revenue.measure].names += words.filter { !catalog.measures[revenue.measure].names.contains($0) }
      catalog.measures[revenue.measure].breakdowns = parts.map { catalog.measures[$0.measure].id }
      catalog.measures[revenue.measure].evidence += "; the amount of a sale"
      for part in parts { catalog.measures[part.measure].names = words.map { "line \($0)" } + ["line total"] }
      return
    }
    for revenue in revenues {
      let isNamed = !catalog.measures.contains { $0.names.contains(words.first ?? "") && $0.id != catalog.measures[revenue.measure].id }
      guard isNamed else { continue }
      catalog.measures[revenue.measure].names += words.filter { !catalog.measures[revenue.measure].names.contains($0) }
    }
  }

  /// What sells is ranked by what it sells for.
  private func setRankings(_ catalog: inout CatalogDraft, _ revenues: [Int]) {
    let order = revenues.sorted { catalog.measures[$0].breakdowns.count < catalog.measures[$1].breakdowns.count }
    for index in order {
      let measure = catalog.measures[index]
      for entity in catalog.reachable(from: measure.entity) {
        guard let place = catalog.entities.firstIndex(where: { $0.id == entity }),
          !catalog.entities[place].isSecondary, catalog.entities[place].ranking == nil
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
