package import Domain

/// A pack as text: what will stand in its files.
package struct PackDraft: Sendable {
  /// By path in the pack.
  package let files: [(path: String, text: String)]
  package let summary: PackSummary

  /// Makes sources, catalog and documents of what a profile found in `origin`, as it is called in the files.
  package init(_ profile: DataProfile, origin: String) {
    let catalog = CatalogDraft(profile)
    var files = [
      ("sources/data.yaml", SourcesFile(profile: profile, origin: origin).text),
      ("catalog/data.yaml", CatalogFile(profile: profile, catalog: catalog, origin: origin).text),
    ]
    let documents = DocumentsFile(profile: profile, catalog: catalog)
    if let text = documents.text {
      files.append(("documents/data.yaml", text))
      files += documents.templates
    }
    self.files = files
    summary = PackSummary(profile, catalog, documented: documents.kinds)
  }
}
