import Foundation
import Glibc

/// The built program, run as a person runs it.
enum Program {
  /// Seconds that a command may take before it is killed.
  static let longestRun = 600.0

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Beside the tests; nil when it was not built.
  static let file: URL? = {
    var folder = Bundle.main.executableURL?.deletingLastPathComponent()
    while let next = folder, next.path != "/" {
      let file = next.appendingPathComponent("pitwall")
      if FileManager.default.isExecutableFile(atPath: file.path), !file.hasDirectoryPath { return file }
      folder = next.deletingLastPathComponent()
    }
    return nil
  }()

  /// Starts a command; what it writes goes to the files `output` and `errors`.
  static func start(_ arguments: [String], output: URL, errors: URL) throws -> Process {
    let process = Process()
    process.executableURL = file
    process.arguments = arguments
    for file in [output, errors] {
      guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
        throw Failure(description: "\(file.path): cannot be made")
      }
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    return process
  }

  /// Waits for the end of a process; kills it when it takes longer than `longestRun`.
  static func wait(for process: Process, _ what: String) throws {
    let deadline = ContinuousClock.now + .seconds(longestRun)
    while process.isRunning {
      guard ContinuousClock.now < deadline else {
        kill(process.processIdentifier, SIGKILL)
        throw Failure(description: "\(what): expected an end within \(longestRun) s, found none")
      }
      usleep(5_000)
    }
  }

  static func text(_ file: URL) -> String {
    String(decoding: FileManager.default.contents(atPath: file.path) ?? Data(), as: UTF8.self)
  }
}
