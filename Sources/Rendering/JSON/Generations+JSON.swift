package import Domain

/// The generations that can be asked: `{"generations":[…]}`.
package struct GenerationList: JSONWritable {
  package let generations: [GenerationSummary]

  package init(generations: [GenerationSummary]) { self.generations = generations }

  package func write(to json: inout JSONWriter) {
    json.object { $0.member("generations", generations) }
  }
}

extension GenerationSummary: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("generation", id)
      json.member("label", label)
      json.member("built", built.isEmpty ? nil : built)
      json.member("current", isCurrent)
      json.member("bytes", bytes)
      json.member("sources", sources)
      if let fault { json.member("fault", fault) }
    }
  }
}

extension GenerationChanges: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("from", from)
      json.member("to", to)
      json.member("datasets", datasets)
      if limit > 0 {
        json.member("rows", rows)
        json.member("limit", limit)
      }
    }
  }
}

extension DatasetChanges: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("rows_before", rowsBefore)
      json.member("rows_after", rowsAfter)
      json.member("added", added)
      json.member("removed", removed)
      json.member("changed", changed)
      if !columnsAdded.isEmpty { json.member("columns_added", columnsAdded) }
      if !columnsRemoved.isEmpty { json.member("columns_removed", columnsRemoved) }
      if !columnsRetyped.isEmpty { json.member("columns_retyped", columnsRetyped) }
    }
  }
}

extension RowChange: JSONWritable {
  /// The values of a column that is not shown are left out.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("change", kind.rawValue)
      json.member("key") { json in
        json.object { json in
          for field in key where !field.isHidden { json.member(field.column, field.new) }
        }
      }
      if count > 1 { json.member("rows", count) }
      if kind == .changed { json.member("fields", fields) }
    }
  }
}

extension RowChange.Field: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("column", column)
      if isHidden {
        json.member("personal", true)
      } else {
        json.member("old", old)
        json.member("new", new)
      }
    }
  }
}
