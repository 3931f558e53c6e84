package import Domain

extension QuarantinedRow: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("source", source)
      json.member("rule", rule)
      json.member("reason", reason)
      json.member("file", file)
      json.member("line", line)
      json.member("raw", raw)
    }
  }
}

/// A page of rejected rows: `{"rows":[…],"offset","limit"}`.
package struct QuarantinePage: JSONWritable {
  package let rows: [QuarantinedRow]
  package let offset: Int
  package let limit: Int

  package init(rows: [QuarantinedRow], offset: Int, limit: Int) {
    (self.rows, self.offset, self.limit) = (rows, offset, limit)
  }

  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("rows", rows)
      json.member("offset", offset)
      json.member("limit", limit)
    }
  }
}
