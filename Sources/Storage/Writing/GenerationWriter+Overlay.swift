package import Domain

// A build that makes an overlay: a file of what is made anew, which lies on the generation before.
extension GenerationWriter {
  /// Has this build make an overlay on `former`, the generation in place, or on what that lies on itself.
  ///
  /// - Precondition: no dataset was created.
  /// - Throws: `StorageError.file` where the file system gives no file two names.
  package func overlay(_ former: Generation) throws {
    let base = try former.base ?? BaseFile(linking: file)
    try write { connection in
      self.base = base
      for stored in former.datasets where former.base == nil || former.isOnBase(stored.dataset.name) {
        lendable[stored.dataset.name] = stored.rows
      }
      try set(MetadataKey.base, .text(base.name), on: connection)
    }
  }

  /// Describes a dataset that is read from the base, where this build is an overlay and the base has it.
  ///
  /// - Returns: false where it must be created, and then copied or filled.
  package func borrow(_ dataset: Dataset) throws -> Bool {
    try write { connection in
      guard lendable[dataset.name] != nil, datasets[dataset.name] == nil else { return false }
      try describe(dataset, on: connection)
      datasets[dataset.name] = (dataset, nil, true)
      borrowed.insert(dataset.name)
      show(dataset.name)
      return true
    }
  }

  /// Has a dataset that stays as it was: borrowed, or created and copied.
  ///
  /// - Precondition: `attachFormer()` was called.
  package func keep(_ dataset: Dataset) throws {
    if try borrow(dataset) { return }
    try create(dataset)
    try reuse(dataset.name)
  }

  /// Reads documents and chunks, with all that search has of them, from the base; `former` is the generation in place.
  ///
  /// - Precondition: this build is an overlay, `attachFormer()` was called, and no document or chunk was written.
  package func borrowTexts(of former: Generation) throws {
    try write { connection in
      try runAll("DROP TABLE main.pitwall_documents; DROP TABLE main.pitwall_chunks", on: connection)
      if let embedder = former.embedder { try write(embedder, on: connection) }
      (chunkCount, embedder) = (former.chunkCount, former.embedder)
    }
  }

  /// The rows of a dataset; of one that is borrowed as the base counted them.
  func rows(of name: String, on connection: OpaquePointer) throws -> Int {
    if borrowed.contains(name), let rows = lendable[name] { return rows }
    return try count("SELECT count(*) FROM \(Schema.quoted(name))", on: connection)
  }
}
