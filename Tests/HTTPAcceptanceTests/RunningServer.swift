import Foundation
import Glibc

/// `pitwall serve` on a port that the system chose.
struct RunningServer {
  let process: Process
  let port: Int
  private let errors: URL

  init(_ business: SmallBusiness, _ arguments: [String] = []) throws {
    let base = business.folder.appendingPathComponent("serve-\(UUID().uuidString)").path
    errors = URL(fileURLWithPath: base + ".err")
    process = try Program.start(
      ["serve", "--port", "0", "--prompts", SmallBusiness.root.appendingPathComponent("prompts").path]
        + arguments + business.common, output: URL(fileURLWithPath: base + ".out"), errors: errors)
    let deadline = ContinuousClock.now + .seconds(Program.longestRun)
    while true {
      let said = Program.text(errors)
      if let line = said.split(separator: "\n").first(where: { $0.hasPrefix("listening on http://") }),
        said.hasSuffix("\n"), let port = line.split(separator: ":").last.flatMap({ Int($0) })
      {
        self.port = port
        return
      }
      guard process.isRunning, ContinuousClock.now < deadline else {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        throw Program.Failure(description: "serve: expected to listen, found: \(said)")
      }
      usleep(10_000)
    }
  }

  /// Asks the process to end and waits; its exit code, or minus the signal that ended it.
  func end() throws -> Int32 {
    process.terminate()
    return try ended()
  }

  func ended() throws -> Int32 {
    try Program.wait(for: process, "serve after SIGTERM")
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }

  /// For a test that failed: nothing is left running.
  func kill9() {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }
}
