import Domain
import Foundation
import SQLCompiler
import Storage

/// An invented trade: a library lends books. A loan has lines (books) and events, so that joining both would
/// count twice; "loan events" and "order" are names that need quotes.
enum Library {
  static let catalog = Catalog(
    entities: [
      entity(
        "branch", "branches", key: "id", label: "name", [("id", .integer), ("name", .text), ("city", .text)]),
      entity(
        "member", "members", key: "id", label: "name", time: "joined",
        [("id", .integer), ("joined", .date), ("city", .text), ("age", .integer)],
        computed: [
          Attribute(
            id: AttributeID("member", "name"), sql: "{this}.first || ' ' || {this}.\"last name\"",
            label: "Member",
            names: [], type: .text),
          Attribute(
            id: AttributeID("member", "days"), sql: "julianday({as_of}) - julianday({this}.joined)",
            label: "Days", names: [], type: .real, unit: "days"),
        ]),
      entity(
        "book", "books", key: "isbn", label: "title",
        [
          ("isbn", .text), ("title", .text), ("genre", .text), ("price", .decimal(scale: 2)),
          ("weight", .real),
        ],
        show: [AttributeID("book", "title"), AttributeID("book", "price")]),
      entity(
        "loan", "loans", key: "id", label: "id", time: "lent",
        [
          ("id", .integer), ("lent", .timestamp), ("status", .text), ("fee", .decimal(scale: 2)),
          ("is_late", .boolean), ("order", .integer),
        ],
        segments: [
          Segment(
            name: "open", label: "open", names: [], sql: "{this}.status = 'open' OR {this}.status = 'new'")
        ]),
      entity(
        "line", "loan_lines", key: "id", label: "id",
        [("id", .integer), ("copies", .integer), ("fine", .decimal(scale: 3))]),
      entity(
        "event", "loan events", key: "id", label: "id",
        [("id", .integer), ("kind", .text), ("minutes", .integer)]),
      entity("island", "islands", key: "id", label: "id", [("id", .integer)]),
    ],
    joins: [
      Join(from: "member", fromColumn: "branch", to: "branch", toColumn: "id"),
      Join(from: "loan", fromColumn: "member", to: "member", toColumn: "id"),
      Join(from: "line", fromColumn: "loan", to: "loan", toColumn: "id"),
      Join(from: "line", fromColumn: "isbn", to: "book", toColumn: "isbn"),
      Join(from: "event", fromColumn: "loan", to: "loan", toColumn: "id"),
    ],
    measures: [
      measure("fees", "loan", .aggregate(.sum, AttributeID("loan", "fee"))),
      measure("average_fee", "loan", .aggregate(.average, AttributeID("loan", "fee"))),
      measure("late_fees", "loan", .aggregate(.sum, AttributeID("loan", "fee")), where: "{this}.is_late = 1"),
      measure("late_rate", "loan", .percentWhere("{this}.is_late = 1")),
      measure("open_late_rate", "loan", .percentWhere("{this}.is_late = 1"), where: "{this}.status = 'open'"),
      measure("late_share", "loan", .ratio("late_fees", "fees", factor: 100), unit: "%"),
      measure("members_lending", "loan", .countDistinct(AttributeID("member", "id"))),
      measure("copies", "line", .aggregate(.sum, AttributeID("line", "copies"))),
      measure("fines", "line", .aggregate(.sum, AttributeID("line", "fine"))),
      measure("value", "line", .aggregate(.sum, AttributeID("book", "price"))),
      measure("fine_per_value", "line", .ratio("fines", "value", factor: 1)),
      measure("fine_per_copy", "line", .ratio("fines", "copies", factor: 1)),
      measure("endless", "line", .ratio("endless", "copies", factor: 1)),
    ])

  static let datasets = [
    Dataset(
      name: "branches", columns: columns([("id", .integer), ("name", .text), ("city", .text)]), key: ["id"]),
    Dataset(
      name: "members",
      columns: columns([
        ("id", .integer), ("first", .text), ("last name", .text), ("city", .text), ("joined", .date),
        ("age", .integer), ("branch", .integer),
      ]), key: ["id"]),
    Dataset(
      name: "books",
      columns: columns([
        ("isbn", .text), ("title", .text), ("genre", .text), ("price", .decimal(scale: 2)), ("weight", .real),
      ]), key: ["isbn"]),
    Dataset(
      name: "loans",
      columns: columns([
        ("id", .integer), ("member", .integer), ("lent", .timestamp), ("status", .text),
        ("fee", .decimal(scale: 2)), ("is_late", .boolean), ("order", .integer),
      ]), key: ["id"]),
    Dataset(
      name: "loan_lines",
      columns: columns([
        ("id", .integer), ("loan", .integer), ("isbn", .text), ("copies", .integer),
        ("fine", .decimal(scale: 3)),
      ]), key: ["id"]),
    Dataset(
      name: "loan events",
      columns: columns([("id", .integer), ("loan", .integer), ("kind", .text), ("minutes", .integer)]),
      key: ["id"]),
  ]

  static let asOf = day(2024, 12, 31)

  static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
    CalendarDate(year, month, day) ?? CalendarDate(dayNumber: 0)
  }

  static func window(_ start: CalendarDate?, _ end: CalendarDate?, _ label: String) -> TimeWindow {
    TimeWindow(start: start, end: end, label: label)
  }

  static func decimal(_ units: Int64, _ scale: Int) -> Value {
    FixedDecimal(units: units, scale: scale).map(Value.decimal) ?? .null
  }

  private static func columns(_ list: [(String, ColumnType)]) -> [Column] {
    list.map { Column(name: $0.0, type: $0.1) }
  }

  private static func entity(
    _ id: String, _ dataset: String, key: String, label: String, time: String? = nil,
    _ columns: [(String, ColumnType)], computed: [Attribute] = [], show: [AttributeID] = [],
    segments: [Segment] = []
  ) -> Entity {
    Entity(
      id: id, domain: "library", dataset: dataset, key: key, label: label, names: [id], show: show,
      time: time.map { AttributeID(id, $0) },
      attributes: columns.map { name, type in
        let unit: String? = if case .decimal = type { "EUR" } else { nil }
        return Attribute(
          id: AttributeID(id, name), sql: name == "order" ? "{this}.\"order\"" : "{this}.\(name)",
          label: name.prefix(1).uppercased() + name.dropFirst(),
          names: [], type: type, unit: unit)
      } + computed, segments: segments)
  }

  private static func measure(
    _ id: String, _ entity: String, _ formula: Measure.Formula, where condition: String? = nil,
    unit: String? = nil
  ) -> Measure {
    Measure(
      id: id, entity: entity, label: id.replacing("_", with: " "), names: [], formula: formula,
      condition: condition,
      unit: unit)
  }
}

/// The library's tables in a real database, in a folder that goes with it.
final class LibraryDatabase: Sendable {
  let generation: Generation
  private let folder: URL

  init(_ tables: [String: [[Value]]], derived: [DerivedDataset] = []) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("library-\(UUID().uuidString)")
    let file = folder.appendingPathComponent("library.db")
    let writer = try GenerationWriter(replacing: file)
    try writer.write(
      GenerationMetadata(generation: "g", built: "2025-01-01T00:00:00Z", pack: "p", inputs: [:]))
    for dataset in Library.datasets {
      try writer.create(dataset)
      try writer.insert(into: dataset.name, rows: tables[dataset.name] ?? [])
    }
    for item in derived {
      try writer.create(item.dataset)
      if let fold = item.fold {
        try writer.insert(folding: [GenerationWriter.Folding(item.dataset.name, item.sql, fold)])
      }
    }
    try writer.finish()
    generation = try Generation(opening: file)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func rows(_ query: Query) throws -> [[Value]] {
    try generation.execute(SQLCompiler(catalog: Library.catalog).compile(query)).rows
  }
}

extension LibraryDatabase {
  /// Two lines and two events on loan 1; a loan without member, time or fee; a member without branch.
  static let sample = try? LibraryDatabase(sampleRows)

  static let sampleRows: [String: [[Value]]] = [
    "branches": [
      [.integer(1), .text("North"), .text("Ulm")], [.integer(2), .text("South"), .text("Bonn")],
    ],
    "members": [
      [
        .integer(1), .text("Ada"), .text("Poe"), .text("Ulm"), .text("2023-01-10"), .integer(30), .integer(1),
      ],
      [.integer(2), .text("Ben"), .text("Orr"), .text("Bonn"), .text("2024-06-01"), .null, .integer(2)],
      [.integer(3), .text("Cy"), .text("Moe"), .null, .text("2024-12-30"), .integer(51), .null],
    ],
    "books": [
      [.text("b1"), .text("Tides"), .text("science"), Library.decimal(1250, 2), .real(0.5)],
      [.text("b2"), .text("100% Tea"), .text("food"), Library.decimal(800, 2), .real(0.25)],
      [.text("b3"), .text("100 Teas"), .text("food"), .null, .null],
    ],
    "loans": [
      loan(1, 1, "2024-01-15 10:30:00", "open", 500, 0), loan(2, 1, "2024-02-29 23:59:59", "closed", 250, 1),
      loan(3, 2, "2024-03-01 00:00:00", "open", 1000, 1), loan(4, 3, "2024-03-31 12:00:00", "new", 125, 0),
      loan(5, nil, nil, nil, nil, nil),
    ],
    "loan_lines": [
      [.integer(1), .integer(1), .text("b1"), .integer(1), Library.decimal(1500, 3)],
      [.integer(2), .integer(1), .text("b2"), .integer(2), Library.decimal(250, 3)],
      [.integer(3), .integer(2), .text("b2"), .integer(1), .null],
      [.integer(4), .integer(3), .text("b1"), .integer(4), Library.decimal(125, 3)],
      [.integer(5), .integer(5), .text("zz"), .integer(1), Library.decimal(0, 3)],
    ],
    "loan events": [
      [.integer(1), .integer(1), .text("renewed"), .integer(5)],
      [.integer(2), .integer(1), .text("returned"), .integer(7)],
      [.integer(3), .integer(3), .text("renewed"), .null],
    ],
  ]

  private static func loan(
    _ id: Int64, _ member: Int64?, _ lent: String?, _ status: String?, _ fee: Int64?, _ isLate: Int64?
  ) -> [Value] {
    [
      .integer(id), member.map(Value.integer) ?? .null, lent.map(Value.text) ?? .null,
      status.map(Value.text) ?? .null, fee.map { Library.decimal($0, 2) } ?? .null,
      isLate.map(Value.integer) ?? .null, .integer(10 - id),
    ]
  }
}
