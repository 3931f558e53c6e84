import Domain
import Rendering

/// One real customer: the row that sums the person up, the records it rests on, and why they are linked.
enum CustomerRoute {
  /// `GET /v1/customers/{id}`. A key that may only read gets no personal data.
  static func get(_ call: RouteCall) async throws -> HTTPOutput {
    let id = try Fields.checked(
      call.parameters.first ?? "", field: "path id", bytes: call.limits.identifierBytes)
    guard let profile = try await call.backend.assistant.profile(id, call.role >= .ingest) else {
      throw HTTPFailure.noSuchCustomer(id)
    }
    return .json(profile)
  }
}
