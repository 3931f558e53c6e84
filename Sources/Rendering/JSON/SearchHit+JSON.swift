package import Domain

extension SearchHit: JSONWritable {
  /// `{"id","title","kind","text","score","score_parts"}`; the id is the chunk's: the document's id, `#`, the
  /// ordinal. `score_parts` keeps the order of computing; of parts of one name the last stands.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", chunk.id)
      json.member("title", chunk.title)
      json.member("kind", chunk.kind)
      json.member("text", chunk.text)
      json.member("score", score)
      json.member("score_parts") { json in
        json.object { json in
          for (index, part) in parts.enumerated()
          where !parts[(index + 1)...].contains(where: { $0.name == part.name }) {
            json.member(part.name, part.value)
          }
        }
      }
    }
  }
}

/// The body of `POST /v1/search`: `{"hits":[…]}`, best first.
package struct SearchResults: JSONWritable {
  package let hits: [SearchHit]
  package init(hits: [SearchHit]) { self.hits = hits }

  package func write(to json: inout JSONWriter) {
    json.object { $0.member("hits", hits) }
  }
}
