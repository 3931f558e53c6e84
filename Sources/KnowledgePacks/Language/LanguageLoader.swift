package import Domain
package import Foundation

/// Reads the language of a pack's texts from `language/search.yaml`; English when there is no such file.
package func loadLanguage(pack: URL) throws(PackError) -> Language {
  let file = PackFile("language/search.yaml", in: pack)
  guard FileManager.default.fileExists(atPath: file.url.path) else { return .english }
  return try file.root().fields("language").required("language").choice(Language.self)
}
