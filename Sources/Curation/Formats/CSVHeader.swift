/// The names at the head of a CSV file.
struct CSVHeader: Sendable {
  let names: [String]

  /// Names are the same when they differ in letter case, or in spaces and hyphens for underscores.
  static func normal(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
  }

  /// The name of a column among those of the same name, from the second on: "total#2".
  static func repeated(_ name: String, _ occurrence: Int) -> String { "\(name)#\(occurrence)" }

  /// What a header is asked for, by name.
  private struct Places {
    /// As written; from the second of a name on also with its number.
    var exact: [String: Int] = [:]
    var normal: [String: Int] = [:]
    var repeatedExactly = Set<String>()
    var repeated = Set<String>()

    init(_ names: [String]) {
      var seen: [String: Int] = [:]
      for (place, name) in names.enumerated() {
        seen[name, default: 0] += 1
        if exact[name] == nil { exact[name] = place } else { repeatedExactly.insert(name) }
        let normal = CSVHeader.normal(name)
        if self.normal[normal] == nil { self.normal[normal] = place } else { repeated.insert(normal) }
      }
      var counted: [String: Int] = [:]
      for (place, name) in names.enumerated() where seen[name, default: 0] > 1 {
        counted[name, default: 0] += 1
        let numbered = CSVHeader.repeated(name, counted[name, default: 0])
        if exact[numbered] == nil { exact[numbered] = place }
      }
    }

    /// Nil when no column has the name.
    func place(_ name: String) -> (place: Int, isRepeated: Bool)? {
      if let place = exact[name] { return (place, repeatedExactly.contains(name)) }
      let normal = CSVHeader.normal(name)
      return self.normal[normal].map { ($0, repeated.contains(normal)) }
    }
  }

  /// Where each wanted field stands; -1 for an optional one that is not there.
  ///
  /// A name as it is written goes before one that is the same but for letter case; `name#2` is the second of a name.
  func places(of wanted: [WantedField], file: String, source: String) throws(CurationError) -> [Int] {
    let known = Places(names)
    var places: [Int] = []
    for field in wanted {
      guard let found = field.names.lazy.compactMap(known.place).first else {
        if field.isOptional {
          places.append(-1)
          continue
        }
        throw .missingColumn(
          file: file, source: source, column: field.names.joined(separator: "' or '"), found: names)
      }
      if found.isRepeated {
        throw .repeatedColumn(file: file, source: source, column: names[found.place])
      }
      places.append(found.place)
    }
    return places
  }
}
