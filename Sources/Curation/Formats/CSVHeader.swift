/// The names at the head of a CSV file.
struct CSVHeader: Sendable {
  let names: [String]

  /// Names are the same when they differ in letter case, or in spaces and hyphens for underscores.
  static func normal(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
  }

  /// Where each wanted field stands; -1 for an optional one that is not there.
  func places(of wanted: [WantedField], file: String, source: String) throws(CurationError) -> [Int] {
    var index: [String: Int] = [:]
    var repeated = Set<String>()
    for (place, name) in names.enumerated() {
      let normal = Self.normal(name)
      if index[normal] == nil { index[normal] = place } else { repeated.insert(normal) }
    }
    var places: [Int] = []
    for field in wanted {
      let found = field.names.map(Self.normal).first { index[$0] != nil }
      guard let found, let place = index[found] else {
        if field.isOptional {
          places.append(-1)
          continue
        }
        throw .missingColumn(
          file: file, source: source, column: field.names.joined(separator: "' or '"), found: names)
      }
      if repeated.contains(found) {
        throw .repeatedColumn(file: file, source: source, column: names[place])
      }
      places.append(place)
    }
    return places
  }
}
