import Domain
import Rendering

/// `POST /v1/search`: a text to ranked chunks.
enum SearchRoute {
  /// Hits where `top_k` is absent.
  static let standardHits = 10

  static func post(_ call: RouteCall) async throws -> HTTPOutput {
    let fields = try await call.fields()
    let query = try fields.text("query", bytes: Question.longest)
    let top = try fields.integer("top_k", in: 1...call.limits.hits) ?? standardHits
    let kinds = try fields.texts("kinds", count: call.limits.kinds, bytes: call.limits.identifierBytes)
    let hits = try await call.inSlot { try await call.backend.assistant.search(query, top, kinds) }
    return .json(SearchResults(hits: hits))
  }
}
