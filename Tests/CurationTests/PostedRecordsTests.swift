import Curation
import Foundation
import Testing

/// A file's bytes, and how many of them are whole lines.
@Test(arguments: [
  ("", 0), ("a", 0), ("\n", 1), ("a\n", 2), ("a\nb", 2), ("a\nb\n", 4),
  (String(repeating: "x", count: 200_000), 0), ("ab\n" + String(repeating: "x", count: 200_000), 3),
])
func linesThatAreNotWholeYetAreLeftOut(text: String, whole: Int) throws {
  let base = FileManager.default.temporaryDirectory.appendingPathComponent("posted-\(UUID().uuidString).db")
  let posted = PostedRecords(of: base)
  defer { try? FileManager.default.removeItem(at: posted.folder) }
  #expect(posted.routes().isEmpty && PostedRecords.wholeLines(of: posted.file(of: "a")) == 0)
  try FileManager.default.createDirectory(at: posted.folder, withIntermediateDirectories: true)
  try Data(text.utf8).write(to: posted.file(of: "a"))
  #expect(PostedRecords.wholeLines(of: posted.file(of: "a")) == whole)
  #expect(posted.routes().map(\.route) == ["a"])
}
