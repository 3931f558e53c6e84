import Testing

@testable import Assembly

/// A line of looks, one a tick: each file by the letter of what is in it, "-" where it is not there.
@Suite struct FileSettlingTests {
  /// A moment of a test, in ticks.
  private struct Tick: InstantProtocol {
    typealias Duration = Swift.Duration
    let number: Int64
    func advanced(by duration: Duration) -> Tick { Tick(number: number + duration.components.seconds) }
    func duration(to other: Tick) -> Duration { .seconds(other.number - number) }
    static func < (first: Tick, second: Tick) -> Bool { first.number < second.number }
  }

  @Test(arguments: [
    // A file settles two ticks after its last change; "!" is where a change is told of.
    (["aaaaaa"], "      "), (["abbbbb"], "   !  "), (["-bbbbb"], "   !  "), (["a-----"], "   !  "),
    // What is back to what was taken is no change.
    (["abaaaa"], "      "),
    // One that never settles keeps no other waiting.
    (["abcdef", "aabbbb"], "    ! "),
    // Changes together are told of together, or one after the other as they settle.
    (["abbbbb", "abbbbb"], "   !  "), (["abbbbb", "aabbbb"], "   !! "),
  ]) func aFileIsTakenOnceItHasSettled(files: [String], told: String) {
    func look(_ tick: Int) -> [String: Character] {
      var look: [String: Character] = [:]
      for (number, states) in files.enumerated() {
        let state = Array(states)[tick]
        if state != "-" { look["\(number)"] = state }
      }
      return look
    }
    var settling = FileSettling<Character, Tick>(look(0), settled: .seconds(2))
    let found = told.indices.enumerated().map { tick, _ in
      let now = Tick(number: Int64(tick))
      settling.look(look(tick), at: now)
      return settling.take(at: now) ? "!" : " "
    }
    #expect(found.joined() == told)
    #expect(settling.untaken(look(5)) == (files[0].hasSuffix("f") ? ["0"] : []))
  }
}
