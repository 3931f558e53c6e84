package import Domain
import Rendering

/// Says a query in words: made from the same value as the SQL, so that the two cannot differ.
package struct QueryWords {
  let catalog: Catalog

  package init(catalog: Catalog) { self.catalog = catalog }

  /// "Revenue (tax included) by month; order date in 2024 (2024-01-01 up to 2025-01-01); top 5".
  package func text(_ query: Query, notes: [String] = []) -> String {
    var parts = [subject(query)]
    parts += conjuncts(query.filter).map(words)
    parts += query.having.map {
      "\(words($0.term, of: query.subject).lowercasedFirst) \(words($0.comparison, unit: unit(of: $0.term)))"
    }
    if let order = order(query) { parts.append(order) }
    return (parts + notes).joined(separator: "; ")
  }

  private func subject(_ query: Query) -> String {
    if query.countsGroups {
      let nouns = query.groups.map { Self.plural(words($0)) }
      return "Number of \(nouns.joined(separator: " and "))"
    }
    let groups = query.groups.filter { if case .windows = $0 { false } else { true } }.map(words)
    let by = groups.isEmpty ? "" : " by " + groups.joined(separator: " and ")
    let compared = query.groups.compactMap { grouping -> String? in
      if case .windows(_, let windows) = grouping {
        windows.map(words).joined(separator: " against ")
      } else {
        nil
      }
    }
    let what: String
    if query.measures.isEmpty {
      let columns = query.columns.map { id in label(of: id, in: query.subject) }
      what =
        "\(plural(query.subject)): \(columns.joined(separator: ", "))\(query.isDistinct ? ", each once" : "")"
    } else {
      what = query.measures.map { words($0, of: query.subject) }.joined(separator: ", ")
    }
    return what + by + (compared.isEmpty ? "" : ", " + compared.joined(separator: ", "))
  }

  private func label(of id: AttributeID, in subject: EntityID) -> String {
    let label = catalog.attribute(id)?.label ?? id.name
    return label
  }

  func plural(_ entity: EntityID) -> String {
    let word = Self.plural(noun(entity))
    return word.prefix(1).uppercased() + word.dropFirst()
  }

  static func plural(_ noun: String) -> String {
    noun.hasSuffix("y") && !noun.hasSuffix("ay") && !noun.hasSuffix("ey")
      ? noun.dropLast() + "ies" : noun + "s"
  }

  /// One row of the entity.
  func noun(_ entity: EntityID) -> String {
    let found = catalog.entity(entity)
    // Rows that tie two things together are called by the first thing they show.
    let shown = found.flatMap { $0.isLink ? $0.show.first.flatMap { catalog.entity($0.entity) } : $0 }
    return shown?.names.first ?? entity
  }

  func words(_ grouping: Grouping) -> String {
    switch grouping {
    case .attribute(let id): (catalog.attribute(id)?.label ?? id.name).lowercasedFirst
    case .entity(let id): catalog.entity(id)?.names.first ?? id
    case .time(_, let grain): grain.rawValue
    case .weekday: "day of the week"
    case .hour: "hour of the day"
    case .windows(_, let windows): windows.map(words).joined(separator: " against ")
    }
  }

  func words(_ window: TimeWindow) -> String {
    switch (window.start, window.end) {
    case (let start?, let end?): "\(window.label) (\(start) up to \(end), not included)"
    case (let start?, nil): "\(window.label) (from \(start))"
    case (nil, let end?): "\(window.label) (before \(end))"
    case (nil, nil): window.label
    }
  }

  /// "5 with the highest revenue, from the 2nd, in each category".
  private func order(_ query: Query) -> String? {
    var parts: [String] = []
    if let first = query.order.first {
      let way = first.isDescending ? "highest" : "lowest"
      switch first.key {
      case .measure(let term):
        parts.append(ranked("\(way) \(words(term, of: query.subject).lowercasedFirst)", query))
      case .attribute(let id):
        parts.append(ranked("\(way) \((catalog.attribute(id)?.label ?? id.name).lowercasedFirst)", query))
      case .group: parts += query.limit.map { [unranked($0, query)] } ?? []
      }
    } else if let limit = query.limit {
      parts.append(unranked(limit, query))
    }
    if query.offset > 0, query.limit != 1 { parts.append("from the \(Ordinal.text(after: query.offset))") }
    if !query.limitWithin.isEmpty, query.limit != nil || query.offset > 0 {
      parts.append("in each \(query.limitWithin.map(words).joined(separator: " and "))")
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ").replacing(", in each", with: " in each")
  }

  private func ranked(_ key: String, _ query: Query) -> String {
    switch query.limit {
    case nil: "\(key) first"
    case 1? where query.offset > 0: "the \(Ordinal.text(after: query.offset)) with the \(key)"
    case 1? where query.keepsTies: "those with the \(key)"
    case let limit?: "\(limit) with the \(key)"
    }
  }

  private func unranked(_ limit: Int, _ query: Query) -> String {
    limit == 1 && query.offset > 0 ? "the \(Ordinal.text(after: query.offset))" : "first \(limit)"
  }
}

extension String {
  /// With a small first letter, unless the first word is an abbreviation.
  var lowercasedFirst: String {
    let second = dropFirst().first
    return second.map { $0.isUppercase || $0.isNumber } ?? false ? self : prefix(1).lowercased() + dropFirst()
  }
}
