package import Domain

/// Where curated rows go. The calls come in order, from one thread.
package struct CurationSink {
  /// A dataset whose rows may follow; called for every dataset before the first row of any.
  package var begin: (Dataset) throws -> Void
  /// How many rows of the dataset at this index of `Curator.datasets` follow, where that is known.
  package var expect: (_ dataset: Int, _ rows: Int) throws -> Void
  /// Rows of a dataset, in the order in which they stand in the files. Each row comes once, with no other of its key.
  package var rows: (_ dataset: Int, RowBlock) throws -> Void
  /// A dataset has all its rows.
  package var end: (_ dataset: Int) throws -> Void
  package var quarantine: (QuarantinedRow) throws -> Void
  /// A row that its rules ask to delete, as it was read: to be looked at in memory, never to be kept.
  package var deleted: (_ dataset: Int, [Value]) throws -> Void
  package var warn: (CurationWarning) throws -> Void
  /// A source of this name is taken over from an earlier curation, rows and quarantine: they belong here.
  package var reused: (_ source: String) throws -> Void

  package init(
    begin: @escaping (Dataset) throws -> Void = { _ in },
    expect: @escaping (_ dataset: Int, _ rows: Int) throws -> Void = { _, _ in },
    rows: @escaping (_ dataset: Int, RowBlock) throws -> Void,
    end: @escaping (_ dataset: Int) throws -> Void = { _ in },
    quarantine: @escaping (QuarantinedRow) throws -> Void,
    deleted: @escaping (_ dataset: Int, [Value]) throws -> Void = { _, _ in },
    warn: @escaping (CurationWarning) throws -> Void = { _ in },
    reused: @escaping (_ source: String) throws -> Void = { _ in }
  ) {
    (self.begin, self.expect, self.rows, self.end) = (begin, expect, rows, end)
    self.quarantine = quarantine
    (self.deleted, self.warn, self.reused) = (deleted, warn, reused)
  }
}

/// How far a curation is.
package struct CurationProgress: Sendable, Hashable {
  package let source: String
  /// Rows of the source read so far.
  package let rows: Int
  /// Bytes, as they are on disk, of the files finished so far, and of all files of all sources.
  package let bytes: Int
  package let totalBytes: Int

  package init(source: String, rows: Int, bytes: Int, totalBytes: Int) {
    (self.source, self.rows, self.bytes, self.totalBytes) = (source, rows, bytes, totalBytes)
  }

  /// Rows between two reports.
  package static let interval = 65_536
}
