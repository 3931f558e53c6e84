import Domain

/// Finds the columns of tables that hold keys of others.
struct JoinDiscovery {
  let naming: Naming

  struct Join: Sendable, Hashable {
    let from: Int
    let fromColumn: Int
    let to: Int
    let toColumn: Int
    /// Of the distinct values, those that are keys of the other table.
    let share: Double
    let evidence: String
    let confidence: Double
  }

  /// Distinct values that must be keys, with names that agree and without.
  private static let shareOfNamed = 0.9
  private static let shareOfUnnamed = 0.95
  /// Codes in a column of the very name of the key may lack a row of their own.
  private static let shareOfSame = 0.5
  /// Without names that agree, only codes are telling: so many of them, so long.
  private static let fewestCodes = 20
  private static let shortestCode = 3

  func joins(_ tables: [ProfiledTable]) -> [Join] {
    var joins: [Join] = []
    for from in tables.indices {
      for column in tables[from].columns.indices {
        let declared = declaredTarget(tables, from, column)
        let found = tables.indices.compactMap { to in
          join(tables, from, column, to, isDeclared: declared == to)
        }
        // Of several tables the one whose name agrees best.
        if let best = found.max(by: { ($0.confidence, -$0.to) < ($1.confidence, -$1.to) }) {
          joins.append(best)
        }
      }
    }
    joins = withoutMutual(joins, tables)
    return joins + siblings(of: joins, tables)
  }

  /// Columns of codes that are all keys of a table which another column of the same table, or a column of the same
  /// name, refers to: few values tell nothing by themselves.
  private func siblings(of joins: [Join], _ tables: [ProfiledTable]) -> [Join] {
    var found: [Join] = []
    for from in tables.indices {
      for (index, column) in tables[from].columns.enumerated() where column.decision.type == .text {
        guard !joins.contains(where: { $0.from == from && $0.fromColumn == index }),
          tables[from].key?.column != index,
          column.statistics.distinct.count > 1, !naming.has(.label, column.words),
          column.statistics.bytes >= Self.shortestCode * column.statistics.present
        else { continue }
        let models = (joins + found).filter { join in
          join.from == from && join.to != from && isCode(tables, join)
            || tables[join.from].columns[join.fromColumn].words == column.words && join.from != from
        }
        for model in models {
          let key = tables[model.to].columns[model.toColumn]
          let count = column.statistics.distinct.count
          guard key.decision.type == .text, model.to != from,
            column.statistics.distinct.shared(with: key.statistics.distinct) == count
          else { continue }
          found.append(
            Join(
              from: from, fromColumn: index, to: model.to, toColumn: model.toColumn, share: 1,
              evidence:
                "all \(count) distinct values are keys of \(tables[model.to].dataset), as those of \(tables[model.from].dataset).\(tables[model.from].columns[model.fromColumn].name) are",
              confidence: 0.6))
          break
        }
      }
    }
    return found
  }

  private func isCode(_ tables: [ProfiledTable], _ join: Join) -> Bool {
    let column = tables[join.from].columns[join.fromColumn]
    return column.decision.type == .text && column.statistics.spaces == 0
  }

  private func declaredTarget(_ tables: [ProfiledTable], _ from: Int, _ column: Int) -> Int? {
    let origin = tables[from].columns[column].origin
    guard let reference = tables[from].input.references.first(where: { $0.column == origin }) else {
      return nil
    }
    return tables.firstIndex { $0.input.name == reference.table }
  }

  private func join(_ tables: [ProfiledTable], _ from: Int, _ column: Int, _ to: Int, isDeclared: Bool)
    -> Join?
  {
    guard let key = tables[to].key, from != to || column != key.column else { return nil }
    let (source, target) = (tables[from].columns[column], tables[to].columns[key.column])
    guard isSameKind(source, target), source.statistics.present > 0, source.statistics.distinct.count > 0,
      !target.statistics.distinct.isFull
    else { return nil }
    let agreement = isDeclared ? 1 : agreement(tables, from, column, to, key.column)
    guard from != to || agreement > 0 else { return nil }
    let isTelling =
      source.decision.type == .text && source.statistics.distinct.count >= Self.fewestCodes
      && source.statistics.bytes >= Self.shortestCode * source.statistics.present
      && !naming.has(.label, source.words) && source.statistics.spaces == 0
    guard agreement > 0 || isTelling else { return nil }
    let distinct = source.statistics.distinct
    let share = Double(distinct.shared(with: target.statistics.distinct)) / Double(distinct.count)
    let isSame = agreement >= 1 && source.decision.type == .text && distinct.count >= Self.fewestCodes
    guard share >= (isSame ? Self.shareOfSame : agreement > 0 ? Self.shareOfNamed : Self.shareOfUnnamed)
    else {
      return nil
    }
    // The first column of its own table that is unique is its key, not a reference, unless the names say so.
    if tables[from].key?.column == column, agreement < 0.9 || from == to { return nil }
    let reason =
      isDeclared ? "declared foreign key" : agreement > 0 ? "the names agree" : "codes that are no accident"
    let missing = distinct.isFull ? "at least " : ""
    return Join(
      from: from, fromColumn: column, to: to, toColumn: key.column, share: share,
      evidence:
        "\(missing)\(distinct.shared(with: target.statistics.distinct)) of \(distinct.count) distinct values are keys of \(tables[to].dataset), which are unique; \(reason)",
      confidence: share * (agreement > 0 ? 0.5 + agreement / 2 : 0.7))
  }

  private func isSameKind(_ one: ProfiledTable.Column, _ other: ProfiledTable.Column) -> Bool {
    switch (one.decision.type, other.decision.type) {
    case (.integer, .integer), (.text, .text), (.decimal(0), .integer): true
    default: false
    }
  }

  /// How well the name of a column agrees with the table and key it may refer to, 0 to 1.
  private func agreement(_ tables: [ProfiledTable], _ from: Int, _ column: Int, _ to: Int, _ key: Int)
    -> Double
  {
    let words = naming.expanded(tables[from].columns[column].words).map(NameWords.singular)
    let keyWords = naming.expanded(tables[to].columns[key].words).map(NameWords.singular)
    let entity = naming.expanded(tables[to].entity).map(NameWords.singular)
    let noun = Array(entity.suffix(1))
    let isPlain = keyWords.count == 1 && naming.has(.identifier, keyWords)
    if words == keyWords { return isPlain || from == to ? 0 : 1 }
    let keyTail = isPlain ? keyWords : keyWords.suffix(1).filter { naming.has(.identifier, [$0]) }
    for name in [entity, noun] where !name.isEmpty {
      if words == name { return 0.95 }
      for tail in [keyTail, ["id"], ["code"], ["key"], ["no"], ["number"], ["ref"]] where !tail.isEmpty {
        if words == name + tail { return 1 }
        if hasSuffix(words, name + tail) { return 0.8 }
      }
      if words.count > 1, hasSuffix(words, name) { return 0.75 }
    }
    if !isPlain, keyWords.count > 1, hasSuffix(words, keyWords) { return 0.85 }
    return 0
  }

  private func hasSuffix(_ words: [String], _ tail: [String]) -> Bool {
    words.count > tail.count && words.suffix(tail.count).elementsEqual(tail)
  }

  /// Of two joins between the keys of two tables, the one to the table that has more rows, or that is named.
  private func withoutMutual(_ joins: [Join], _ tables: [ProfiledTable]) -> [Join] {
    joins.filter { join in
      guard
        let back = joins.first(where: {
          $0.from == join.to && $0.to == join.from && $0.fromColumn == join.toColumn
            && $0.toColumn == join.fromColumn
        })
      else { return true }
      func isNamed(_ table: Int, _ column: Int) -> Bool {
        tables[table].columns[column].words.map(NameWords.singular).starts(with: tables[table].entity)
      }
      let (here, there) = (isNamed(join.to, join.toColumn), isNamed(back.to, back.toColumn))
      if here != there { return here }
      return (tables[join.to].records, -join.to) > (tables[back.to].records, -back.to)
    }
  }
}
