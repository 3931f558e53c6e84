import Domain
import Foundation
import Rendering
import Terminal

/// Standard output and standard error of this process.
enum Console {
  static func write(_ text: String) { TerminalModes.write(text, to: STDOUT_FILENO) }

  static func write(_ bytes: [UInt8]) { TerminalModes.write(bytes, to: STDOUT_FILENO) }

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

  /// The day it is, in UTC.
  static var today: CalendarDate { CalendarDate(dayNumber: now / 86_400) }
}

/// Standard output in large pieces.
struct OutputBuffer {
  /// Bytes that are gathered before they are written.
  static let size = 64 * 1024
  private var bytes: [UInt8] = []

  mutating func write(_ piece: String) { write(Array(piece.utf8)) }

  mutating func write(_ piece: [UInt8]) {
    bytes += piece
    if bytes.count >= Self.size { flush() }
  }

  mutating func flush() {
    Console.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
