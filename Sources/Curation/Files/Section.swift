import Domain

/// A part of a source's files that is read by itself: a whole file, or records of a large one.
struct Section: Sendable {
  /// The records of a CSV file that start within `bytes`.
  struct Part: Sendable {
    let header: CSVHeader
    /// The lines before it, for the first part of a file.
    let lines: Int
    var bytes: Range<Int>
    /// The first record starts where `bytes` do; else behind the first line end in them.
    var isExact: Bool
  }

  let file: SourceFile
  /// Nil for a whole file.
  var part: Part?

  /// What it holds is better handed on bit by bit: it is large, and could not be cut.
  func isStreamed(_ limits: ReadingLimits) -> Bool { part == nil && file.bytes > limits.section }

  /// The sections of a file: large CSV files that are not packed are read in parts.
  static func sections(of file: SourceFile, plan: SourcePlan, limits: ReadingLimits) throws -> [Section] {
    let whole = [Section(file: file, part: nil)]
    let format = plan.format(of: file) ?? .csv
    guard format == .csv, file.bytes > limits.section, !plan.numbersRows else { return whole }
    let reader = plan.reader(of: file, limits)
    guard let (header, start, lines) = try reader.header(of: file) else { return whole }
    let cuts = [start] + stride(from: start + limits.section, to: file.bytes, by: limits.section)
    return cuts.enumerated().map { index, cut in
      let end = index + 1 < cuts.count ? cuts[index + 1] : Int.max
      return Section(
        file: file,
        part: Part(header: header, lines: index == 0 ? lines : 0, bytes: cut..<end, isExact: index == 0))
    }
  }

  /// The section from where the one before it ended, `start`, when it was read from elsewhere, `found`: it began inside
  /// a record.
  func beginning(at start: Int?, not found: Range<Int>) -> Section? {
    guard let start, start != found.lowerBound, var part else { return nil }
    part.bytes = start..<max(start, part.bytes.upperBound)
    part.isExact = true
    return Section(file: file, part: part)
  }

  /// Reads the records.
  ///
  /// - Returns: for a part of a file, the bytes and lines its records take.
  @discardableResult
  func read(
    _ plan: SourcePlan, _ limits: ReadingLimits, _ visitor: some RecordVisitor
  ) throws -> (bytes: Range<Int>, lines: Int) {
    let csv = plan.reader(of: file, limits)
    if let part { return try csv.read(part, of: file, visitor) }
    let stream = try ByteStream.file(file)
    switch plan.format(of: file) {
    case .json: try JSONFileReader(limits: limits).readDocument(stream, visitor)
    case .jsonl: try JSONFileReader(limits: limits).readLines(stream, visitor)
    case .csv, nil: try csv.read(stream, visitor)
    }
    return (0..<0, 0)
  }
}

extension SourcePlan {
  fileprivate func reader(of file: SourceFile, _ limits: ReadingLimits) -> CSVFileReader {
    CSVFileReader(
      file: file.path, source: declaration.name, limits: limits, delimiter: declaration.delimiter)
  }
}
