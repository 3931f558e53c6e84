package import Domain

/// What a curation reads: the files of each source, listed once.
package struct CurationInputs: Sendable {
  package struct Source: Sendable {
    package let name: String
    /// The file of the pack that declares it.
    package let declaredIn: String
    /// Those of its rows, then of the arrays in its records.
    package let datasets: [String]
    /// The names of other sources that its rows refer to.
    package let refersTo: [String]
    /// In the order they are read. The name tells a file from those of the same path in other folders.
    package let files: [(name: String, path: String)]
  }

  /// In the order of the curator's sources.
  let files: [[SourceFile]]
  /// In the order they are curated: each after those it refers to.
  package let sources: [Source]

  /// The same but for files of these names.
  package func without(_ names: Set<String>) -> CurationInputs {
    if names.isEmpty { return self }
    return CurationInputs(
      files: files.map { $0.filter { !names.contains($0.name) } },
      sources: sources.map { source in
        Source(
          name: source.name, declaredIn: source.declaredIn, datasets: source.datasets,
          refersTo: source.refersTo, files: source.files.filter { !names.contains($0.name) })
      })
  }
}

/// Sources that are taken over from an earlier curation.
package struct ReusedSources {
  package let names: Set<String>
  /// By dataset, what became of the rows then.
  package let counts: [String: SourceCount]
  /// Gives each value that a column of a dataset had then.
  package let values: (_ dataset: String, _ column: String, _ value: (Value) -> Void) throws -> Void

  package init(
    names: Set<String>, counts: [String: SourceCount],
    values: @escaping (_ dataset: String, _ column: String, _ value: (Value) -> Void) throws -> Void
  ) {
    (self.names, self.counts, self.values) = (names, counts, values)
  }

  package static var none: ReusedSources { ReusedSources(names: [], counts: [:]) { _, _, _ in } }
}
