package import Domain

extension Status: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("generation", generation)
      json.member("built", built)
      json.member("sources", sources)
      json.member("datasets") { json in
        json.array { json in
          for dataset in datasets {
            json.element { json in
              json.object { json in
                json.member("name", dataset.name)
                json.member("rows", dataset.rows)
              }
            }
          }
        }
      }
      json.member("documents", documents)
      json.member("chunks", chunks)
      json.member("embedder", embedder)
      json.member("database_bytes", databaseBytes)
      json.member("settled", isSettled)
      json.member("waiting", waiting)
    }
  }
}

extension Status.Source: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      count.writeMembers(to: &json)
      json.member("newest", newest)
      json.member("modified", modified)
    }
  }
}

extension EmbedderIdentity: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("version", version)
      json.member("dimension", dimension)
    }
  }
}
