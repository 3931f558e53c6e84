package import Domain
import Foundation
import Rendering

/// An answer as the text of a file, its form told by the file's extension.
package enum Export: String, Sendable, CaseIterable {
  case csv, json, jsonl, md

  /// What keeps an answer from being written.
  package enum Failure: Error, Equatable, CustomStringConvertible {
    case unknownExtension(path: String)
    case noTable(path: String)
    case exists(path: String)
    case system(path: String, reason: String)

    package var description: String {
      switch self {
      case .unknownExtension(let path):
        "\(path): expected an extension of \(Export.allCases.map { "." + $0.rawValue }.joined(separator: ", "))"
      case .noTable(let path): "\(path): the last answer has no table; .md takes its text"
      case .exists(let path): "\(path): exists; /export! replaces it"
      case .system(let path, let reason): "\(path): \(reason)"
      }
    }
  }

  /// The text of the file at `path`.
  package static func text(_ answer: Answer, question: String, path: String) throws(Failure) -> String {
    guard let form = Export(rawValue: (path as NSString).pathExtension.lowercased()) else {
      throw .unknownExtension(path: path)
    }
    if form == .md { return AnswerMarkdown.text(answer, question: question) }
    guard let table = answer.table else { throw .noTable(path: path) }
    return switch form {
    case .csv: CSVTable.text(table)
    case .json: JSONLinesTable.array(table)
    case .jsonl, .md: JSONLinesTable.text(table)
    }
  }

  /// Writes a new file; an old one only when `overwrites`.
  package static func write(_ text: String, to path: String, overwrites: Bool) throws(Failure) {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (overwrites ? O_TRUNC : O_EXCL)
    let file = open(path, flags, 0o644)
    guard file >= 0 else {
      let code = errno
      throw code == EEXIST
        ? .exists(path: path) : .system(path: path, reason: String(cString: strerror(code)))
    }
    defer { close(file) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EINTR {
        throw .system(path: path, reason: String(cString: strerror(errno)))
      }
    }
  }
}
