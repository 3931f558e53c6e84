import Foundation
import Synchronization
import Terminal

/// One line on standard error that tells how far work is; nothing where standard error is no terminal.
final class ProgressLine: Sendable {
  /// Seconds between two drawings.
  private static let interval = 0.1
  /// Columns of the bar.
  private static let bar = 24

  private let isShown = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  private let drawn = Mutex<Double>(0)

  func show(_ name: String, _ detail: String = "", fraction: Double) {
    guard isShown else { return }
    let now = ProcessInfo.processInfo.systemUptime
    let isDue = drawn.withLock { drawn in
      guard now - drawn >= Self.interval else { return false }
      drawn = now
      return true
    }
    guard isDue else { return }
    let full = min(Self.bar, max(0, Int(fraction * Double(Self.bar))))
    let bar = String(repeating: "█", count: full) + String(repeating: "░", count: Self.bar - full)
    let width = TerminalModes.window(of: STDERR_FILENO).columns
    let line = "\(bar) \(name)\(detail.isEmpty ? "" : " \(detail)")"
    Console.error("\r\u{1B}[K" + String(line.prefix(max(1, width - 1))))
  }

  /// Takes the line away.
  func clear() { if isShown { Console.error("\r\u{1B}[K") } }
}
