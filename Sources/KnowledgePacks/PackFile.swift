package import Domain
package import Foundation

/// A file of a pack, named relative to the pack.
package struct PackFile {
  package let name: String
  package let url: URL

  package init(_ name: String, in pack: URL) {
    self.name = name
    url = pack.appendingPathComponent(name)
  }

  package func text() throws(PackError) -> String {
    guard let data = FileManager.default.contents(atPath: url.path) else {
      throw PackError(file: name, place: "file", found: "no such file", expected: "a readable file")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw PackError(file: name, place: "file", found: "bytes that are no UTF-8", expected: "UTF-8 text")
    }
    return text
  }

  package func root() throws(PackError) -> PackNode { try PackNode(parsing: text(), file: name) }

  /// The files of a folder of the pack with this ending, in order of name; empty when there is no such folder.
  package static func all(in folder: String, ending: String, of pack: URL) -> [PackFile] {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: pack.appendingPathComponent(folder).path)) ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().map { PackFile("\(folder)/\($0)", in: pack) }
  }
}
