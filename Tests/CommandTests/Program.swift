import Foundation
import Glibc

/// The built program, run as a person runs it.
struct Program {
  struct Run {
    let status: Int32
    let output: String
    let errors: String
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

  /// Runs a command to its end, or until it is killed after `killedAfter` seconds.
  static func run(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:], killedAfter: Double? = nil
  ) throws -> Run {
    let process = Process()
    process.executableURL = file
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    let base = FileManager.default.temporaryDirectory.appendingPathComponent("output-\(UUID().uuidString)")
      .path
    let (out, err) = (base + ".out", base + ".err")
    defer { for path in [out, err] { try? FileManager.default.removeItem(atPath: path) } }
    for path in [out, err] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: out)
    process.standardError = FileHandle(forWritingAtPath: err)
    try process.run()
    if let killedAfter {
      usleep(UInt32(killedAfter * 1e6))
      kill(process.processIdentifier, SIGKILL)
    }
    process.waitUntilExit()
    func text(_ path: String) -> String {
      String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
    return Run(status: process.terminationStatus, output: text(out), errors: text(err))
  }
}
