import Foundation

/// A file that feeds a source.
struct SourceFile: Sendable, Hashable {
  let url: URL
  /// Relative to the data folder, with `/`.
  let path: String
  /// Tells it from files of the same path in other folders: "2:" before the path of one in the second.
  let name: String
  /// What its path captured.
  let captures: [String: String]
  /// Bytes that are read; of a file that is being appended to, those of whole lines.
  let bytes: Int
  /// JSON Lines that were sent in, and that more may be added to while they are read.
  var isPosted = false
}

/// The regular files of data folders, listed once.
struct FileList: Sendable {
  private let files: [(url: URL, path: String, name: String, bytes: Int)]

  /// Files of one folder at most; more are an error rather than a long wait.
  static let mostFiles = 1_000_000

  /// Lists the folders in order; within one, by path, byte by byte. Hidden files are left out.
  init(folders: [URL]) throws(CurationError) {
    var files: [(url: URL, path: String, name: String, bytes: Int)] = []
    for (index, folder) in folders.enumerated() {
      let root = folder.resolvingSymlinksInPath()
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder), isFolder.boolValue,
        let paths = FileManager.default.enumerator(atPath: root.path)
      else { throw .noFolder(folder.path) }
      let prefix = index == 0 ? "" : "\(index + 1):"
      var found: [(url: URL, path: String, name: String, bytes: Int)] = []
      while let path = paths.nextObject() as? String {
        guard !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) else { continue }
        let url = root.appendingPathComponent(path)
        let attributes = try? FileManager.default.attributesOfItem(
          atPath: url.resolvingSymlinksInPath().path)
        guard attributes?[.type] as? FileAttributeType == .typeRegular else { continue }
        found.append((url, path, prefix + path, (attributes?[.size] as? NSNumber)?.intValue ?? 0))
        guard found.count <= Self.mostFiles else { throw .tooManyFiles(folder.path, limit: Self.mostFiles) }
      }
      files += found.sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
    }
    self.files = files
  }

  /// The files that match any of the patterns, each once, in the order of the list; one that is named `.gz` matches
  /// without that ending too.
  func matching(_ patterns: [FilePattern]) -> [SourceFile] {
    files.compactMap { file in
      for pattern in patterns {
        let unpacked = file.path.hasSuffix(".gz") ? String(file.path.dropLast(3)) : file.path
        if let captures = pattern.match(file.path) ?? pattern.match(unpacked) {
          return SourceFile(
            url: file.url, path: file.path, name: file.name, captures: captures, bytes: file.bytes)
        }
      }
      return nil
    }
  }
}
