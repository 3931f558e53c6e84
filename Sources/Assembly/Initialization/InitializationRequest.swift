package import Foundation

/// Which data a pack is to be made for.
package struct InitializationRequest: Sendable, Hashable {
  /// A folder, a file of CSV or JSON, or an SQLite file.
  package var path: URL
  /// The folder of the new pack; absent or empty.
  package var output: URL
  /// A pack whose language the new one speaks.
  package var knowledge: URL

  package init(path: URL, output: URL, knowledge: URL) {
    (self.path, self.output, self.knowledge) = (path, output, knowledge)
  }

  /// "sales-pack", for a folder or file named "sales".
  package static func standardOutput(for path: URL) -> String {
    let name = path.standardizedFileURL.deletingPathExtension().lastPathComponent
    return (name.isEmpty || name == "/" ? "data" : name) + "-pack"
  }
}

/// A pack that cannot be made.
package enum InitializationError: Error, Hashable, CustomStringConvertible {
  case noData(path: String)
  case noTable(path: String, unused: [String])
  case occupied(output: String)
  case noLanguage(path: String)
  case unwritable(path: String, reason: String)

  package var description: String {
    switch self {
    case .noData(let path): "\(path): expected a folder, a CSV or JSON file, or an SQLite file, found nothing"
    case .noTable(let path, let unused):
      "\(path): expected at least one table with a row, found none"
        + (unused.isEmpty ? "" : ": \(unused.prefix(3).joined(separator: "; "))")
    case .occupied(let output):
      "\(output): expected no such folder, or an empty one, found files; --output names another"
    case .noLanguage(let path):
      "\(path)/language: expected the words of a language, found none; --knowledge names a pack that has them"
    case .unwritable(let path, let reason): "\(path): expected a folder to write to, found \(reason)"
    }
  }
}
