import Domain

/// What a line of the chat asks for.
package enum ChatCommand: Sendable, Equatable {
  case help, sql, sources, new, quit
  /// The rows behind the last answer, or behind one row of its table, from 1.
  case rows(Int?)
  /// A question of its own, or the last one.
  case explain(String?)
  case export(path: String, overwrites: Bool)
  /// One of the numbered choices, from 1.
  case choice(Int)
  case question(String)
  case nothing
  /// A line that cannot be carried out, in words.
  case mistake(String)

  /// The commands with what they do, as `/help` lists them.
  package static let all: [(name: String, arguments: String, does: String)] = [
    ("/help", "", "this list"),
    ("/sql", "", "the SQL of the last answer, with its parameters"),
    ("/rows", "[N]", "the rows the last answer was made of, or those of row N of its table"),
    ("/sources", "", "the documents the last answer rests on"),
    ("/explain", "[QUESTION]", "how the last question, or this one, is read step by step"),
    ("/export", "FILE", "the last answer to a .csv, .json, .jsonl or .md file; /export! replaces one"),
    ("/new", "", "a new conversation: what was said before is forgotten"),
    ("/quit", "", "leave; Ctrl-D does it too"),
  ]

  /// Reads a line before which `choices` numbered choices stand.
  package init(_ line: String, choices: Int) {
    var text = Substring(line)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    if text.isEmpty {
      self = .nothing
    } else if text.first == "/" {
      self = Self.command(text)
    } else if choices > 0, let number = Int(text) {
      self =
        (1...choices).contains(number)
        ? .choice(number)
        : .mistake("\(number): expected a number from 1 to \(choices), or a question")
    } else if text.utf8.count > Question.longest {
      self = .mistake("expected a question of at most \(Question.longest) bytes, found \(text.utf8.count)")
    } else {
      self = ["quit", "exit"].contains(text.lowercased()) ? .quit : .question(String(text))
    }
  }

  private static func command(_ text: Substring) -> ChatCommand {
    let parts = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    let name = parts.first.map { $0.lowercased() } ?? ""
    let rest = parts.count > 1 ? String(parts[1].drop(while: \.isWhitespace)) : ""
    switch name {
    case "/explain": return .explain(rest.isEmpty ? nil : rest)
    case "/rows":
      guard rest.isEmpty || Int(rest) != nil else {
        return .mistake("/rows: expected the number of a row, as in /rows 2, found '\(rest)'")
      }
      return .rows(Int(rest))
    case "/export", "/export!": return export(rest, overwrites: name.hasSuffix("!"))
    case "/help", "/sql", "/sources", "/new", "/quit":
      guard rest.isEmpty else { return .mistake("\(name): expected nothing after it, found '\(rest)'") }
    default:
      let names = all.map(\.name)
      let meant = Spelling.nearest(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
      return .mistake("\(name): no such command\(meant.isEmpty ? "; /help lists them" : meant)")
    }
    switch name {
    case "/help": return .help
    case "/sql": return .sql
    case "/sources": return .sources
    case "/new": return .new
    default: return .quit
    }
  }

  private static func export(_ rest: String, overwrites: Bool) -> ChatCommand {
    var path = rest
    var overwrites = overwrites
    if path.hasPrefix("! ") || path.hasSuffix(" !") {
      overwrites = true
      path = path.hasPrefix("! ") ? String(path.dropFirst(2)) : String(path.dropLast(2))
    }
    if path.count > 1, let quote = path.first, quote == path.last, quote == "\"" || quote == "'" {
      path = String(path.dropFirst().dropLast())
    }
    if path.isEmpty { return .mistake("/export: expected a file, as in /export answer.csv") }
    return .export(path: path, overwrites: overwrites)
  }
}
