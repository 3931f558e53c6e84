import Domain
import Storage

/// The newest trustworthy day of each entity that has a moment: where "now" is in its rows.
struct NewestDays {
  /// Days that are looked at together, the last of them the candidate.
  static let window = 7
  /// Those days have at least one part in so many of the rows that such stretches usually have.
  static let part = 4

  private let catalog: Catalog

  init(_ catalog: Catalog) { self.catalog = catalog }

  func write(reuse: Reuse, _ writer: GenerationWriter) throws {
    var known: [AttributeID: CalendarDate?] = [:]
    for entity in catalog.entities {
      guard let time = entity.time else { continue }
      let day = try known[time] ?? newest(time, of: entity.id, reuse, writer)
      known[time] = .some(day)
      guard let day else { continue }
      try writer.write(day.description, key: MetadataKey.newest(entity.id))
      if time.entity == entity.id {
        try writer.write(day.description, key: RebuildKey.newestRow(of: entity.dataset))
      }
    }
  }

  private func newest(
    _ time: AttributeID, of entity: EntityID, _ reuse: Reuse, _ writer: GenerationWriter
  ) throws -> CalendarDate? {
    guard let owner = catalog.entity(time.entity), let attribute = catalog.attribute(time) else { return nil }
    let table = DerivedStage.quoted(owner.dataset)
    let expression = attribute.sql.replacing("{this}", with: table)
    if reuse.takes(.newest(entity), of: reuse.ingredients([table, expression])) {
      return try reuse.former?.text(key: MetadataKey.newest(entity)).flatMap { CalendarDate(iso: $0) }
    }
    var counts: [Int: Int] = [:]
    do {
      try writer.rows(
        of:
          "SELECT substr(\(expression), 1, 10), count(*) FROM \(table) WHERE \(expression) IS NOT NULL GROUP BY 1"
      ) { _, row in
        guard row.count == 2, let text = row[0].text, let day = CalendarDate(iso: text),
          case .integer(let count) = row[1]
        else { return }
        counts[day.dayNumber, default: 0] += Int(count)
      }
    } catch StorageError.sql(let message, _) {
      throw RebuildError.newest(entity: entity, reason: message)
    }
    return Self.newest(counts).map { CalendarDate(dayNumber: $0) }
  }

  /// The newest day with rows such that the `window` days ending with it have at least 1/`part` of the rows that
  /// such stretches have in the median; else the newest day. `counts` is day number to rows, each at least 1.
  ///
  /// Scattered dates far ahead, mistyped, do not count. O(days × `window`).
  static func newest(_ counts: [Int: Int]) -> Int? {
    let stretches = counts.keys.sorted(by: >).map { day in
      (day: day, rows: (0..<window).reduce(0) { $0 + (counts[day - $1] ?? 0) })
    }
    guard let newest = stretches.first?.day else { return nil }
    let median = stretches.map(\.rows).sorted()[stretches.count / 2]
    return stretches.first { part * $0.rows >= median }?.day ?? newest
  }
}
