package import Domain
package import Foundation

/// The articles of a pack as documents: `documents/articles/NAME.md` becomes `article/NAME`.
///
/// An article begins with front matter between two lines `---` that has `title` and may have `topics`; the
/// topics stand at the end of the text, so that search finds them.
package func loadArticles(pack: URL) throws(PackError) -> [Document] {
  var articles: [Document] = []
  for file in PackFile.all(in: "documents/articles", ending: ".md", of: pack) {
    articles.append(try article(file))
  }
  return articles
}

private func article(_ file: PackFile) throws(PackError) -> Document {
  let lines = try file.text().split(separator: "\n", omittingEmptySubsequences: false)
  guard lines.first?.trimmed == "---", let end = lines.dropFirst().firstIndex(where: { $0.trimmed == "---" })
  else {
    throw PackError(
      file: file.name, line: 1, place: "front matter", found: String(lines.first ?? "").trimmed,
      expected: "'---', the title, '---'")
  }
  // The blank line stands for the first '---', so that errors count lines as the file does.
  let head = "\n" + lines[1..<end].joined(separator: "\n")
  let fields = try PackNode(parsing: head, file: file.name).fields("title", "topics")
  let topics = try fields.strings("topics")
  var text = lines[(end + 1)...].joined(separator: "\n").trimmed
  if !topics.isEmpty { text += "\n\nTopics: \(topics.joined(separator: ", "))." }
  let name = file.url.deletingPathExtension().lastPathComponent
  return Document(
    id: "\(articleKind)/\(name)", kind: articleKind, title: try fields.string("title"), text: text)
}

extension StringProtocol {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
