import Foundation
import Testing

let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

func scratch() throws -> URL {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("command-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}

@Suite(.enabled(if: Program.file != nil, "the program is not built beside the tests"))
struct CommandTests {
  /// Arguments that are wrong usage, and a word of the one line that says so.
  @Test(
    arguments: [
      (["reboild"], "reboild"), (["rebuild", "--fast"], "--fast"), (["export"], "dataset"),
      (["export", "x", "--format", "xml"], "xml"), (["export", "x", "--where", "a"], "column=value"),
      (["ask"], "question"), (["ask", " "], "words"), (["ask", "x", "--as-of", "yesterday"], "YYYY-MM-DD"),
      (["search", "x", "--top", "0"], "1 to 1000"), (["serve", "--port", "70000"], "65535"),
      (["serve", "--llm-url", "http://127.0.0.1"], "--llm-model"),
      (["status", "--log-level", "loud"], "loud"),
      (["generate", "--orders", "many", "--seed", "1", "--output", "x"], "many"),
      (["evaluate", "x", "--at-least", "2"], "0 to 1"),
      (["quarantine", "--format", "csv", "--json"], "--json"), (["rebuild", "--keep", "2000"], "0 to 1000"),
      (["generations", "compare"], "from"), (["lineage", "x"], "key"),
      (["ask", "x", "--rows", "--limit", "0"], "1 to 1000"), (["ask", "x", "--rows-of", "0"], "1 or more"),
    ] as [([String], String)])
  func wrongUsageIs64(arguments: [String], word: String) throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Program.run(arguments, in: folder)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("pitwall: ") && run.errors.contains(word))
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  /// Commands that cannot be done here, and a word of the one line that says why.
  @Test(
    arguments: [
      (["status"], ".pitwall/pitwall.db"), (["ask", "how many?"], "rebuild"), (["rebuild"], "--knowledge"),
      (["export", "x"], "no database"), (["generations"], "no database"),
      (["lineage", "x", "1"], "no database"),
      (["ask", "x", "--generation", "yesterday"], "no database"),
      (["serve", "--port", "0"], "no database"),
      (["evaluate-retrieval", "nowhere"], "corpus.jsonl"), (["evaluate", "nowhere.jsonl"], "nowhere.jsonl"),
      (["generate", "--orders", "1", "--seed", "1", "--output", "x"], "generate.yaml"),
    ] as [([String], String)])
  func failureIs1(arguments: [String], word: String) throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Program.run(arguments, in: folder)
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("pitwall: ") && run.errors.contains(word))
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent(".pitwall").path))
  }

  @Test func helpGoesToStandardOutput() throws {
    let run = try Program.run(["--help"], in: root)
    #expect(run.status == 0 && run.errors.isEmpty)
    for command in ["rebuild", "chat", "ask", "search", "explain", "serve", "quarantine", "status", "export"]
    {
      #expect(run.output.contains(command))
    }
  }

  /// One build of the shipped pack, and what the commands say of it.
  @Test func theShippedPackIsBuiltAndAnswers() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let common = ["--database", folder.appendingPathComponent("p.db").path]
    func json(_ arguments: [String]) throws -> [String: Any] {
      let run = try Program.run(arguments + common + ["--json"], in: root)
      #expect(run.status == 0, "\(run.errors)")
      let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
      return try #require(value as? [String: Any])
    }
    let report = try json(["rebuild"])
    #expect(Set(report.keys) == ["generation", "sources", "documents", "seconds", "stages"])
    let again = try json(["rebuild"])
    #expect(again["generation"] as? String == report["generation"] as? String)
    let status = try json(["status"])
    #expect(status["generation"] as? String == report["generation"] as? String)
    let datasets = try #require(status["datasets"] as? [[String: Any]])
    let dataset = try #require(datasets.first { ($0["rows"] as? Int ?? 0) > 0 })
    let name = try #require(dataset["name"] as? String)
    let export = try Program.run(["export", name, "--format", "jsonl"] + common, in: root)
    #expect(export.status == 0 && export.output.split(separator: "\n").count == dataset["rows"] as? Int)
    let unknown = try Program.run(["export", name + "x"] + common, in: root)
    #expect(unknown.status == 1 && unknown.errors.contains("did you mean '\(name)'?"))
    let answer = try json(["ask", "how many of everything are there"])
    #expect(
      Set(["kind", "answer", "interpretation", "table", "sql", "sources", "timings_ms"]).isSubset(
        of: answer.keys))
    // The only generation is the one in place, and differs from itself in nothing.
    let generation = try #require(report["generation"] as? String)
    let known = try #require(json(["generations"])["generations"] as? [[String: Any]])
    #expect(known.map { $0["generation"] as? String } == [generation])
    let changes = try #require(
      json(["generations", "compare", generation])["datasets"] as? [[String: Any]])
    #expect(
      changes.count > 10 && changes.allSatisfy { $0["added"] as? Int == 0 && $0["removed"] as? Int == 0 })
    #expect(try json(["status", "--generation", "current"])["generation"] as? String == generation)
    let nothing = try Program.run(["ask", "x", "--generation", "curent"] + common, in: root)
    #expect(nothing.status == 1 && nothing.errors.contains("did you mean 'current'?"))
    // A number, the rows it was made of, and where one of them came from.
    let counted = try json(["ask", "how many orders are there", "--rows", "--limit", "1"])
    let behind = try #require(counted["rows_behind"] as? [String: Any])
    let table = try #require(counted["table"] as? [String: Any])
    #expect((table["rows"] as? [[Int]])?.first?.first == behind["total"] as? Int)
    let orders = try Program.run(["export", "orders", "--format", "jsonl"] + common, in: root).output
    let line = try #require(orders.split(separator: "\n").first)
    let order = try #require(
      JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])["order_id"]
    let lineage = try json(["lineage", "orders", "\(order ?? "")"])
    #expect(lineage["in_generation"] as? String == "same" && lineage["files_unchanged"] as? Bool == true)
    let rejected = try json(["quarantine"])
    for (arguments, start) in [
      (["--format", "csv"], "source,rule,reason,file,line,raw\r\n"), (["--format", "jsonl"], ""),
      (["--count"], ""),
    ] {
      let run = try Program.run(["quarantine"] + arguments + common, in: root)
      #expect(run.status == 0 && run.output.hasPrefix(start))
    }
    let strict = try Program.run(["rebuild", "--strict"] + common, in: root)
    #expect(strict.status == ((rejected["rows"] as? [Any])?.isEmpty == true ? 0 : 1))
    let dry = try Program.run(["rebuild", "--dry-run", "--full"] + common, in: root)
    #expect(dry.status == 0 && dry.output.contains("nothing was written"))
  }
}
