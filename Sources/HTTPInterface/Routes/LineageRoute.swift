import Domain
import Rendering

/// `GET /v1/datasets/{name}/lineage?key=&generation=`: where a row came from.
enum LineageRoute {
  /// Parts of a key at most.
  private static let mostParts = 16

  /// `key` stands there once for each column of the key, in order, or once with all values joined by "/". A key that
  /// may only read gets no personal fields.
  static func get(_ call: RouteCall) async throws -> HTTPOutput {
    let dataset = call.parameters.first ?? ""
    let key = call.input.query.filter { $0.name == "key" }.map(\.value)
    guard (1...mostParts).contains(key.count),
      key.allSatisfy({ $0.utf8.count <= call.limits.identifierBytes })
    else {
      throw HTTPFailure.invalidField(
        "query key", found: key.isEmpty ? "nothing" : "\(key.count) of them",
        expected: "1 to \(mostParts) values of \(call.limits.identifierBytes) bytes at most")
    }
    let generation = try call.text("generation")
    let lineage = try await call.inSlot {
      try await call.backend.lineage(dataset, key, call.role >= .ingest, generation)
    }
    return .json(lineage)
  }
}
