package import Domain
package import Foundation

/// How the texts of a pack are searched, in `language/search.yaml`.
package struct SearchLanguage: Sendable, Hashable {
  package var language = Language.english
  /// Groups of phrases that mean the same.
  package var synonyms: [[String]] = []
}

/// Reads `language/search.yaml` of a pack; English without synonyms when there is no such file.
package func loadSearchLanguage(pack: URL) throws(PackError) -> SearchLanguage {
  let file = PackFile("language/search.yaml", in: pack)
  guard FileManager.default.fileExists(atPath: file.url.path) else { return SearchLanguage() }
  let fields = try file.root().fields("language", "synonyms")
  var read = SearchLanguage()
  if let language = fields["language"] { read.language = try language.choice(Language.self) }
  guard let groups = try fields["synonyms"]?.list() else { return read }
  for group in groups {
    let phrases = try group.strings()
    guard phrases.count > 1 else {
      throw group.error(found: "\(phrases.count) phrase", expected: "two or more that mean the same")
    }
    read.synonyms.append(phrases)
  }
  return read
}
