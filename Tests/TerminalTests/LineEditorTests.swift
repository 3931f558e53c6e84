import Foundation
import Terminal
import Testing

/// A terminal without a window: what is written to `person` is typed, what the program writes is read there.
private struct PseudoTerminal {
  let person: Int32
  let program: Int32

  /// By Linux's own requests: TIOCSPTLCK unlocks the other end, TIOCGPTN tells its number.
  init?() {
    person = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (lock, number): (Int32, Int32) = (0, 0)
    guard person >= 0, ioctl(person, 0x4004_5431, &lock) == 0, ioctl(person, 0x8004_5430, &number) == 0 else {
      return nil
    }
    program = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    if program < 0 { return nil }
  }

  var flags: tcflag_t {
    var modes = termios()
    tcgetattr(program, &modes)
    return modes.c_lflag
  }
}

// One test only may own the terminal of the process, so that all is in it, and it runs in a process of its own.
@Test(
  .enabled(
    if: ProcessInfo.processInfo.environment["PITWALL_TEST_TERMINAL"] != nil,
    "PITWALL_TEST_TERMINAL=1 tests the line editor at a pseudo terminal, alone"))
func aLineIsEditedAtATerminalAndTheTerminalGivenBack() async throws {
  let terminal = try #require(PseudoTerminal())
  let found = terminal.flags
  let editor = LineEditor(
    input: terminal.program, output: terminal.program, environment: ["TERM": "xterm"], historyFile: nil,
    complete: { prefix in ["Brake Disc", "Brake Pads"].filter { $0.hasPrefix(prefix) } })
  #expect(editor.isInteractive)
  TerminalModes.write("helo\u{1B}[Dl\u{5} 機\r", to: terminal.person)
  #expect(await editor.readLine(prompt: "> ") == "hello 機")
  #expect(terminal.flags & tcflag_t(ISIG) != 0 && terminal.flags & tcflag_t(ECHO) == 0)
  TerminalModes.write("Br\tP\t\r", to: terminal.person)
  #expect(await editor.readLine(prompt: "> ") == "Brake Pads ")
  TerminalModes.write("\u{1B}[A\u{1B}[A\r\u{12}Pad\r", to: terminal.person)
  #expect(await editor.readLine(prompt: "> ") == "hello 機")
  #expect(await editor.readLine(prompt: "> ") == "Brake Pads ")
  TerminalModes.write("lost\u{3}kept\r", to: terminal.person)
  #expect(await editor.readLine(prompt: "> ") == "kept")
  TerminalModes.write("x\u{3}\u{3}", to: terminal.person)
  #expect(await editor.readLine(prompt: "> ") == nil)
  TerminalModes.write("\u{4}", to: terminal.person)
  #expect(await editor.readLine(prompt: "> ") == nil)
  await editor.close()
  #expect(terminal.flags == found)
}

@Test(arguments: [
  ("one\r\ntwo\n\nlast", ["one", "two", "", "last"]), ("", []), ("\n", [""]), ("机\u{1B}[A\n", ["机\u{1B}[A"]),
])
func fromAPipeLinesAreReadAsTheyStand(text: String, expected: [String]) async {
  var ends: [Int32] = [-1, -1]
  #expect(pipe(&ends) == 0)
  TerminalModes.write(text, to: ends[1])
  close(ends[1])
  let editor = LineEditor(
    input: ends[0], output: ends[0], environment: [:], historyFile: nil, complete: { _ in [] })
  #expect(!editor.isInteractive)
  var lines: [String] = []
  while let line = await editor.readLine(prompt: "> ") { lines.append(line) }
  #expect(lines == expected)
  close(ends[0])
}
