package import Domain

extension PackSummary: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("pack", pack)
      json.member("tables", tables)
      json.member("joins", joins)
      json.member("measures", measures)
      json.member("examples", examples)
      json.member("left_out", notes)
    }
  }
}

extension PackSummary.Table: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("entity", entity)
      json.member("files", files)
      json.member("rows", rows)
      json.member("key", key)
      json.member("label", label)
      json.member("time", time)
      json.member("documents", isDocumented)
      json.member("columns", columns)
    }
  }
}

extension PackSummary.Column: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("from", from)
      json.member("type", type)
      json.member("unit", unit)
      json.member("personal", isPersonal)
      json.member("misfits", misfits)
      json.member("evidence", evidence)
      json.member("confidence", confidence)
    }
  }
}

extension PackSummary.Finding: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("what", text)
      json.member("evidence", evidence)
    }
  }
}
