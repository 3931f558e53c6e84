import Domain
import Terminal
import Testing

@Test(
  arguments: [
    ("", .nothing), ("   ", .nothing), (" total by month ", .question("total by month")), ("/help", .help),
    ("/SQL ", .sql), ("/sources", .sources), ("/new", .new), ("/quit", .quit), ("exit", .quit),
    ("Quit", .quit),
    ("/explain", .explain(nil)), ("/explain why this", .explain("why this")), ("2", .choice(2)),
    ("4", .mistake("4: expected a number from 1 to 3, or a question")), ("2 parts", .question("2 parts")),
    ("/export a b.csv", .export(path: "a b.csv", overwrites: false)),
    ("/export! a.md", .export(path: "a.md", overwrites: true)),
    ("/export a.md !", .export(path: "a.md", overwrites: true)),
    ("/export \"a b.csv\"", .export(path: "a b.csv", overwrites: false)),
    ("/rows", .rows(nil)), ("/rows 2", .rows(2)), ("/rows  12 ", .rows(12)),
    ("/rows two", .mistake("/rows: expected the number of a row, as in /rows 2, found 'two'")),
    ("/export", .mistake("/export: expected a file, as in /export answer.csv")),
    ("/export ''", .mistake("/export: expected a file, as in /export answer.csv")),
    ("/halp", .mistake("/halp: no such command; did you mean /help?")),
    ("/zzzzzz", .mistake("/zzzzzz: no such command; /help lists them")),
    ("/", .mistake("/: no such command; /help lists them")),
    ("/new x", .mistake("/new: expected nothing after it, found 'x'")),
    ("quit smoking", .question("quit smoking")),
    (String(repeating: "a", count: 4001), .mistake("expected a question of at most 4000 bytes, found 4001")),
  ] as [(String, ChatCommand)])
func readsLines(line: String, expected: ChatCommand) { #expect(ChatCommand(line, choices: 3) == expected) }

@Test func withoutChoicesANumberIsAQuestion() {
  #expect(ChatCommand("2024", choices: 0) == .question("2024"))
}
