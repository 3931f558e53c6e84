import ArgumentParser
import Foundation
import Logging

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The database file.", valueName: "file"))
  var database = ".pitwall/pitwall.db"

  @Option(help: ArgumentHelp("The folder of the knowledge pack.", valueName: "dir"))
  var knowledge = "knowledge"

  @Option(
    help: ArgumentHelp("What is logged to standard error: trace to critical.", valueName: "level"),
    transform: Self.level)
  var logLevel = Logger.Level.notice

  var databaseURL: URL { URL(fileURLWithPath: database) }
  var knowledgeURL: URL { URL(fileURLWithPath: knowledge, isDirectory: true) }

  private static func level(_ name: String) throws -> Logger.Level {
    if let level = Logger.Level(rawValue: name) { return level }
    let names = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("--log-level: expected one of \(names), found '\(name)'")
  }

  /// A logger to standard error.
  func logger(_ label: String = "pitwall") -> Logger {
    var logger = Logger(label: label) { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = logLevel
    return logger
  }
}
