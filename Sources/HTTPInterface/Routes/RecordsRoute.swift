import Rendering

/// `POST /v1/service-records`: one record or an array of them to a verdict each.
enum RecordsRoute {
  static func post(_ call: RouteCall) async throws -> HTTPOutput {
    guard let ingest = call.backend.ingest else { throw HTTPFailure.takesNoRecords }
    let limits = call.limits
    let key = try call.input.header("idempotency-key").map { text throws(HTTPFailure) in
      try Fields.checked(text, field: "header Idempotency-Key", bytes: limits.identifierBytes)
    }
    let bytes = try await call.jsonBytes(limit: limits.recordsBytes)
    let document = try JSONInput.parse(bytes, depth: limits.jsonDepth)
    let elements: [JSONInput] = if case .array(let elements) = document { elements } else { [document] }
    guard (1...limits.records).contains(elements.count) else {
      throw HTTPFailure.invalidField(
        "body", found: "\(elements.count) records", expected: "1 to \(limits.records) records")
    }
    for (index, element) in elements.enumerated() {
      _ = try Fields(element, place: "body[\(index)]")
    }
    let verdicts = try await ingest(JSONLayout.elements(of: bytes), key)
    return .json(RecordVerdicts(verdicts: verdicts), status: 202)
  }
}

/// `{"accepted","duplicate","rejected","records":[{"index","verdict","id","reasons"}]}`.
struct RecordVerdicts: JSONWritable {
  let verdicts: [RecordVerdict]

  func write(to json: inout JSONWriter) {
    json.object { json in
      for kind in [RecordVerdict.Kind.accepted, .duplicate, .rejected] {
        json.member(kind.rawValue, verdicts.count { $0.kind == kind })
      }
      json.member("records") { json in
        json.array { json in
          for (index, verdict) in verdicts.enumerated() {
            json.element { json in
              json.object { json in
                json.member("index", index)
                json.member("verdict", verdict.kind.rawValue)
                json.member("id", verdict.id)
                json.member("reasons", verdict.reasons)
              }
            }
          }
        }
      }
    }
  }
}
