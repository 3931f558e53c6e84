import Foundation
import Rendering
import Terminal

/// Standard output and standard error of this process.
enum Console {
  static func write(_ text: String) { TerminalModes.write(text, to: STDOUT_FILENO) }

  static func error(_ text: String) { TerminalModes.write(text, to: STDERR_FILENO) }

  static func line(_ json: some JSONWritable) { write(JSONWriter.text(of: json) + "\n") }

  /// Colours and width of standard output.
  static var style: Style {
    Style(
      isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment,
      width: isatty(STDOUT_FILENO) == 1 ? TerminalModes.window(of: STDOUT_FILENO).columns : 100)
  }

  /// Seconds since 1970, UTC.
  static var now: Int { Int(Date().timeIntervalSince1970) }
}

/// Standard output in large pieces.
struct OutputBuffer {
  /// Characters that are gathered before they are written, in UTF-8 bytes.
  static let size = 64 * 1024
  private var text = ""

  mutating func write(_ piece: String) {
    text += piece
    if text.utf8.count >= Self.size { flush() }
  }

  mutating func flush() {
    Console.write(text)
    text = ""
  }
}
