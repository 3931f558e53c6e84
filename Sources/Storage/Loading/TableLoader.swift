import Dispatch
package import Domain
import Synchronization

/// Fills whole tables of a build, far faster than by statements: rows become pages of the file, and indexes are
/// sorted and written when their table is whole.
///
/// The work is done on a thread of its own, in the order of the calls; a failure is thrown by a later call.
/// Handed out by `GenerationWriter.load`; calls come from one thread.
package final class TableLoader: @unchecked Sendable {
  private let queue = DispatchQueue(label: "pitwall.load")
  private let room = DispatchSemaphore(value: TableLoader.mostWaiting)
  private let failure = Mutex<(any Error)?>(nil)
  private let file: PageFile
  // Touched inside `queue` only.
  private var loads: [String: TableLoad]
  private var quarantine: TableLoad
  // Touched by the caller only.
  private var quarantined = RowBlock(columnCount: TableLoader.quarantineColumns.count)
  private var isFinished = false
  private let names: Set<String>

  /// Blocks that may wait to be written.
  private static let mostWaiting = 16

  static let quarantineColumns = ["source", "rule", "reason", "file", "line", "raw"]

  init(_ file: PageFile, _ loads: [String: TableLoad], quarantine: TableLoad) {
    (self.file, self.loads, self.quarantine) = (file, loads, quarantine)
    names = Set(loads.keys)
  }

  /// Makes room for rows that will come, which saves memory.
  package func expect(_ rows: Int, of dataset: String) throws {
    try perform { $0.loads[dataset]?.reserve(rows) }
  }

  /// Adds rows to a dataset that was created empty.
  package func append(_ rows: RowBlock, to dataset: String) throws {
    guard names.contains(dataset) else {
      throw StorageError.unknown(kind: "dataset", name: dataset, candidates: names.sorted())
    }
    try perform { try $0.loads[dataset]?.add(rows) }
  }

  /// Keeps a row that curation refused.
  package func quarantine(_ row: QuarantinedRow) throws {
    func append(_ text: String) {
      var text = text
      text.withUTF8 { quarantined.append($0) }
    }
    append(row.source)
    append(row.rule)
    append(row.reason)
    append(row.file)
    quarantined.append(Int64(row.line))
    row.raw.withUnsafeBufferPointer { quarantined.append($0) }
    if quarantined.isFull { try flushQuarantine() }
  }

  private func flushQuarantine() throws {
    let block = quarantined
    quarantined = RowBlock(columnCount: block.columnCount)
    try perform { try $0.quarantine.add(block) }
  }

  /// Says that a dataset has all its rows: its indexes are made.
  package func complete(_ dataset: String) throws {
    try perform { loader in
      guard var load = loader.loads.removeValue(forKey: dataset) else { return }
      try load.finishRows()
      let key = load.dataset.key
      for (index, entries) in Self.sorted(load.takeIndexes()).enumerated() {
        if try entries.write(to: loader.file) { continue }
        throw StorageError.duplicateKey(
          dataset: dataset, key: index == 0 ? key : entries.names(of: load.dataset))
      }
    }
  }

  private static func sorted(_ indexes: [IndexEntries]) -> [IndexEntries] {
    let sorted = Mutex(indexes)
    DispatchQueue.concurrentPerform(iterations: indexes.count) { number in
      var index = sorted.withLock { all in
        let index = all[number]
        all[number] = index.emptied
        return index
      }
      index.sort()
      sorted.withLock { $0[number] = index }
    }
    return sorted.withLock { $0 }
  }

  /// Waits until all is written; nothing may follow but the end of the load, which else does the same.
  package func finish() throws {
    if isFinished { return }
    isFinished = true
    try flushQuarantine()
    for name in names.sorted() { try complete(name) }
    try perform { try $0.quarantine.finishRows() }
    queue.sync {}
    try check()
    try file.finish()
  }

  /// Waits for the work under way and does no more.
  func cancel() {
    failure.withLock { $0 = $0 ?? CancellationError() }
    queue.sync {}
  }

  private func perform(_ body: @escaping @Sendable (TableLoader) throws -> Void) throws {
    try check()
    room.wait()
    queue.async { [self] in
      defer { room.signal() }
      if failure.withLock({ $0 != nil }) { return }
      do { try body(self) } catch { failure.withLock { $0 = error } }
    }
  }

  private func check() throws {
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
