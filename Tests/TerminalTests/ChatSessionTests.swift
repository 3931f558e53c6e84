import Domain
import Foundation
import Rendering
import Synchronization
import Terminal
import Testing

private let table = ResultTable(
  columns: [
    ResultColumn(name: "dealer", label: "Dealer", kind: .text),
    ResultColumn(name: "n", label: "Orders", kind: .integer),
  ], rows: [[.text("North"), .integer(1)], [.text("South"), .integer(2)]])

/// What a session wrote, and what the assistant was asked.
private final class Transcript: Sendable {
  let written = Mutex("")
  let asked = Mutex<[String]>([])
  let lines: Mutex<[String]>
  let interrupt = Mutex<(@Sendable () -> Void)?>(nil)
  init(_ lines: [String]) { self.lines = Mutex(lines) }
}

private func assistant(_ transcript: Transcript) -> AssistantInterface {
  AssistantInterface(
    answer: { question, event in
      transcript.asked.withLock { $0.append("\(question.conversation ?? "-"): \(question.text)") }
      await event(.interpretation("read: \(question.text)"))
      var answer: Answer
      switch question.text {
      case "unclear":
        answer = Answer(
          kind: .clarification, text: "Which one?",
          options: [
            Answer.Option(label: "all of them", question: "orders of all"),
            Answer.Option(label: "north", question: "orders of north"),
          ])
      case "unknown":
        answer = Answer(kind: .noAnswer, text: "Not in the data.", suggestions: ["orders by dealer"])
      case "broken": throw PackError(file: "x.db", place: "rows", found: "none", expected: "some")
      case "endless":
        await event(.table(table))
        await event(.text("half a word"))
        transcript.interrupt.withLock { $0 }?()
        try await Task.sleep(for: .seconds(600))
        answer = Answer(kind: .answer, text: "never")
      default:
        await event(.table(table))
        for piece in ["**Two** ", "deal", "ers."] { await event(.text(piece)) }
        answer = Answer(
          kind: .answer, text: "**Two** dealers.", table: table,
          statement: SQLStatement(text: "SELECT ?", parameters: [.text("x")], columns: []),
          sources: [Answer.Source(id: "a/b", title: "On dealers", kind: "a", snippet: "Snip.", score: 0.5)],
          chart: Answer.Chart(kind: .bar, x: "dealer", y: ["n"]))
      }
      (answer.conversation, answer.generation, answer.asOf) = ("c1", "g1", "2024-12-31")
      return answer
    },
    search: { _, _, _ in [] }, explain: { Explanation("question", $0.text) },
    status: {
      Status(
        generation: "g1", built: "1970-01-01T00:00:00Z", sources: [], datasets: [("orders", 12_345)],
        documents: 3,
        chunks: 4, embedder: EmbedderIdentity(name: "hashing", version: "1", dimension: 8), databaseBytes: 1)
    },
    quarantine: { _, _, _ in [] },
    rows: { answer, row, limit in
      guard let table = answer.table else { throw RowsBehindError.noQuery }
      if let row, row > 2 { throw RowsBehindError.noSuchRow(row, rows: 2) }
      let rows = ResultTable(columns: table.columns, rows: Array(table.rows.prefix(1)))
      let statement = SQLStatement(text: "SELECT 1", parameters: [], columns: [])
      return RowsBehind(total: 1_234, table: rows, statement: statement, noun: "orders", row: row)
    }, completions: { prefix, _ in [prefix + "!"] },
    forget: { conversation in transcript.asked.withLock { $0.append("forget \(conversation)") } })
}

/// Runs a session over `lines`.
private func chat(
  _ lines: [String], isInteractive: Bool = false, patience: Duration = .seconds(600), home: String? = nil
) async -> (text: String, asked: [String], isGood: Bool) {
  let transcript = Transcript(lines)
  let session = ChatSession(
    assistant: assistant(transcript),
    surroundings: ChatSession.Surroundings(
      readLine: { _ in transcript.lines.withLock { $0.isEmpty ? nil : $0.removeFirst() } },
      write: { text in transcript.written.withLock { $0 += text } },
      onInterrupt: { action in
        transcript.interrupt.withLock { $0 = action }
        return {}
      }, style: { .plain(width: 60) }, now: { 7200 }, home: home),
    asOf: nil, examples: ["orders by dealer"], isInteractive: isInteractive, patience: patience)
  let isGood = await session.run()
  return (transcript.written.withLock { $0 }, transcript.asked.withLock { $0 }, isGood)
}

@Test func anAnswerIsDrawnAsOne() async {
  let outcome = await chat(["orders by dealer"])
  #expect(
    outcome.text.hasPrefix(
      """
      read: orders by dealer
      Two dealers.

      Dealer  Orders
      ──────  ──────
      North        1  ████████████████████
      South        2  ████████████████████████████████████████

      Sources:
        1  On dealers · a/b

      as of 2024-12-31 · data 2 hours old

      """))
  #expect(outcome.isGood)
}

@Test func rowsBehindTheLastAnswerAreShown() async {
  let outcome = await chat(["orders by dealer", "/rows", "/rows 2"])
  #expect(outcome.isGood)
  for head in ["behind the answer", "behind row 2 of the table"] {
    #expect(
      outcome.text.contains(
        """
        1,234 rows (orders) \(head); the first 1
        Dealer  Orders
        ──────  ──────
        North        1

        """))
  }
  for (lines, words) in [
    (["/rows"], "/rows: nothing was asked yet"),
    (["orders", "/rows 3"], "expected a row of the answer's table, 1 to 2"),
    (["unknown", "/rows"], "documents"),
  ] {
    let outcome = await chat(lines)
    #expect(!outcome.isGood && outcome.text.contains(words))
  }
}

@Test func aSlowAnswerIsDrawnAsItComes() async {
  let text = await chat(["endless"], patience: .zero).text
  #expect(text.hasPrefix("read: endless\n") && text.contains("stopped\n") && !text.contains("never"))
}

@Test func aNumberAsksTheChoice() async {
  let outcome = await chat(["unclear", "2", "unknown", "1", "1"])
  #expect(
    outcome.asked == [
      "-: unclear", "c1: orders of north", "c1: unknown", "c1: orders by dealer", "c1: 1",
    ])
  #expect(outcome.text.contains("  1  all of them\n  2  north\n"))
}

@Test func commandsSpeakOfTheLastAnswer() async {
  let before = await chat(["/sql", "/sources", "/explain", "/export x.csv"])
  #expect(before.text.contains("nothing was asked yet") && !before.isGood)
  let after = await chat(["orders", "/sql", "/sources", "/explain", "/new", "/sql", "again"])
  #expect(after.text.contains("SELECT ?\n?1  'x'\n") && after.text.contains("score 0.50\n     Snip.\n"))
  #expect(after.text.contains("question  orders\n"))
  #expect(after.asked == ["-: orders", "forget c1", "-: again"])
}

@Test func aFailureIsOneLineAndTheSessionGoesOn() async {
  let outcome = await chat(["broken", "orders"])
  #expect(
    outcome.text.contains("x.db: rows: expected some, found 'none'\n")
      && outcome.text.contains("Two dealers."))
  #expect(!outcome.isGood)
}

@Test func aPersonIsWelcomed() async {
  let text = await chat(["/quit"], isInteractive: true).text
  #expect(text.hasPrefix("pitwall · generation g1 · 2 hours old\nIt knows 12,345 orders, 3 documents.\n"))
  #expect(text.contains("  1  orders by dealer\n"))
}

@Test func exportsByExtensionAndKeepsWhatIsThere() async throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "chat-export-\(UInt64.random(in: 0 ... .max))"
  ).path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: "\(folder)/\(name)").map { String(decoding: $0, as: UTF8.self) }
  }
  let outcome = await chat(
    ["orders", "/export \(folder)/a.csv", "/export ~/a.json", "/export ~/a.JSONL", "/export ~/a.md"],
    home: folder)
  #expect(outcome.isGood && outcome.text.contains("/a.csv, 2 rows\n"))
  #expect(read("a.csv") == "dealer,n\r\nNorth,1\r\nSouth,2\r\n")
  #expect(read("a.json") == "[{\"dealer\":\"North\",\"n\":1},\n {\"dealer\":\"South\",\"n\":2}]\n")
  #expect(read("a.JSONL") == "{\"dealer\":\"North\",\"n\":1}\n{\"dealer\":\"South\",\"n\":2}\n")
  #expect(read("a.md")?.contains("| South | 2 |") == true)
  let again = await chat(
    [
      "orders", "/export ~/a.csv", "/export! ~/a.csv", "/export ~/a.xls", "/export ~/no/a.csv", "unknown",
      "/export ~/b.csv",
    ],
    home: folder)
  #expect(
    again.text.contains("~/a.csv: exists; /export! replaces it\n") || again.text.contains("/a.csv: exists"))
  #expect(
    again.text.contains("wrote ~/a.csv")
      && again.text.contains("expected an extension of .csv, .json, .jsonl, .md"))
  #expect(again.text.contains("No such file") && again.text.contains("has no table; .md takes its text"))
}

@Test(arguments: [
  ("/so", ["/sources"]), ("/ex", ["/explain", "/export"]), ("nor", ["nor!"]), ("/nothing", []),
])
func completesCommandsAndNames(prefix: String, expected: [String]) async {
  #expect(await ChatSession.completions(of: assistant(Transcript([])))(prefix) == expected)
}

@Test func historyFileIsPrivateAndAppended() throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "chat-history-\(UInt64.random(in: 0 ... .max))"
  ).path
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let file = HistoryFile(path: "\(folder)/history")
  #expect(file.load().lines.isEmpty)
  file.append("first")
  file.append("zweite Größe")
  #expect(file.load().lines == ["first", "zweite Größe"])
  let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
  #expect(mode == 0o600)
  for index in 0..<(2 * History.longest) { file.append("line \(index)") }
  #expect(file.load().lines.count == History.longest)
  #expect(FileManager.default.contents(atPath: file.path)?.split(separator: 0x0A).count == History.longest)
}
