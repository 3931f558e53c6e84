package import Domain

/// Where curated rows go. The calls come in order, from one thread.
package struct CurationSink {
  /// A dataset whose rows may follow; called for every dataset before the first row of any.
  package var begin: (Dataset) throws -> Void
  /// A row of the dataset at this index of `Curator.datasets`, values in the order of its columns. Each row comes
  /// once, with no other of its key.
  package var row: (_ dataset: Int, [Value]) throws -> Void
  package var quarantine: (QuarantinedRow) throws -> Void
  /// A row that its rules ask to delete, as it was read: to be looked at in memory, never to be kept.
  package var deleted: (_ dataset: Int, [Value]) throws -> Void
  package var warn: (CurationWarning) throws -> Void

  package init(
    begin: @escaping (Dataset) throws -> Void = { _ in },
    row: @escaping (_ dataset: Int, [Value]) throws -> Void,
    quarantine: @escaping (QuarantinedRow) throws -> Void,
    deleted: @escaping (_ dataset: Int, [Value]) throws -> Void = { _, _ in },
    warn: @escaping (CurationWarning) throws -> Void = { _ in }
  ) {
    (self.begin, self.row, self.quarantine) = (begin, row, quarantine)
    (self.deleted, self.warn) = (deleted, warn)
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
