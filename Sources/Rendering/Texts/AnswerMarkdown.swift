package import Domain

/// An answer as a Markdown document, to be kept or sent on.
package enum AnswerMarkdown {
  package static func text(_ answer: Answer, question: String) -> String {
    var parts = ["# \(question)"]
    if !answer.interpretation.isEmpty { parts.append("*\(answer.interpretation)*") }
    if !answer.text.isEmpty { parts.append(answer.text) }
    if let table = answer.table, !answer.text.contains("\n|") { parts.append(MarkdownTable.text(table)) }
    if let statement = answer.statement {
      parts.append("```sql\n\(statement.text)\n```")
      if !statement.parameters.isEmpty {
        parts.append("Parameters: " + statement.parameters.map(\.description).joined(separator: ", "))
      }
    }
    if !answer.sources.isEmpty {
      parts.append(
        "Sources:\n\n" + answer.sources.map { "- \($0.title) (`\($0.id)`)" }.joined(separator: "\n"))
    }
    parts.append("As of \(answer.asOf), generation \(answer.generation).")
    return parts.map { trimmed($0) }.joined(separator: "\n\n") + "\n"
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.last?.isNewline ?? false { text.removeLast() }
    return text
  }
}
