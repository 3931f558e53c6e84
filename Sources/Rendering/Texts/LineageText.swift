package import Domain

/// Where a row came from as terminal text: a line for each record of its key, then what became of its fields.
package enum LineageText {
  package static func text(_ lineage: Lineage, style: Style) -> String {
    let key = lineage.key.map { "\($0.column) \($0.value)" }.joined(separator: ", ")
    let head = "\(lineage.dataset): \(key)"
    var lines = DisplayWidth.wrap(DisplayWidth.printable(head), to: style.width).map {
      style.paint($0, .strong)
    }
    let from = lineage.dataset == lineage.source ? "" : ", in the records of \(lineage.source)"
    lines.append("generation \(lineage.generation)\(from): \(presence(lineage))")
    if !lineage.isUnchanged {
      let files =
        lineage.changedFiles.isEmpty
        ? "its declaration, or what it refers to" : lineage.changedFiles.joined(separator: ", ")
      let words =
        "changed since that generation: \(files); what follows is how the files are now, a rebuild takes them up"
      lines += DisplayWidth.wrap(DisplayWidth.printable(words), to: style.width).map {
        style.paint($0, .failure)
      }
    }
    for record in lineage.records {
      lines += ["", style.paint(DisplayWidth.printable("\(record.file):\(record.line)"), .strong)]
      let fate = DisplayWidth.printable(words(record.fate, lineage))
      lines += DisplayWidth.wrap(fate, to: style.width - 2).map { "  " + $0 }
      let repaired = record.fields.filter(\.isRepaired)
      if record.fate == .kept, !record.fields.isEmpty {
        lines += AlignedTable(table(record.fields), style: style).lines.map { "  " + $0 }
      } else {
        for field in repaired {
          let text = DisplayWidth.printable("\(field.column): \(how(field))")
          lines += DisplayWidth.wrap(text, to: style.width - 2).map { "  " + $0 }
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func presence(_ lineage: Lineage) -> String {
    switch lineage.inGeneration {
    case .same: "it has the row that is kept below"
    case .different: "it has another row than the files make"
    case .absent: "it has no such row"
    }
  }

  private static func words(_ fate: Lineage.Fate, _ lineage: Lineage) -> String {
    switch fate {
    case .kept: return "kept: this is the row"
    case .superseded(.readLater): return "superseded: a record of the same key was read later"
    case .superseded(.readEarlier):
      return "superseded: the record of the same key that was read first is kept"
    case .superseded(.larger(let column, let own, let kept)):
      return "superseded: the largest \(column) is kept" + pair(own, kept)
    case .superseded(.smaller(let column, let own, let kept)):
      return "superseded: the smallest \(column) is kept" + pair(own, kept)
    case .quarantined(let rule, let reason):
      return "quarantined by \(rule)\(reason.isEmpty ? "" : ": \(reason)"); "
        + "pitwall quarantine --source \(lineage.source) --rule \(rule)"
    case .deleted(let rule): return "deleted on request, by \(rule); nothing of it is kept or shown"
    }
  }

  private static func pair(_ own: Value, _ kept: Value) -> String {
    own.isNull && kept.isNull ? "" : "; \(shown(own)) here, \(shown(kept)) there"
  }

  private static func how(_ field: Lineage.Field) -> String {
    let by = field.rule.map { "repaired by \($0)" } ?? "unreadable, so left out"
    if field.isHidden { return "(personal) \(by)" }
    return "\(field.raw.map { "'\($0)'" } ?? "nothing") → \(shown(field.value)), \(by)"
  }

  private static func table(_ fields: [Lineage.Field]) -> ResultTable {
    ResultTable(
      columns: ["column", "in the file", "as read", "in the row", "rule"].map {
        ResultColumn(name: $0, label: $0, kind: .text)
      },
      rows: fields.map { field in
        let rule = field.rule ?? (field.isUnreadable ? "unreadable" : "")
        let values =
          field.isHidden
          ? ["(personal)", "(personal)", "(personal)"]
          : [field.raw ?? "–", shown(field.read), shown(field.value)]
        return ([field.column] + values + [rule]).map { .text($0) }
      })
  }

  private static func shown(_ value: Value) -> String { value.isNull ? "–" : value.description }
}
