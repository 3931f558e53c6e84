import Foundation

/// Rebuilds again and again, as files change.
package struct RebuildWatch: Sendable {
  /// Time between two looks at the files.
  package static let interval = Duration.seconds(1)

  private let request: RebuildRequest
  private let world: RebuildSurroundings
  private let sleep: @Sendable (Duration) async throws -> Void

  package init(
    _ request: RebuildRequest, _ world: RebuildSurroundings,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    (self.request, self.world, self.sleep) = (request, world, sleep)
  }

  /// Builds, then looks once an interval; files that changed and then stayed the same for two looks are built.
  /// Each ending goes to `report`; one that failed is no reason to stop. Goes on until `sleep` throws.
  package func run(_ report: (Result<RebuildOutcome, any Error>) -> Void) async throws {
    var built = look()
    report(build(request))
    var again = request
    again.isFull = false
    var last = built
    while true {
      try await sleep(Self.interval)
      let now = look()
      if now != built, now == last {
        built = now
        report(build(again))
      }
      last = now
    }
  }

  private func build(_ request: RebuildRequest) -> Result<RebuildOutcome, any Error> {
    Result { try RebuildPipeline(request, world).run() }
  }

  /// Nil while a file cannot be read.
  private func look() -> InputFingerprints? {
    try? InputFingerprints(pack: request.knowledge, folders: request.folders)
  }
}
