import Foundation

/// The file that lines are remembered in: one a line, oldest first, readable by its owner only (mode 0600).
package struct HistoryFile: Sendable {
  package let path: String

  /// Bytes that are read of it, from its end.
  static let longest = 1 << 20

  package init(path: String) { self.path = path }

  /// What is remembered; nothing when the file cannot be read. A file with far more lines than are kept is cut.
  package func load() -> History {
    guard let data = FileManager.default.contents(atPath: path) else { return History() }
    let lines = String(decoding: data.suffix(Self.longest), as: UTF8.self)
      .split(whereSeparator: \.isNewline).map(String.init)
    let history = History(lines)
    if data.count > Self.longest || lines.count > 2 * History.longest { replace(with: history) }
    return history
  }

  /// Adds one line at the end; sessions side by side do not overwrite each other. A file that cannot be written
  /// is no reason to stop a session: the line is then remembered until its end.
  package func append(_ line: String) {
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty {
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    fchmod(file, 0o600)
    TerminalModes.write(line + "\n", to: file)
  }

  private func replace(with history: History) {
    let text = history.lines.map { $0 + "\n" }.joined()
    let fresh = path + ".new"
    let file = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    TerminalModes.write(text, to: file)
    close(file)
    rename(fresh, path)
  }
}
