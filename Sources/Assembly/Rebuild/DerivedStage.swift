import Domain
import Storage

/// The datasets that SQL makes of curated ones, in the order declared: each may read those before it. Those that do not
/// need each other are folded side by side.
struct DerivedStage {
  private let derived: [DerivedDataset]

  init(_ derived: [DerivedDataset]) { self.derived = derived }

  /// - Returns: the number of datasets made.
  func run(reuse: Reuse, _ writer: GenerationWriter) throws -> Int {
    var left: [Item] = []
    for item in derived {
      let ingredients =
        ["\(item.dataset)", item.fold.map { "\($0)" } ?? "rows"] + reuse.ingredients([item.sql])
      if reuse.takes(.derived(item.dataset.name), making: [item.dataset.name], of: ingredients) {
        try writer.keep(item.dataset)
      } else {
        try writer.announce(item.dataset)
        left.append(Item(derived: item, words: Reuse.words(of: [item.sql])))
      }
    }
    while !left.isEmpty {
      let names = Set(left.map(\.name))
      // A name that stands there by chance makes none wait for ever: the first can read those before it.
      let ready = left.indices.filter { names.subtracting([left[$0].name]).isDisjoint(with: left[$0].words) }
      let items = (ready.isEmpty ? [0] : ready).map { left[$0] }
      try make(items, writer)
      let made = Set(items.map(\.name))
      left.removeAll { made.contains($0.name) }
    }
    return derived.count
  }

  /// A dataset to be made, with the words of its statement.
  private struct Item {
    let derived: DerivedDataset
    let words: Set<String>
    var name: String { derived.dataset.name }
  }

  private func make(_ items: [Item], _ writer: GenerationWriter) throws {
    for item in items { try writer.create(item.derived.dataset) }
    for item in items where item.derived.fold == nil {
      do {
        try Self.fill(item.derived, writer)
      } catch StorageError.script(_, _, _, let message) {
        throw RebuildError.derived(dataset: item.name, reason: message)
      }
    }
    let folds = items.compactMap { item in
      item.derived.fold.map { GenerationWriter.Folding(item.name, item.derived.sql, $0) }
    }
    do {
      if !folds.isEmpty { try writer.insert(folding: folds) }
    } catch StorageError.sql(let message, let text) {
      throw RebuildError.derived(
        dataset: items.first { $0.derived.sql == text }?.name ?? "", reason: message)
    }
    for item in items { try writer.createIndexes(of: item.name) }
  }

  private static func fill(_ item: DerivedDataset, _ writer: GenerationWriter) throws {
    let columns = item.dataset.columns.map { quoted($0.name) }.joined(separator: ", ")
    // Inside brackets nothing but one SELECT is well formed.
    try writer.run(
      script: "INSERT INTO \(quoted(item.dataset.name))(\(columns)) SELECT * FROM (\n\(item.sql)\n)")
  }

  static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}
