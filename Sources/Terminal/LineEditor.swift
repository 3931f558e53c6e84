import Foundation
import Rendering

/// Reads lines from a person at a terminal, with editing, history and completion; from a pipe or a file, as they
/// stand there.
package actor LineEditor {
  /// A lone escape byte is the Escape key after so many milliseconds.
  static let escapeDelay: Int32 = 50
  /// Candidates that are listed below the line.
  static let mostCandidates = 60
  /// Bytes of a line from a pipe that are kept.
  static let longestLine = 64 * 1024

  /// Whether there is a person at a terminal.
  package nonisolated let isInteractive: Bool

  private let input: Int32
  private let output: Int32
  private let source: KeyInput
  private let historyFile: HistoryFile?
  private let complete: @Sendable (_ prefix: String) async -> [String]
  private var editor: Editor
  private var parser = KeyParser()
  private var screen = Screen()
  private var waiting: [Key] = []
  private var unread: [UInt8] = []
  private var isAtEnd = false
  private var interrupts = 0

  /// An editor over two open files; `complete` gives names that start with the prefix, best first.
  package init(
    input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO, environment: [String: String],
    historyFile: HistoryFile?, complete: @escaping @Sendable (_ prefix: String) async -> [String]
  ) {
    (self.input, self.output, self.historyFile, self.complete) = (input, output, historyFile, complete)
    isInteractive = isatty(input) == 1 && isatty(output) == 1 && environment["TERM"] != "dumb"
    source = KeyInput(input)
    editor = Editor(history: isInteractive ? historyFile?.load() ?? History() : History())
  }

  /// The next line, without its end; nil when there are no more, or the person leaves.
  package func readLine(prompt: String) async -> String? {
    guard isInteractive else { return await plainLine() }
    TerminalModes.set(.editing, of: input)
    TerminalModes.write("\u{1B}[?2004h", to: output)
    defer {
      TerminalModes.write("\u{1B}[?2004l", to: output)
      TerminalModes.set(.listening, of: input)
    }
    editor.reset()
    interrupts = 0
    draw(prompt)
    while true {
      while !waiting.isEmpty {
        let key = waiting.removeFirst()
        if let outcome = await handle(editor.apply(key), prompt) { return outcome.line }
      }
      switch await source.next(within: parser.isWaiting ? Self.escapeDelay : nil) {
      case .bytes(let bytes): waiting += parser.feed(bytes)
      case .silence: waiting += parser.flush()
      case .resized:
        screen.resize(to: TerminalModes.window(of: output).columns)
        draw(prompt)
      case .end:
        TerminalModes.write(screen.leave(), to: output)
        return nil
      }
    }
  }

  /// Gives the terminal back as it was found.
  package func close() {
    if isInteractive { TerminalModes.set(.found, of: input) }
  }

  private struct Outcome { let line: String? }

  /// - Returns: how the line ended; nil while it goes on.
  private func handle(_ effect: Editor.Effect, _ prompt: String) async -> Outcome? {
    if effect != .interrupt, effect != .none { interrupts = 0 }
    switch effect {
    case .none: break
    case .redraw: draw(prompt)
    case .submit(let line):
      draw(prompt, line: LineBuffer(line))
      TerminalModes.write(screen.leave(), to: output)
      if line == editor.history.lines.last { historyFile?.append(line) }
      return Outcome(line: line)
    case .leave:
      TerminalModes.write(screen.leave(), to: output)
      return Outcome(line: nil)
    case .interrupt:
      interrupts += 1
      TerminalModes.write(screen.leave(), to: output)
      if interrupts > 1 { return Outcome(line: nil) }
      TerminalModes.write("(Ctrl-C again, or Ctrl-D, leaves)\r\n", to: output)
      draw(prompt)
    case .clearScreen:
      TerminalModes.write(screen.clear() + "\u{1B}[H\u{1B}[2J", to: output)
      draw(prompt)
    case .suspend:
      TerminalModes.write(screen.leave(), to: output)
      TerminalModes.set(.found, of: input)
      TerminalModes.suspend()
      TerminalModes.set(.editing, of: input)
      draw(prompt)
    case .complete(let prefixes):
      for prefix in prefixes {
        let names = await complete(prefix)
        if names.isEmpty { continue }
        return await handle(editor.offer(names, for: prefix), prompt)
      }
      _ = editor.offer([], for: "")
      TerminalModes.write("\u{7}", to: output)
    case .list(let names):
      let width = TerminalModes.window(of: output).columns
      let lines = CandidateList.lines(names, most: Self.mostCandidates, width: width)
      TerminalModes.write(screen.leave() + lines.joined(separator: "\r\n") + "\r\n", to: output)
      draw(prompt)
    }
    return nil
  }

  private func draw(_ prompt: String, line: LineBuffer? = nil) {
    let window = TerminalModes.window(of: output)
    let shown = line == nil ? editor.prompt(prompt) : prompt
    TerminalModes.write(
      screen.draw(
        prompt: shown, buffer: line ?? editor.buffer, width: window.columns, height: window.rows),
      to: output)
  }

  private func plainLine() async -> String? {
    while true {
      if let end = unread.firstIndex(of: 0x0A) {
        let line = unread[..<end]
        unread.removeFirst(end + 1)
        return Self.text(line)
      }
      if isAtEnd {
        defer { unread = [] }
        return unread.isEmpty ? nil : Self.text(unread[...])
      }
      // Of a line without end, the head is kept.
      if unread.count > Self.longestLine { unread = Array(unread.prefix(Self.longestLine)) }
      switch await source.next(within: nil) {
      case .bytes(let bytes): unread += bytes
      case .silence, .resized: break
      case .end: isAtEnd = true
      }
    }
  }

  private static func text(_ line: ArraySlice<UInt8>) -> String {
    String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
  }
}
