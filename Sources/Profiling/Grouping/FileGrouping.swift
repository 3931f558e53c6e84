package import Domain

/// Files of one shape, which feed one source.
package struct FileGroup: Sendable {
  /// What a file is known by when grouped.
  package struct Member: Sendable, Hashable {
    package let path: String
    package let format: SourceDeclaration.Format
    package let delimiter: UInt8
    package let fields: [String]
    /// Arrays of records: by path, the fields in them.
    package let records: [String: [String]]

    package init(
      path: String, format: SourceDeclaration.Format, delimiter: UInt8, fields: [String],
      records: [String: [String]] = [:]
    ) {
      (self.path, self.format, self.delimiter) = (path, format, delimiter)
      (self.fields, self.records) = (fields, records)
    }
  }

  /// The words for the dataset, not yet a safe name.
  package let name: String
  package let patterns: [String]
  package let format: SourceDeclaration.Format
  package let delimiter: UInt8
  /// Of all files, in the order they are met; those not in every file.
  package let fields: [String]
  package let optional: Set<String>
  /// Arrays of records in JSON, in order of path, with the fields in them.
  package let records: [(path: String, fields: [String])]
  /// What the patterns capture.
  package let captures: [String]
  package let files: [String]
}

/// Finds the files that belong together: shards of one table by number, date or folder.
package enum FileGrouping {
  /// Names that two files of one shape share, of those that either has.
  private static let sharedFields = 0.7

  /// The groups, in the order of their first files; `root` names files whose own names say nothing.
  package static func groups(_ members: [FileGroup.Member], root: String) -> [FileGroup] {
    var shapes: [(shape: PathShape, members: [FileGroup.Member])] = []
    for member in members {
      let shape = PathShape(member.path)
      let place = shapes.firstIndex { known in
        known.shape.text == shape.text && known.members.first.map { isAlike($0, member) } == true
      }
      if let place { shapes[place].members.append(member) } else { shapes.append((shape, [member])) }
    }
    var groups = shapes.map { group($0.shape, $0.members, among: members, root: root) }
    for pattern in NamedParts.patterns(of: groups.filter { $0.files.count == 1 }) {
      let parts = members.filter { pattern.paths.contains($0.path) }
      guard let first = groups.firstIndex(where: { pattern.paths.contains($0.files.first ?? "") }) else {
        continue
      }
      let merged = FileGroup(
        name: pattern.name.isEmpty ? root : pattern.name, patterns: [pattern.text],
        format: groups[first].format,
        delimiter: groups[first].delimiter, fields: groups[first].fields, optional: [],
        records: groups[first].records,
        captures: groups[first].captures + [NamedParts.capture], files: parts.map(\.path))
      guard !members.contains(where: { !pattern.paths.contains($0.path) && pattern.matches($0.path) }) else {
        continue
      }
      groups[first] = merged
      groups.removeAll { group in group.files.count == 1 && pattern.paths.contains(group.files.first ?? "") }
    }
    return groups
  }

  private static func isAlike(_ one: FileGroup.Member, _ other: FileGroup.Member) -> Bool {
    guard one.format == other.format, one.delimiter == other.delimiter else { return false }
    let (first, second) = (Set(one.fields + one.records.keys), Set(other.fields + other.records.keys))
    let shared = first.intersection(second).count
    return Double(shared) >= sharedFields * Double(first.union(second).count)
  }

  private static func group(
    _ shape: PathShape, _ members: [FileGroup.Member], among all: [FileGroup.Member], root: String
  ) -> FileGroup {
    var fields: [String] = []
    var records: [String: [String]] = [:]
    var counts: [String: Int] = [:]
    for member in members {
      for field in member.fields {
        if counts[field] == nil { fields.append(field) }
        counts[field, default: 0] += 1
      }
      for (path, fields) in member.records {
        records[path] =
          records[path, default: []] + fields.filter { !records[path, default: []].contains($0) }
      }
    }
    let paths = members.map(\.path)
    let inside = Set(paths)
    let isWhole = members.count > 1 && !all.contains { !inside.contains($0.path) && shape.matches($0.path) }
    return FileGroup(
      name: shape.name(root: root), patterns: isWhole ? [shape.pattern] : paths.map(PathShape.literal),
      format: members[0].format, delimiter: members[0].delimiter, fields: fields,
      optional: Set(fields.filter { counts[$0, default: 0] < members.count }),
      records: records.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
      captures: shape.captures(of: paths), files: paths)
  }
}

/// A path with its numbers and the values of `key=value` folders left open.
struct PathShape {
  /// Equal for files that are shards of one table.
  let text: String
  let pattern: String
  private let segments: [String]

  init(_ path: String) {
    var parts = path.split(separator: "/").map(String.init)
    segments = parts
    for index in parts.indices.dropLast() {
      if let equals = parts[index].firstIndex(of: "=") { parts[index] = parts[index][...equals] + "*" }
    }
    // A pattern takes packed files too.
    let joined = parts.map { Self.opened($0) }.joined(separator: "/")
    pattern = joined.hasSuffix(".gz") ? String(joined.dropLast(3)) : joined
    text = pattern
  }

  /// Runs of digits, and what stands between them, as one star.
  private static func opened(_ part: String) -> String {
    var opened = ""
    var pending = ""
    for character in part {
      if character.isASCII, character.isNumber {
        if opened.last != "*" { opened += pending + "*" }
        pending = ""
      } else if "-_.T".contains(character), opened.last == "*" {
        pending.append(character)
      } else {
        opened += pending + String(character)
        pending = ""
      }
    }
    return opened + pending
  }

  /// A file's own path as a pattern: marks of patterns stand for any one character.
  static func literal(_ path: String) -> String {
    String(path.map { "*?{".contains($0) ? "?" : $0 })
  }

  func matches(_ path: String) -> Bool { PathShape(path).text == text }

  /// The key of each `key=value` folder whose values differ, or that there is only one file in.
  func captures(of paths: [String]) -> [String] {
    var names: [String] = []
    for segment in segments.dropLast() {
      guard let equals = segment.firstIndex(of: "="), equals > segment.startIndex else { continue }
      let name = String(segment[..<equals])
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The letters of the file's name, else of the nearest folder that has some, else of the root.
  func name(root: String) -> String {
    for (index, segment) in segments.reversed().enumerated() {
      var name = segment
      if index == 0 {
        if name.hasSuffix(".gz") { name.removeLast(3) }
        if let point = name.lastIndex(of: "."), point > name.startIndex { name = String(name[..<point]) }
      } else if name.contains("=") {
        continue
      }
      let words = NameWords.words(name).filter { word in
        !word.allSatisfy(\.isNumber) && !Self.filler.contains(word)
      }
      if words.contains(where: { $0.count > 1 }) { return words.joined(separator: " ") }
    }
    return root
  }

  /// Words of shards, which say nothing of what is in them.
  private static let filler: Set<String> = [
    "part", "data", "export", "shard", "batch", "chunk", "file", "page", "v",
  ]
}
