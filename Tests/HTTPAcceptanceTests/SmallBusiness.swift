import Foundation
import Glibc
import Testing

/// A copy of the shipped pack with little data, and the database that is made of it, in a folder of its own.
struct SmallBusiness {
  /// Lines of each data file that are kept.
  static let linesKept = 8
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  let folder: URL
  var database: URL { folder.appendingPathComponent("db/p.db") }
  private var knowledge: URL { folder.appendingPathComponent("knowledge") }
  var common: [String] { ["--database", database.path, "--knowledge", knowledge.path] }

  init() throws {
    let files = FileManager.default
    folder = files.temporaryDirectory.appendingPathComponent("acceptance-\(UUID().uuidString)")
    try files.createDirectory(at: folder.appendingPathComponent("db"), withIntermediateDirectories: true)
    let pack = Self.root.appendingPathComponent("knowledge").resolvingSymlinksInPath()
    try files.copyItem(at: pack, to: knowledge)
    for file in try dataFiles() {
      let lines = Program.text(file).split(separator: "\n", omittingEmptySubsequences: false)
      if lines.count > Self.linesKept {
        try Data((lines.prefix(Self.linesKept).joined(separator: "\n") + "\n").utf8).write(to: file)
      }
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  private func dataFiles() throws -> [URL] {
    let data = knowledge.appendingPathComponent("data")
    let names = try #require(FileManager.default.enumerator(atPath: data.path)).compactMap { $0 as? String }
    return names.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".jsonl") }.sorted()
      .map { data.appendingPathComponent($0) }
  }

  /// Takes the last line off a data file, so that a rebuild finds something new.
  func changeData() throws {
    let file = try #require(try dataFiles().first)
    let lines = Program.text(file).split(separator: "\n")
    try Data((lines.dropLast().joined(separator: "\n") + "\n").utf8).write(to: file)
  }

  /// Where files of the pack's data are.
  var data: URL { knowledge.appendingPathComponent("data") }

  /// Starts a full rebuild.
  func startRebuild() throws -> (process: Process, output: URL, errors: URL) {
    let base = folder.appendingPathComponent("rebuild-\(UUID().uuidString)").path
    let (output, errors) = (URL(fileURLWithPath: base + ".out"), URL(fileURLWithPath: base + ".err"))
    let process = try Program.start(
      ["rebuild", "--full", "--json"] + common, output: output, errors: errors)
    return (process, output, errors)
  }

  /// What tells the file of the database from one put in its place.
  func fileNumber() throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: database.path)
    return try #require(attributes[.systemFileNumber] as? Int)
  }

  /// The generation of the database.
  func generation() throws -> String {
    let base = folder.appendingPathComponent("status-\(UUID().uuidString)").path
    let output = URL(fileURLWithPath: base + ".out")
    let process = try Program.start(
      ["status", "--json"] + common, output: output, errors: URL(fileURLWithPath: base + ".err"))
    try Program.wait(for: process, "status")
    return try #require(JSONText.object(Program.text(output))["generation"] as? String)
  }

  /// Rebuilds in full; the generation made. Waits for a new second first: a generation is named by the second
  /// in which it was begun.
  func rebuild() throws -> String {
    let second = time(nil)
    while time(nil) == second { usleep(5_000) }
    let run = try startRebuild()
    try Program.wait(for: run.process, "rebuild")
    guard run.process.terminationStatus == 0 else {
      throw Program.Failure(description: Program.text(run.errors))
    }
    return try #require(JSONText.object(Program.text(run.output))["generation"] as? String)
  }

  /// What stands beside the database, without the lock, which stays, and three former generations at most.
  func leftovers() throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: database.deletingLastPathComponent().path)
    let former =
      (try? FileManager.default.contentsOfDirectory(atPath: database.path + ".generations"))?.sorted() ?? []
    return names.filter {
      !["p.db", "p.db.lock", "p.db.conversations", "p.db.generations"].contains($0)
    }.sorted() + former.dropFirst(3)
  }
}

enum JSONText {
  static func object(_ text: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [String: Any])
  }
}
