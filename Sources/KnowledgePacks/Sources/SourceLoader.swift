package import Domain
package import Foundation

/// Reads the declarations of sources, `sources/*.yaml` of the pack at `pack`, in order of file name.
///
/// Strict: unknown keys, missing keys, wrong types and names declared twice throw. Formulas are kept as text; a
/// `Curator` made of the declarations checks them.
package func loadSources(pack: URL) throws(PackError) -> [SourceDeclaration] {
  var sources: [SourceDeclaration] = []
  for file in try sourceFiles(pack: pack) {
    let text: String
    do {
      text = try String(contentsOf: pack.appendingPathComponent(file), encoding: .utf8)
    } catch {
      throw PackError(file: file, place: "file", found: "no readable UTF-8", expected: "a YAML file")
    }
    sources += try SourceReader.sources(PackNode(parsing: text, file: file))
  }
  try checkNames(sources)
  return sources
}

private func sourceFiles(pack: URL) throws(PackError) -> [String] {
  let folder = pack.appendingPathComponent("sources").path
  guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
    throw PackError(file: "sources", place: "folder", found: "nothing", expected: "a folder of YAML files")
  }
  return names.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted().map { "sources/\($0)" }
}

private func checkNames(_ sources: [SourceDeclaration]) throws(PackError) {
  var places: [String: PackPlace] = [:]
  var routes: [String: PackPlace] = [:]
  for source in sources {
    if let route = source.posts, let first = routes.updateValue(source.place, forKey: route) {
      throw source.place.error(found: route, expected: "a route not taken by \(first.path)")
    }
    for (name, place) in [(source.name, source.place)] + source.nested.map({ ($0.name, $0.place) }) {
      if let first = places.updateValue(place, forKey: name) {
        throw place.error(found: name, expected: "a name not taken in \(first.file)")
      }
    }
  }
}

extension PackNode {
  var packPlace: PackPlace { PackPlace(file: file, line: line, path: place.isEmpty ? "file" : place) }

  func formula() throws(PackError) -> Formula { Formula(try string(), place: packPlace) }

  /// A name for a dataset or column: lower-case letters, digits and `_`, a letter first, 64 bytes at most.
  func checkName(_ name: String) throws(PackError) {
    let bytes = Array(name.utf8)
    let isName =
      bytes.count <= 64 && bytes.first.map { (97...122).contains($0) } == true
      && bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    if !isName {
      throw error(found: name, expected: "a name of lower-case letters, digits and '_', a letter first")
    }
  }
}
