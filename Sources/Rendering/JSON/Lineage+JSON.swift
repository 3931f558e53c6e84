package import Domain

extension Lineage: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("dataset", dataset)
      json.member("source", source)
      json.member("generation", generation)
      json.member("key") { json in
        json.object { json in for part in key { json.member(part.column, part.value) } }
      }
      json.member("in_generation", inGeneration.rawValue)
      json.member("files_unchanged", isUnchanged)
      json.member("changed_files", changedFiles)
      json.member("records", records)
    }
  }
}

extension Lineage.Record: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("file", file)
      json.member("line", line)
      switch fate {
      case .kept: json.member("fate", "kept")
      case .superseded(let reason):
        json.member("fate", "superseded")
        json.member("because", reason)
      case .quarantined(let rule, let reason):
        json.member("fate", "quarantined")
        json.member("rule", rule)
        if !reason.isEmpty { json.member("reason", reason) }
      case .deleted(let rule):
        json.member("fate", "deleted")
        json.member("rule", rule)
      }
      json.member("fields", fields)
    }
  }
}

extension Lineage.Reason: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      switch self {
      case .readLater: json.member("kept_is", "read later")
      case .readEarlier: json.member("kept_is", "read earlier")
      case .larger(let column, let own, let kept), .smaller(let column, let own, let kept):
        if case .larger = self { json.member("kept_is", "larger") } else { json.member("kept_is", "smaller") }
        json.member("column", column)
        json.member("own", own)
        json.member("kept", kept)
      }
    }
  }
}

extension Lineage.Field: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("column", column)
      if isHidden {
        json.member("personal", true)
      } else {
        json.member("raw", raw)
        json.member("read", read)
        json.member("value", value)
      }
      json.member("rule", rule)
      if isUnreadable { json.member("unreadable", true) }
    }
  }
}
