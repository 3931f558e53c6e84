package import Domain
package import Foundation

/// Reads `language/grammar.yaml` of a pack.
package func loadGrammar(pack: URL) throws(PackError) -> Grammar {
  let fields = try PackFile("language/grammar.yaml", in: pack).root()
    .fields("roles", "numbers", "ordinals", "scales", "units", "known", "abbreviations")
  var phrases: [Grammar.Role: [String]] = [:]
  for (name, node) in try fields.entries("roles") {
    guard let role = Grammar.Role(rawValue: name) else {
      let names = Grammar.Role.allCases.map(\.rawValue)
      throw node.error(
        found: name, expected: "one of the roles \(names.joined(separator: ", "))", candidates: names)
    }
    phrases[role] = try node.strings()
  }
  phrases[.filler, default: []] += try fillers(pack: pack)
  func table(_ key: String) throws(PackError) -> [String: Int] {
    var table: [String: Int] = [:]
    for (name, node) in try fields.entries(key) { table[name] = try node.integer() }
    return table
  }
  var units: [String: [String]] = [:]
  for (name, node) in try fields.entries("units") { units[name] = try node.strings() }
  var abbreviations: [String: String] = [:]
  for (word, node) in try fields.entries("abbreviations") { abbreviations[word] = try node.string() }
  return Grammar(
    phrases: phrases, numbers: try table("numbers"), ordinals: try table("ordinals"),
    scales: try table("scales"), units: units,
    known: try fields.strings("known").flatMap { $0.split(separator: " ").map(String.init) }
      + everydayWords(pack: pack),
    abbreviations: abbreviations)
}

/// The phrases of `language/fillers.txt`, apart by commas; a line that begins with # is a remark. None when the pack
/// has no such file.
private func fillers(pack: URL) throws(PackError) -> [String] {
  var phrases: [String] = []
  for file in PackFile.all(in: "language", ending: "fillers.txt", of: pack) {
    let lines = try file.text().split(separator: "\n").filter { !$0.hasPrefix("#") }
    phrases += lines.joined(separator: " ").split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }
  return phrases.filter { !$0.isEmpty }
}

/// The words of `language/words/`, apart by white space; none when the pack has no such folder.
private func everydayWords(pack: URL) throws(PackError) -> [String] {
  var words: [String] = []
  for file in PackFile.all(in: "language/words", ending: ".txt", of: pack) {
    words += try file.text().split(whereSeparator: \.isWhitespace).map(String.init)
  }
  return words
}
