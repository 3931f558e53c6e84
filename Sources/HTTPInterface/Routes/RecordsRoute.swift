import Domain
import Rendering

/// `POST /v1/{route}` of a source that takes records: one, an array of them or JSON Lines, to a verdict each.
enum RecordsRoute {
  static func post(_ call: RouteCall, _ intake: Backend.Intake) async throws -> HTTPOutput {
    let limits = call.limits
    let key = try call.input.header("idempotency-key").map { text throws(HTTPFailure) in
      try Fields.checked(text, field: "header Idempotency-Key", bytes: limits.identifierBytes)
    }
    let (bytes, type) = try await call.bytes(
      limit: limits.recordsBytes, types: [MediaType.json] + MediaType.jsonLines)
    let records = type == MediaType.json ? try elements(bytes, limits) : lines(bytes)
    guard (1...limits.records).contains(records.count) else {
      throw HTTPFailure.invalidField(
        "body", found: "\(records.count) records", expected: "1 to \(limits.records) records")
    }
    return .json(RecordVerdicts(verdicts: try await intake(records, key)), status: 202)
  }

  /// The elements of a JSON document, each of which is an object.
  private static func elements(_ bytes: [UInt8], _ limits: HTTPLimits) throws -> [[UInt8]] {
    let document = try JSONInput.parse(bytes, depth: limits.jsonDepth)
    if case .array(let elements) = document {
      for (index, element) in elements.enumerated() { _ = try Fields(element, place: "body[\(index)]") }
    } else {
      _ = try Fields(document)
    }
    return JSONLayout.elements(of: bytes)
  }

  /// Each line is a record, whatever is in it: what is no JSON is rejected alone.
  private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split { $0 == 0x0A || $0 == 0x0D }.filter { line in line.contains { $0 != 0x20 && $0 != 0x09 } }
      .map(Array.init)
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
