package import Domain
@preconcurrency import Dispatch
import Foundation
import Rendering

/// The chat at the terminal of this process.
package enum LiveChat {
  /// Runs until the person leaves. The welcome offers `examples`; lines are remembered in `historyFile` (nil is
  /// nowhere); of `environment`, NO_COLOR, TERM and HOME are looked at; `now` is seconds since 1970, UTC.
  ///
  /// - Returns: false when something that was asked over a pipe failed.
  package static func run(
    assistant: AssistantInterface, asOf: CalendarDate?, examples: [String], historyFile: String?,
    environment: [String: String], now: @escaping @Sendable () -> Int
  ) async -> Bool {
    let output = STDOUT_FILENO
    let editor = LineEditor(
      environment: environment, historyFile: historyFile.map { HistoryFile(path: $0) },
      complete: ChatSession.completions(of: assistant))
    let isTerminal = isatty(output) == 1
    let onInterrupt: @Sendable (@escaping @Sendable () -> Void) -> @Sendable () -> Void = { action in
      if editor.isInteractive { return interrupts(action) }
      return {}
    }
    let surroundings = ChatSession.Surroundings(
      readLine: { await editor.readLine(prompt: $0) },
      write: { TerminalModes.write($0, to: output) },
      onInterrupt: onInterrupt,
      style: {
        Style(
          isTerminal: isTerminal, environment: environment, width: TerminalModes.window(of: output).columns)
      },
      now: now, home: environment["HOME"])
    let session = ChatSession(
      assistant: assistant, surroundings: surroundings, asOf: asOf, examples: examples,
      isInteractive: editor.isInteractive)
    // A Ctrl-C that comes when there is nothing to stop must not end the session.
    if editor.isInteractive { signal(SIGINT, SIG_IGN) }
    let isGood = await session.run()
    await editor.close()
    if editor.isInteractive { signal(SIGINT, SIG_DFL) }
    return isGood
  }

  /// Ctrl-C while an answer is made.
  private static func interrupts(_ action: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: DispatchQueue(label: "interrupts"))
    source.setEventHandler(handler: action)
    source.resume()
    let listening = Listening(source)
    return { listening.stop() }
  }

  private final class Listening: Sendable {
    private let source: any DispatchSourceSignal
    init(_ source: any DispatchSourceSignal) { self.source = source }
    func stop() { source.cancel() }
  }
}
