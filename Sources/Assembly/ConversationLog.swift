import Domain
import Foundation
import Synchronization

/// The turns of conversations in a file, one JSON object a line, the last of a conversation counts. Only its owner may
/// read it.
///
/// It may be lost without harm, so nothing waits for the disk, and what cannot be read or written is only told.
final class ConversationLog: Sendable {
  private struct Line: Codable {
    struct Turn: Codable {
      let text: String
      let as_of: String?
    }
    let id: String
    /// Seconds since 1970.
    let touched: Double
    let turns: [Turn]
  }

  private let file: URL
  private let warn: @Sendable (String) -> Void
  /// Open at the end of the file; nil when it cannot be written.
  private let handle: Mutex<FileHandle?>

  init(_ file: URL, warn: @escaping @Sendable (String) -> Void) {
    (self.file, self.warn) = (file, warn)
    handle = Mutex(nil)
  }

  /// The conversations with turns that were touched since, the newest `most`; the file then holds no others.
  func conversations(since: Date, most: Int) -> [Conversations.Conversation] {
    var found: [String: Line] = [:]
    let decoder = JSONDecoder()
    let data = FileManager.default.contents(atPath: file.path) ?? Data()
    for line in data.split(separator: UInt8(ascii: "\n")) {
      // The last line may have been cut off.
      guard let line = try? decoder.decode(Line.self, from: Data(line)) else { continue }
      found[line.id] = line
    }
    let lines = found.values
      .filter { !$0.turns.isEmpty && $0.touched > since.timeIntervalSince1970 }
      .sorted { ($0.touched, $0.id) > ($1.touched, $1.id) }.prefix(most)
    rewrite(lines.reversed())
    return lines.map { line in
      Conversations.Conversation(
        id: line.id, reading: nil,
        turns: line.turns.map { Question(text: $0.text, asOf: $0.as_of.flatMap(CalendarDate.init(iso:))) },
        touched: Date(timeIntervalSince1970: line.touched))
    }
  }

  func append(_ conversation: Conversations.Conversation) {
    let line = Line(
      id: conversation.id, touched: conversation.touched.timeIntervalSince1970,
      turns: conversation.turns.map { Line.Turn(text: $0.text, as_of: $0.asOf?.description) })
    handle.withLock { handle in
      do {
        try handle?.write(contentsOf: Self.bytes(line))
      } catch {
        warn("\(file.path): conversations are no longer kept over a restart: \(error.localizedDescription)")
        handle = nil
      }
    }
  }

  private func rewrite(_ lines: [Line]) {
    do {
      try Data(lines.map(Self.bytes).joined()).write(to: file, options: .atomic)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
      let opened = try FileHandle(forWritingTo: file)
      try opened.seekToEnd()
      handle.withLock { $0 = opened }
    } catch {
      warn("\(file.path): conversations are not kept over a restart: \(error.localizedDescription)")
    }
  }

  private static func bytes(_ line: Line) throws -> Data {
    try JSONEncoder().encode(line) + [UInt8(ascii: "\n")]
  }
}
