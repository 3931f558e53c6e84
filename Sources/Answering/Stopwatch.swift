import Domain

/// Milliseconds between laps.
struct Stopwatch {
  private let clock: @Sendable () -> Double
  private let start: Double
  private var last: Double
  private(set) var laps: [Answer.Timing] = []

  init(clock: @escaping @Sendable () -> Double) {
    self.clock = clock
    start = clock()
    last = start
  }

  mutating func lap(_ stage: String) {
    let now = clock()
    laps.append(Answer.Timing(stage: stage, milliseconds: (now - last) * 1000))
    last = now
  }

  /// The laps and the total so far.
  var timings: [Answer.Timing] {
    laps + [Answer.Timing(stage: "total", milliseconds: (clock() - start) * 1000)]
  }
}
