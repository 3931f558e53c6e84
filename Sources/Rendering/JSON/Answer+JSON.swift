package import Domain

extension Answer: JSONWritable {
  /// The body of `POST /v1/chat`. `options` stands in a clarification, `reason` in a refusal, only there.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("conversation_id", conversation)
      json.member("kind", kind.rawValue)
      json.member("answer", text)
      json.member("interpretation", interpretation)
      json.member("table", table)
      json.member("row_count", table?.rows.count ?? 0)
      json.member("truncated", table?.isTruncated ?? false)
      json.member("sql", statement)
      if let rowsBehind { json.member("rows_behind", rowsBehind) }
      json.member("sources", sources)
      json.member("chart", chart)
      json.member("confidence", confidence)
      json.member("as_of", asOf)
      json.member("generation", generation)
      json.member("suggestions", suggestions)
      if kind == .clarification || !options.isEmpty { json.member("options", options) }
      if kind == .noAnswer { json.member("reason", refusal?.rawValue) }
      json.member("llm", model)
      json.member("timings_ms") { write(timings, to: &$0) }
    }
  }

  /// An object of stage and milliseconds, ending with `total`: the stage of that name, else the sum of all. A
  /// stage that was timed twice counts once, with both times.
  private func write(_ timings: [Timing], to json: inout JSONWriter) {
    var order: [String] = []
    var sums: [String: Double] = [:]
    for timing in timings {
      if sums[timing.stage] == nil { order.append(timing.stage) }
      sums[timing.stage, default: 0] += timing.milliseconds
    }
    let total = sums["total"] ?? sums.values.reduce(0, +)
    json.object { json in
      for stage in order where stage != "total" {
        json.member(stage, Self.rounded(sums[stage] ?? 0))
      }
      json.member("total", Self.rounded(total))
    }
  }

  /// To the microsecond.
  private static func rounded(_ milliseconds: Double) -> Double { (milliseconds * 1000).rounded() / 1000 }
}

extension Answer.Source: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", id)
      json.member("title", title)
      json.member("kind", kind)
      json.member("snippet", snippet)
      json.member("score", score)
    }
  }
}

extension Answer.Chart: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("type", kind.rawValue)
      json.member("x", x)
      json.member("y", y)
    }
  }
}

extension Answer.Option: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("label", label)
      json.member("question", question)
    }
  }
}

extension Answer.ModelUse: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("model", model)
      json.member("used", isUsed)
      json.member("note", note)
    }
  }
}
