/// What stops a curation: not a bad row, but a place that cannot be read, or a count that is not conserved.
package enum CurationError: Error, Hashable, CustomStringConvertible {
  case noFolder(String)
  case tooManyFiles(String, limit: Int)
  case unreadableFile(String)
  /// No file matches a source that must have one.
  case noFile(source: String, patterns: [String])
  /// A column is not in the header of a file.
  case missingColumn(file: String, source: String, column: String, found: [String])
  case repeatedColumn(file: String, source: String, column: String)
  case tooManyColumns(file: String, limit: Int)
  /// A file is not what it was when it was read first.
  case changed(file: String)
  case notConserved(source: String, read: Int, kept: Int, superseded: Int, quarantined: Int)

  package var description: String {
    switch self {
    case .noFolder(let path): "\(path): expected a data folder, found none"
    case .tooManyFiles(let path, let limit): "\(path): expected at most \(limit) files, found more"
    case .unreadableFile(let path): "\(path): expected a readable file, found none"
    case .noFile(let source, let patterns):
      "\(source): expected a file \(patterns.joined(separator: " or ")), found none"
    case .missingColumn(let file, let source, let column, let found):
      "\(file):1: \(source): expected the column '\(column)', found \(found.joined(separator: ", "))"
    case .repeatedColumn(let file, let source, let column):
      "\(file):1: \(source): expected each column once, found '\(column)' twice"
    case .tooManyColumns(let file, let limit): "\(file):1: expected at most \(limit) columns, found more"
    case .changed(let file):
      "\(file): expected the rows that were there when it was read first, found others: it changes meanwhile"
    case .notConserved(let source, let read, let kept, let superseded, let quarantined):
      "\(source): \(read) rows read, but \(kept) kept + \(superseded) superseded + \(quarantined) quarantined"
    }
  }
}

/// Something worth telling that stops nothing: a source without files, an empty file.
package struct CurationWarning: Hashable, Sendable, CustomStringConvertible {
  package let source: String
  /// Relative to the data folder; nil when no file is to blame.
  package let file: String?
  package let text: String

  package init(source: String, file: String?, text: String) {
    (self.source, self.file, self.text) = (source, file, text)
  }

  package var description: String { file.map { "\($0): \(source): \(text)" } ?? "\(source): \(text)" }
}
