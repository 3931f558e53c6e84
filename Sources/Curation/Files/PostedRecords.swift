package import Foundation

/// Records that were sent in, kept beside the database: a file of JSON Lines for each route. Lines are added to it, and it is
/// put in place anew without those that nobody needs any more.
///
/// A source that takes records reads the file of its route after all its others, so that the last delivery wins.
package struct PostedRecords: Sendable, Hashable {
  package let folder: URL

  /// Those of the database in `file`: the folder "<file>.posted".
  package init(of file: URL) { folder = URL(fileURLWithPath: file.path + ".posted", isDirectory: true) }

  package func file(of route: String) -> URL { folder.appendingPathComponent(route + ".jsonl") }

  /// What quarantine and fingerprints call the file.
  package static func path(of route: String) -> String { "posted/\(route).jsonl" }

  /// The routes that have a file, with the bytes of its whole lines: what follows the last line end is still being
  /// written, or was when the machine stopped.
  package func routes() -> [(route: String, bytes: Int)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".jsonl") && !$0.hasPrefix(".") }.sorted().map {
      let route = String($0.dropLast(6))
      return (route, Self.wholeLines(of: file(of: route)))
    }
  }

  /// The bytes of a file up to its last line end; 0 where there is no file. Reads backwards.
  package static func wholeLines(of file: URL) -> Int {
    guard let handle = try? FileHandle(forReadingFrom: file), var end = try? handle.seekToEnd() else {
      return 0
    }
    defer { try? handle.close() }
    while end > 0 {
      let start = end - min(end, UInt64(block))
      guard (try? handle.seek(toOffset: start)) != nil,
        let bytes = try? handle.read(upToCount: Int(end - start)), !bytes.isEmpty
      else { return 0 }
      if let last = bytes.lastIndex(of: UInt8(ascii: "\n")) {
        return Int(start) + bytes.distance(from: bytes.startIndex, to: last) + 1
      }
      end = start
    }
    return 0
  }

  /// Bytes read at a time.
  private static let block = 64 * 1024

  /// Of records that are in no file yet.
  static let nowhere = URL(fileURLWithPath: "/dev/null")

  func source(_ route: String) -> SourceFile? {
    let url = file(of: route)
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    return SourceFile(
      url: url, path: Self.path(of: route), name: Self.path(of: route), captures: [:],
      bytes: Self.wholeLines(of: url), isPosted: true)
  }
}
