/// Finds files of one folder with the same columns whose names differ in one part: "oslo-temps.csv", "rome-temps.csv".
struct NamedParts {
  /// What the part that differs is captured as.
  static let capture = "part"

  let paths: Set<String>
  /// The pattern of the paths, with the capture.
  let text: String
  /// The words that the names share.
  let name: String
  private let prefix: String
  private let suffix: String

  /// Files that share no word are parts of one table only where there are so many of them.
  private static let fewestUnnamed = 3

  static func patterns(of groups: [FileGroup]) -> [NamedParts] {
    var buckets: [(key: Key, paths: [String])] = []
    for group in groups {
      guard let path = group.files.first, !path.contains(where: { "*?{}".contains($0) }) else { continue }
      let key = Key(group, path)
      if let place = buckets.firstIndex(where: { $0.key == key }) {
        buckets[place].paths.append(path)
      } else {
        buckets.append((key, [path]))
      }
    }
    return buckets.compactMap { NamedParts($0.paths, folder: $0.key.folder) }
  }

  private struct Key: Equatable {
    let folder: String
    let ending: String
    let fields: Set<String>
    let delimiter: UInt8

    init(_ group: FileGroup, _ path: String) {
      folder = path.split(separator: "/").dropLast().joined(separator: "/")
      let file = path.split(separator: "/").last.map(String.init) ?? ""
      ending = String(file[(file.firstIndex(of: ".") ?? file.endIndex)...])
      (fields, delimiter) = (Set(group.fields), group.delimiter)
    }
  }

  private init?(_ paths: [String], folder: String) {
    guard paths.count > 1, let first = paths.first else { return nil }
    let start = folder.isEmpty ? "" : folder + "/"
    let names = paths.map { Array($0.dropFirst(start.count)) }
    let ending = String(
      first[
        (first.lastIndex(of: "/").map { first[$0...] } ?? first[...]).firstIndex(of: ".").map { $0... }
          ?? first.endIndex...])
    let stems = names.map { Array($0.dropLast(ending.count)) }
    guard let stem = stems.first, stems.allSatisfy({ !$0.isEmpty }) else { return nil }
    var head = 0
    while head < stem.count, stems.allSatisfy({ head < $0.count && $0[head] == stem[head] }) { head += 1 }
    // Whole words only.
    while head > 0, stem[head - 1].isLetter || stem[head - 1].isNumber { head -= 1 }
    var tail = 0
    while tail < stem.count - head,
      stems.allSatisfy({ tail < $0.count - head && $0[$0.count - 1 - tail] == stem[stem.count - 1 - tail] })
    {
      tail += 1
    }
    while tail > 0, stem[stem.count - tail].isLetter || stem[stem.count - tail].isNumber { tail -= 1 }
    guard stems.allSatisfy({ $0.count > head + tail }) else { return nil }
    let shared = NameWords.words(String(stem[..<head]) + " " + String(stem[(stem.count - tail)...]))
    guard !shared.isEmpty || paths.count >= Self.fewestUnnamed else { return nil }
    prefix = start + String(stem[..<head])
    suffix = String(stem[(stem.count - tail)...]) + ending
    text = "\(prefix){\(Self.capture)}\(suffix)"
    name = shared.joined(separator: " ")
    self.paths = Set(paths)
  }

  /// The path is one that the pattern takes.
  func matches(_ path: String) -> Bool {
    path.count > prefix.count + suffix.count && path.hasPrefix(prefix) && path.hasSuffix(suffix)
      && !path.dropFirst(prefix.count).dropLast(suffix.count).contains("/")
  }
}
