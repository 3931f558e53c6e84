package import Domain
package import Foundation

/// Reads `language/names.yaml` of a pack: what the words of the names of tables and columns tell.
package func loadNamingVocabulary(pack: URL) throws(PackError) -> NamingVocabulary {
  let fields = try PackFile("language/names.yaml", in: pack).root().fields(
    "roles", "expansions", "units", "currencies", "revenue", "largest", "smallest", "verbs", "synonyms",
    "moments",
    "missing")
  func texts(_ key: String) throws(PackError) -> [String: String] {
    var table: [String: String] = [:]
    for (name, node) in try fields.entries(key) { table[name] = try node.string() }
    return table
  }
  func lists(_ key: String) throws(PackError) -> [String: [String]] {
    var table: [String: [String]] = [:]
    for (name, node) in try fields.entries(key) { table[name] = try node.strings() }
    return table
  }
  func byRole(_ key: String) throws(PackError) -> [NamingVocabulary.Role: [String]] {
    var table: [NamingVocabulary.Role: [String]] = [:]
    for (name, node) in try fields.entries(key) {
      guard let role = NamingVocabulary.Role(rawValue: name) else {
        let names = NamingVocabulary.Role.allCases.map(\.rawValue)
        throw node.error(
          found: name, expected: "one of the roles \(names.joined(separator: ", "))", candidates: names)
      }
      table[role] = try node.strings()
    }
    return table
  }
  return NamingVocabulary(
    roles: try byRole("roles").mapValues(Set.init), expansions: try texts("expansions"),
    units: try texts("units"),
    currencies: try texts("currencies"), revenue: try fields.strings("revenue"),
    largest: try byRole("largest"),
    smallest: try byRole("smallest"), verbs: try lists("verbs"), synonyms: try lists("synonyms"),
    moments: try lists("moments"),
    missing: try fields.strings("missing"))
}

/// The names of the twelve months of a pack, from January, and its everyday words.
package func loadEverydayNames(pack: URL) throws(PackError) -> (months: [String], words: Set<String>) {
  let months = try loadTimeVocabulary(pack: pack).monthNames
  return (months, Set(try loadGrammar(pack: pack).known))
}
