import Domain

/// Times the stages of one rebuild.
final class StageLog {
  private(set) var stages: [RebuildReport.Stage] = []
  private let world: RebuildSurroundings

  init(_ world: RebuildSurroundings) { self.world = world }

  /// Runs a stage; `count` gives the rows of its result.
  ///
  /// - Throws: what `body` throws; `CancellationError` in place of a stage of a cancelled task.
  func stage<T>(_ name: String, count: (T) -> Int, _ body: () throws -> T) throws -> T {
    try checkCancellation()
    world.progress(RebuildProgress(stage: name, detail: "", fraction: 0))
    let start = world.clock()
    let result = try body()
    stages.append(
      RebuildReport.Stage(name: name, seconds: max(0, world.clock() - start), rows: count(result)))
    return result
  }

  func stage(_ name: String, _ body: () throws -> Int) throws {
    _ = try stage(name, count: { $0 }, body)
  }

  /// Throws when the rebuild is not wanted any more; from any thread.
  var checkCancellation: @Sendable () throws -> Void { world.checkCancellation }

  func progress(_ stage: String, detail: String = "", done: Int, of total: Int) {
    let fraction = total > 0 ? min(1, Double(done) / Double(total)) : 0
    world.progress(RebuildProgress(stage: stage, detail: detail, fraction: fraction))
  }
}
