import Domain
import Storage

/// The datasets that SQL makes of curated ones, in the order declared: each may read those before it.
struct DerivedStage {
  private let derived: [DerivedDataset]

  init(_ derived: [DerivedDataset]) { self.derived = derived }

  /// - Returns: the number of datasets made.
  func run(reuse: Reuse, _ writer: GenerationWriter) throws -> Int {
    for item in derived {
      let ingredients =
        ["\(item.dataset)", item.fold.map { "\($0)" } ?? "rows"] + reuse.ingredients([item.sql])
      if reuse.takes(.derived(item.dataset.name), making: [item.dataset.name], of: ingredients) {
        try writer.keep(item.dataset)
        continue
      }
      try writer.create(item.dataset)
      do {
        try fill(item, writer)
        try writer.createIndexes(of: item.dataset.name)
      } catch StorageError.script(_, _, _, let message) {
        throw RebuildError.derived(dataset: item.dataset.name, reason: message)
      } catch StorageError.sql(let message, _) {
        throw RebuildError.derived(dataset: item.dataset.name, reason: message)
      }
    }
    return derived.count
  }

  private func fill(_ item: DerivedDataset, _ writer: GenerationWriter) throws {
    if let fold = item.fold {
      try writer.insert(into: item.dataset.name, folding: item.sql, by: fold)
      return
    }
    let columns = item.dataset.columns.map { Self.quoted($0.name) }.joined(separator: ", ")
    // Inside brackets nothing but one SELECT is well formed.
    try writer.run(
      script: "INSERT INTO \(Self.quoted(item.dataset.name))(\(columns)) SELECT * FROM (\n\(item.sql)\n)")
  }

  static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}
