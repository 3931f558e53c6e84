import Curation
import Domain
import Foundation
import Glibc

/// What tells the inputs of one rebuild from those of another.
struct InputFingerprints: Sendable, Equatable {
  /// Of all files of the pack but its data, by content.
  let pack: String
  /// The same of each file, by path in the pack.
  let packFiles: [String: String]
  /// File, relative to its data folder ("2:" before it in the second folder), to fingerprint: size and content of a
  /// small file, size and modification time of a larger one. Records that were sent in: "posted/" before the name.
  var files: [String: String]
  /// The newest modification time, seconds since 1970, by path relative to the data folder.
  let modified: [String: Int]

  /// Bytes of the largest file that is told apart by its content.
  static let smallFile = 64 * 1024
  /// Files of a folder at most.
  static let mostFiles = 1_000_000

  /// Looks at the files of `pack`, `folders` and `posted`. O(files, and bytes of the small ones).
  init(pack: URL, folders: [URL], posted: PostedRecords) throws {
    var hash = Fingerprint()
    var packFiles: [String: String] = [:]
    for file in try Self.files(in: pack, skipping: "data") {
      var ofFile = Fingerprint()
      ofFile.add(try Self.content(of: file.url))
      packFiles[file.path] = ofFile.text
      hash.add(file.path)
      hash.add(ofFile.text)
    }
    (self.pack, self.packFiles) = (hash.text, packFiles)
    var files: [String: String] = [:]
    var modified: [String: Int] = [:]
    for (index, folder) in folders.enumerated() {
      guard FileManager.default.fileExists(atPath: folder.path) else {
        throw RebuildError.noData(path: folder.relativePath)
      }
      for file in try Self.files(in: folder, skipping: nil) {
        let name = Self.name(of: file.path, inFolder: index)
        modified[file.path] = max(modified[file.path] ?? .min, file.seconds)
        guard file.bytes <= Self.smallFile else {
          files[name] = "\(file.bytes) bytes at \(file.seconds).\(file.nanoseconds)"
          continue
        }
        var hash = Fingerprint()
        hash.add(try Self.content(of: file.url))
        files[name] = "\(file.bytes) bytes \(hash.text)"
      }
    }
    for (route, _) in posted.routes() {
      var status = stat()
      guard stat(posted.file(of: route).path, &status) == 0 else { continue }
      modified[PostedRecords.path(of: route)] = Int(status.st_mtim.tv_sec)
    }
    files.merge(Self.records(posted)) { _, posted in posted }
    (self.files, self.modified) = (files, modified)
  }

  /// Records that were sent in, by path. A file of them grows, and is then put in place anew: its length tells what is in
  /// it while it is one file, and its number and time tell that from another.
  static func records(_ posted: PostedRecords) -> [String: String] {
    var records: [String: String] = [:]
    for (route, bytes) in posted.routes() {
      var status = stat()
      guard stat(posted.file(of: route).path, &status) == 0 else { continue }
      records[PostedRecords.path(of: route)] =
        "\(bytes) bytes in lines of \(status.st_ino) at \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }
    return records
  }

  /// Four hexadecimal digits over everything, and what else tells one generation from another.
  func short(_ others: String...) -> String {
    var hash = Fingerprint()
    for other in others { hash.add(other) }
    hash.add(pack)
    for (name, fingerprint) in files.sorted(by: { $0.key < $1.key }) {
      hash.add(name)
      hash.add(fingerprint)
    }
    return String(hash.text.suffix(4))
  }

  /// What tells a file from those of the same path in other folders; `folder` counts from 0.
  static func name(of path: String, inFolder folder: Int) -> String {
    folder == 0 ? path : "\(folder + 1):\(path)"
  }

  /// The path that a name tells apart from others.
  static func path(of name: String) -> String {
    guard let colon = name.firstIndex(of: ":"), Int(name[..<colon]) != nil else { return name }
    return String(name[name.index(after: colon)...])
  }

  struct File: Hashable {
    let url: URL
    /// Relative to the folder.
    let path: String
    let bytes: Int
    let seconds: Int
    let nanoseconds: Int
    let inode: UInt64
  }

  /// The regular files below a folder, by path; hidden ones and those below `skipping` left out.
  static func files(in folder: URL, skipping: String?) throws -> [File] {
    let root = folder.resolvingSymlinksInPath()
    guard let paths = FileManager.default.enumerator(atPath: root.path) else { return [] }
    var files: [File] = []
    while let path = paths.nextObject() as? String {
      let parts = path.split(separator: "/")
      if parts.contains(where: { $0.hasPrefix(".") }) || parts.first.map(String.init) == skipping { continue }
      let url = root.appendingPathComponent(path)
      var status = stat()
      guard stat(url.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      files.append(
        File(
          url: url, path: path, bytes: Int(status.st_size), seconds: Int(status.st_mtim.tv_sec),
          nanoseconds: Int(status.st_mtim.tv_nsec), inode: UInt64(status.st_ino)))
      guard files.count <= mostFiles else {
        throw RebuildError.unreadable(path: folder.relativePath, reason: "more than \(mostFiles) files")
      }
    }
    return files.sorted { $0.path < $1.path }
  }

  private static func content(of url: URL) throws -> Data {
    do {
      return try Data(contentsOf: url)
    } catch {
      throw RebuildError.unreadable(path: url.relativePath, reason: error.localizedDescription)
    }
  }
}

/// A 64-bit FNV-1a hash; it tells changed from unchanged, and is no defence against forgery.
struct Fingerprint {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Each addition is closed by its length, so that neighbours cannot trade bytes.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    var count: UInt64 = 0
    for byte in bytes {
      state = (state ^ UInt64(byte)) &* 0x0100_0000_01B3
      count &+= 1
    }
    state = (state ^ count) &* 0x0100_0000_01B3
  }

  mutating func add(_ text: String) { add(text.utf8) }

  /// 16 hexadecimal digits.
  var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
