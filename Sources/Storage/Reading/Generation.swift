package import Domain
package import Foundation
import Synchronization

/// One generation of the knowledge base, open for reading: an immutable snapshot.
///
/// It stays whole and readable while a newer one takes its place on disk. Calls may come from any thread; the
/// least busy of a few connections serves each.
package final class Generation: Sendable {
  /// Connections, hence statements at the same time.
  package static let connections = 4

  package let file: URL
  package let metadata: GenerationMetadata
  /// In the order in which they were recorded.
  package let counts: [SourceCount]
  /// In the order in which they were created.
  package let datasets: [StoredDataset]
  /// What made the vectors; nil when there are none.
  package let embedder: EmbedderIdentity?
  package let documentCount: Int
  package let chunkCount: Int
  package let bytes: Int
  /// Of an overlay, what it lies on: the next generation but overlays is one file again.
  package let base: BaseFile?
  /// The tables that are read from there.
  private let baseTables: Set<String>
  let identity: FileIdentity?
  private let baseIdentity: FileIdentity?
  /// What lies behind the tables, mapped.
  let regions: [FileRegion.Name: MemoryRegion]
  private let lanes: [ReadConnection]
  private let load: Mutex<[Int]>

  /// - Throws: `StorageError.missing`, `.notADatabase`, `.foreign`, `.version`, `.truncated`, `.damaged`.
  package init(opening file: URL, connections: Int = Generation.connections) throws {
    let opened = try OpenedFile.open(file, connections: max(1, connections))
    self.file = file
    (bytes, metadata, embedder) = (opened.bytes, opened.metadata, opened.embedder)
    (counts, datasets) = (opened.counts, opened.datasets)
    (documentCount, chunkCount) = (opened.documentCount, opened.chunkCount)
    (base, baseTables) = (opened.base, opened.baseTables)
    (identity, baseIdentity) = (opened.identity, opened.base.flatMap { FileIdentity($0.url) })
    (regions, lanes) = (opened.regions, opened.lanes)
    load = Mutex([Int](repeating: 0, count: opened.lanes.count))
  }

  /// Columns of personal data, per dataset that has any.
  package var personalColumns: [String: Set<String>] {
    var result: [String: Set<String>] = [:]
    for dataset in datasets.map(\.dataset) {
      let names = dataset.columns.filter(\.isPersonal).map(\.name)
      if !names.isEmpty { result[dataset.name] = Set(names) }
    }
    return result
  }

  /// Whether a table is read from the base.
  package func isOnBase(_ table: String) -> Bool { baseTables.contains(table) }

  /// Whether a table is the very table that another generation has: it is read from the same file.
  package func shares(_ table: String, with other: Generation) -> Bool {
    let place = place(of: table)
    return place != nil && place == other.place(of: table)
  }

  private func place(of table: String) -> FileIdentity? { isOnBase(table) ? baseIdentity : identity }

  /// "FROM" what names all tables and views, of the file and of its base.
  var schemaTables: String {
    let own = "SELECT type, name FROM main.sqlite_schema"
    return base == nil ? "(\(own))" : "(\(own) UNION SELECT type, name FROM \(BaseFile.schema).sqlite_schema)"
  }

  /// Runs a statement that may only read the data, within `limits`.
  ///
  /// Cells come by the kind of their column: in a decimal one an INTEGER is units of its scale and a REAL, which
  /// the statement divided itself, stays a real. A point query costs some microseconds.
  /// - Throws: `ExecutionError`.
  package func execute(_ statement: SQLStatement, limits: ExecutionLimits = .question) throws -> ResultTable {
    try onFreest { try $0.execute(statement, limits: limits) }
  }

  /// As the other, off the caller's thread; cancellation stops the statement.
  package func execute(
    _ statement: SQLStatement, limits: ExecutionLimits = .question
  ) async throws -> ResultTable {
    let index = enter()
    defer { leave(index) }
    return try await lanes[index].execute(statement, limits: limits)
  }

  func onFreest<T>(_ body: (ReadConnection) throws -> T) rethrows -> T {
    let index = enter()
    defer { leave(index) }
    return try body(lanes[index])
  }

  private func enter() -> Int {
    load.withLock { load in
      let index = load.indices.min { load[$0] < load[$1] } ?? 0
      load[index] += 1
      return index
    }
  }

  private func leave(_ index: Int) { load.withLock { $0[index] -= 1 } }
}

/// A dataset as a generation holds it.
package struct StoredDataset: Sendable, Hashable {
  package let dataset: Dataset
  package let rows: Int

  package init(dataset: Dataset, rows: Int) { (self.dataset, self.rows) = (dataset, rows) }
}
