package import Domain
import Foundation

extension QuarantinedRow: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("source", source)
      json.member("rule", rule)
      json.member("reason", reason)
      json.member("file", file)
      json.member("line", line)
      json.member("raw", rawText)
      // Text cannot carry bytes that are not UTF-8.
      if String(validating: raw, as: UTF8.self) == nil {
        json.member("raw_base64", Data(raw).base64EncodedString())
      }
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

/// How many rows were rejected: `{"counts":[{"source","rule","rows"}]}`.
package struct QuarantineCounts: JSONWritable {
  package let counts: [QuarantineCount]

  package init(counts: [QuarantineCount]) { self.counts = counts }

  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("counts") { json in
        json.array { json in
          for count in counts {
            json.element { json in
              json.object { json in
                json.member("source", count.source)
                json.member("rule", count.rule)
                json.member("rows", count.rows)
              }
            }
          }
        }
      }
    }
  }
}
