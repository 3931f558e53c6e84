package import Domain
package import Foundation

/// Reads the records of files of which nothing is declared but their format, and tells each cell with what it can be
/// read as.
package struct RecordScan: Sendable {
  /// The cells wanted: fields of the record by name or path, then parts of the file's path.
  package struct Columns: Sendable, Hashable {
    package let fields: [String]
    package let captures: [String]

    package init(fields: [String], captures: [String] = []) {
      (self.fields, self.captures) = (fields, captures)
    }
  }

  /// What stood in the files.
  package struct Counts: Sendable, Hashable {
    package var records = 0
    package var unreadable = 0
    /// Where the first record is that could not be read, and why.
    package var firstFault: String?
  }

  private let files: [SourceFile]
  private let format: SourceDeclaration.Format
  private let delimiter: UInt8
  private let months: [String]
  private let limits: ReadingLimits

  /// Lists the files that match; patterns are relative to `folder`, those that are none match nothing, and the months are
  /// the names of all twelve, from January.
  ///
  /// - Throws: `CurationError` when the folder cannot be listed.
  package init(
    folder: URL, patterns: [String], format: SourceDeclaration.Format, delimiter: UInt8, months: [String],
    limits: ReadingLimits = ReadingLimits()
  ) throws {
    files = try FileList(folders: [folder]).matching(patterns.compactMap(FilePattern.init))
    (self.format, self.delimiter, self.months, self.limits) = (format, delimiter, months, limits)
  }

  /// Paths of the files, in the order they are read.
  package var paths: [String] { files.map(\.path) }

  /// Reads the records of all files, or the elements of the array at `array` in each record.
  ///
  /// O(bytes). A file that cannot be read throws `CurationError`.
  package func read(
    _ columns: Columns, elementsOf array: String? = nil, _ observer: some RecordObserver
  ) throws -> Counts {
    var counts = Counts()
    for file in files {
      let visitor = ScanVisitor(columns, array: array, months: months, limits: limits, observer: observer)
      visitor.begin(file)
      let stream = try ByteStream.file(file)
      switch format {
      case .csv:
        try CSVFileReader(file: file.path, source: file.path, limits: limits, delimiter: delimiter)
          .read(stream, visitor)
      case .json: try JSONFileReader(limits: limits).readDocument(stream, visitor)
      case .jsonl: try JSONFileReader(limits: limits).readLines(stream, visitor)
      }
      counts.records += visitor.counts.records
      counts.unreadable += visitor.counts.unreadable
      counts.firstFault = counts.firstFault ?? visitor.counts.firstFault
    }
    return counts
  }
}

private final class ScanVisitor<Observer: RecordObserver>: RecordVisitor {
  let wanted: [WantedField]
  private(set) var counts = RecordScan.Counts()
  private let columns: RecordScan.Columns
  private let hasArray: Bool
  private let classifier: CellClassifier
  private let limits: ReadingLimits
  private let observer: Observer
  private var file = ""
  private var captured: [(column: Int, form: CellForm, bytes: [UInt8])] = []
  /// Of the elements of an array.
  private var reader: JSONRecordReader
  private let fields: UnsafeMutableBufferPointer<Field>

  init(
    _ columns: RecordScan.Columns, array: String?, months: [String], limits: ReadingLimits, observer: Observer
  ) {
    (self.columns, self.limits, self.observer, hasArray) = (columns, limits, observer, array != nil)
    classifier = CellClassifier(months: months)
    let inside = columns.fields.map { WantedField(column: $0, names: [$0], isOptional: true) }
    wanted = array.map { [WantedField(column: $0, names: [$0], isOptional: true)] } ?? inside
    reader = JSONRecordReader(inside, deepestNesting: limits.deepestNesting)
    fields = .allocate(capacity: inside.count)
    fields.initialize(repeating: .absent)
  }

  deinit { fields.deallocate() }

  func begin(_ file: SourceFile) {
    self.file = file.path
    captured = columns.captures.enumerated().compactMap { index, name in
      guard var text = file.captures[name], !text.isEmpty else { return nil }
      let form = text.withUTF8 { classifier.form(Field(bytes: $0, kind: .text)) }
      return (columns.fields.count + index, form, Array(text.utf8))
    }
  }

  func record(_ record: RawRecord, _ fields: UnsafeMutableBufferPointer<Field>) throws {
    guard hasArray else { return tell(fields) }
    guard let array = fields.first, array.kind == .container else { return }
    try forEachElement(of: array.bytes, deepestNesting: limits.deepestNesting) { range in
      do {
        try reader.read(UnsafeBufferPointer(rebasing: array.bytes[range]), self.fields)
        tell(self.fields)
      } catch {
        unreadable(record, reason: "found \(error)")
      }
    }
  }

  private func tell(_ fields: UnsafeMutableBufferPointer<Field>) {
    counts.records += 1
    for index in 0..<fields.count {
      let field = fields[index]
      switch field.kind {
      case .absent: continue
      case .container: observer.cell(index, CellForm(), field.bytes)
      case .text, .number: observer.cell(index, classifier.form(field), field.bytes)
      }
    }
    for (column, form, bytes) in captured {
      bytes.withUnsafeBufferPointer { observer.cell(column, form, $0) }
    }
    observer.endRecord()
  }

  func unreadable(_ record: RawRecord, reason: String) {
    counts.records += 1
    counts.unreadable += 1
    counts.firstFault = counts.firstFault ?? "\(file):\(record.line): \(reason)"
  }

  func warn(_ text: String) {}
}
