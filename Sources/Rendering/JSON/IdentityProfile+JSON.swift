package import Domain

extension IdentityProfile: JSONWritable {
  /// The row's columns as members, then `sources` (the records) and `links` with their evidence.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", id)
      for (column, cell) in zip(columns, row) where column.name != "id" {
        json.member(column.name) { column.write(cell, to: &$0) }
      }
      json.member("sources") { json in
        json.array { json in
          for record in records { json.element { Self.write(recordColumns, record, to: &$0) } }
        }
      }
      json.member("links") { json in
        json.array { json in
          for link in links { json.element { write(link, to: &$0) } }
        }
      }
    }
  }

  private func write(_ link: Link, to json: inout JSONWriter) {
    json.object { json in
      json.member("first") { Self.write(keyColumns, link.first, to: &$0) }
      json.member("second") { Self.write(keyColumns, link.second, to: &$0) }
      json.member("decided_by_hand", link.weight == nil)
      json.member("weight", link.weight)
      json.member("threshold", link.threshold)
      json.member("score", link.score)
      json.member("evidence", link.evidence)
    }
  }

  private static func write(_ columns: [ResultColumn], _ row: [Value], to json: inout JSONWriter) {
    json.object { json in
      for (column, cell) in zip(columns, row) { json.member(column.name) { column.write(cell, to: &$0) } }
    }
  }
}

extension IdentityProfile.Evidence: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("comparison", comparison)
      json.member("level", level)
      json.member("weight", weight)
      json.member("values", values)
    }
  }
}

extension IdentityProfile.Compared: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("column", column)
      json.member("first", first)
      json.member("second", second)
    }
  }
}
