import Domain

/// A library: books with title and author, and loans of them.
enum Library {
  static let day = CalendarDate(dayNumber: 19_900)

  private static func attribute(
    _ entity: EntityID, _ name: String, _ label: String, _ type: ColumnType = .text, unit: String? = nil
  ) -> Attribute {
    Attribute(
      id: AttributeID(entity, name), sql: "{this}.\(name)", label: label, names: [name], type: type,
      unit: unit)
  }

  static let catalog = Catalog(
    entities: [
      Entity(
        id: "book", domain: "library", dataset: "books", key: "isbn", label: "title", names: ["book"],
        attributes: [
          attribute("book", "isbn", "ISBN"), attribute("book", "title", "Title"),
          attribute("book", "price", "Price", .decimal(scale: 2), unit: "USD"),
          attribute("book", "pages", "Pages", .integer, unit: "pages"),
        ], segments: [Segment(name: "worn", label: "worn", names: ["worn"], sql: "{this}.worn")]),
      Entity(
        id: "loan", domain: "library", dataset: "loans", key: "id", label: "id", names: ["loan"],
        time: AttributeID("loan", "lent"),
        attributes: [attribute("loan", "id", "Loan", .integer), attribute("loan", "lent", "Lent on", .date)]),
      Entity(
        id: "category", domain: "library", dataset: "categories", key: "name", label: "name",
        names: ["category"], attributes: [attribute("category", "name", "Category")]),
    ],
    joins: [],
    measures: [
      Measure(id: "loans", entity: "loan", label: "Loans", names: ["loans"], formula: .count),
      Measure(
        id: "worth", entity: "book", label: "Worth", names: ["worth"],
        formula: .aggregate(.sum, AttributeID("book", "price")), unit: "USD", note: "list prices"),
    ])

  static func window(_ year: Int) -> TimeWindow {
    TimeWindow(
      start: CalendarDate(year, 1, 1), end: CalendarDate(year + 1, 1, 1), label: "\(year)", grain: .year)
  }

  static func query(
    _ subject: EntityID, _ measures: [MeasureTerm] = [], by groups: [Grouping] = [], columns: [String] = [],
    distinct: Bool = false, where conditions: [Predicate] = [], having: [MeasureCondition] = [],
    order: [Ordering] = [], limit: Int? = nil
  ) -> Query {
    Query(
      subject: subject, measures: measures, groups: groups, columns: columns.map { AttributeID(subject, $0) },
      isDistinct: distinct, filter: .all(conditions), having: having, order: order, limit: limit, asOf: day)
  }
}
