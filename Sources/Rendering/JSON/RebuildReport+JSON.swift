package import Domain

extension RebuildReport: JSONWritable {
  /// What `rebuild --json` prints: `{"generation","sources","documents","seconds","stages"}`, and `"settled"` and
  /// `"waiting"` where they are not true and empty.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("generation", generation)
      json.member("sources", sources)
      json.member("documents", documents)
      json.member("seconds", seconds)
      json.member("stages", stages)
      if !isSettled { json.member("settled", false) }
      if !waiting.isEmpty { json.member("waiting", waiting) }
    }
  }
}

extension SourceCount: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { writeMembers(to: &$0) }
  }

  /// The members alone, into an object that is being written.
  func writeMembers(to json: inout JSONWriter) {
    json.member("name", name)
    json.member("read", read)
    json.member("kept", kept)
    json.member("superseded", superseded)
    json.member("quarantined", quarantined)
    json.member("repaired", repaired)
  }
}

extension RebuildReport.Documents: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("total", total)
      json.member("added", added)
      json.member("changed", changed)
      json.member("removed", removed)
    }
  }
}

extension RebuildReport.Stage: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("seconds", seconds)
      json.member("rows", rows)
    }
  }
}
