package import Domain

extension RowsBehind: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("row", row)
      json.member("total", total)
      json.member("table", table)
      json.member("truncated", table.isTruncated)
      json.member("sql", statement)
    }
  }
}
