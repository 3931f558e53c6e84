package import Domain
package import Foundation

/// A file of a folder of which nothing is declared: what it looks like.
package struct SurveyedFile: Sendable, Hashable {
  /// Relative to the folder, with `/`.
  package let path: String
  package let bytes: Int
  package let format: SourceDeclaration.Format
  /// Between the fields of CSV.
  package let delimiter: UInt8
  /// The names at the head of CSV as they are asked for: from the second of a name on with its number; of JSON the
  /// paths of values.
  package let fields: [String]
  /// Arrays of records in the records of JSON: where they stand, and the paths of the values in them.
  package let records: [SurveyedArray]
  /// Paths of JSON at which arrays of anything else stand.
  package let lists: [String]
}

/// An array of records inside each record of a file.
package struct SurveyedArray: Sendable, Hashable {
  package let path: String
  package let fields: [String]
}

/// A file that is no table, and why.
package struct UnusedFile: Sendable, Hashable {
  package let path: String
  package let reason: String

  package init(path: String, reason: String) { (self.path, self.reason) = (path, reason) }
}

/// Looks at the files of a folder, in order of path.
///
/// - Throws: `CurationError` when the folder cannot be listed.
package func surveyFolder(
  _ folder: URL, limits: ReadingLimits = ReadingLimits()
) throws -> (tables: [SurveyedFile], unused: [UnusedFile]) {
  var (tables, unused): ([SurveyedFile], [UnusedFile]) = ([], [])
  guard let every = FilePattern("**") else { return (tables, unused) }
  for file in try FileList(folders: [folder]).matching([every]) {
    do {
      tables.append(try FileSurvey(file: file, limits: limits).look())
    } catch let fault as FileSurvey.NoTable {
      unused.append(UnusedFile(path: file.path, reason: fault.reason))
    } catch {
      unused.append(UnusedFile(path: file.path, reason: "\(error)"))
    }
  }
  return (tables, unused)
}

/// The look at one file.
private struct FileSurvey {
  struct NoTable: Error { let reason: String }

  let file: SourceFile
  let limits: ReadingLimits

  private static let endings = ["csv", "tsv", "tab", "txt", "dat", "data", "json", "jsonl", "ndjson", ""]

  func look() throws -> SurveyedFile {
    let name = file.path.split(separator: "/").last.map { $0.hasSuffix(".gz") ? $0.dropLast(3) : $0 } ?? ""
    let ending = name.contains(".") ? String(name.split(separator: ".").last ?? "").lowercased() : ""
    guard Self.endings.contains(ending) else {
      throw NoTable(
        reason:
          "found the ending .\(ending), expected one of \(Self.endings.dropLast().joined(separator: ", "))")
    }
    let head = try head()
    switch FileSniffer.finding(head.bytes, isWhole: head.isWhole) {
    case .nothing(let reason): throw NoTable(reason: "found \(reason)")
    case .json: return try json(.json)
    case .jsonLines: return try json(.jsonl)
    case .csv(let delimiter):
      if ending.hasPrefix("json") || ending == "ndjson" { throw NoTable(reason: "found no JSON") }
      let isTable = ["csv", "tsv", "tab"].contains(ending)
      return try csv(delimiter, isTable: isTable)
    }
  }

  private func head() throws -> (bytes: [UInt8], isWhole: Bool) {
    let stream = try ByteStream.file(file)
    var bytes = [UInt8](repeating: 0, count: FileSniffer.head)
    var count = 0
    while count < bytes.count {
      let added = try bytes.withUnsafeMutableBufferPointer {
        try stream.read(UnsafeMutableBufferPointer(rebasing: $0[count...]))
      }
      if added == 0 { return (Array(bytes.prefix(count)), true) }
      count += added
    }
    return (bytes, false)
  }

  private func csv(_ delimiter: UInt8, isTable: Bool) throws -> SurveyedFile {
    let reader = CSVFileReader(file: file.path, source: file.path, limits: limits, delimiter: delimiter)
    guard let header = try reader.header(try ByteStream.file(file)) else {
      throw NoTable(reason: "found an empty file")
    }
    let names = header.names
    if !isTable, names.count < 2 { throw NoTable(reason: "found text, expected a table") }
    let classifier = CellClassifier(months: [])
    let values = names.count { name in
      var name = name
      let types = name.withUTF8 { $0.isEmpty ? [] : classifier.form(Field(bytes: $0, kind: .text)).types }
      return !types.subtracting(.boolean).isEmpty
    }
    if values * 2 > names.count, values < names.count || names.count > 1 {
      if !Self.areYears(names) {
        throw NoTable(
          reason:
            "found values on the first line (\(names.prefix(4).joined(separator: ", "))), expected the names of the columns"
        )
      }
    }
    var counts: [String: Int] = [:]
    for name in names { counts[name, default: 0] += 1 }
    var met: [String: Int] = [:]
    let fields = names.map { name in
      met[name, default: 0] += 1
      return counts[name, default: 0] > 1 ? CSVHeader.repeated(name, met[name, default: 0]) : name
    }
    return SurveyedFile(
      path: file.path, bytes: file.bytes, format: .csv, delimiter: delimiter, fields: fields, records: [],
      lists: [])
  }

  /// Years may be the names of columns.
  private static func areYears(_ names: [String]) -> Bool {
    let numbers = names.compactMap(Int.init)
    return zip(numbers, numbers.dropFirst()).allSatisfy { $0 + 1 == $1 }
      && numbers.allSatisfy { (1000...2999).contains($0) }
  }

  private func json(_ format: SourceDeclaration.Format) throws -> SurveyedFile {
    let visitor = ShapeVisitor(limits: limits)
    let reader = JSONFileReader(limits: limits)
    let stream = try ByteStream.file(file)
    if format == .json {
      try reader.readDocument(stream, visitor)
    } else {
      try reader.readLines(stream, visitor)
    }
    guard visitor.records > 0 else { throw NoTable(reason: visitor.fault ?? "found no record") }
    let paths = visitor.shape.paths
    guard !paths.values.isEmpty || !paths.records.isEmpty else {
      throw NoTable(reason: "found records without values")
    }
    if visitor.shape.isFull {
      throw NoTable(reason: "found more than \(limits.mostColumns) names in its records, expected a table")
    }
    return SurveyedFile(
      path: file.path, bytes: file.bytes, format: format, delimiter: UInt8(ascii: ","), fields: paths.values,
      records: paths.records.map { SurveyedArray(path: $0.path, fields: $0.values) }, lists: paths.lists)
  }
}

/// Takes the shape of the records of a JSON file.
private final class ShapeVisitor: RecordVisitor {
  let wanted: [WantedField] = []
  var shape: JSONShape
  private(set) var records = 0
  private(set) var fault: String?

  init(limits: ReadingLimits) { shape = JSONShape(limits: limits) }

  func record(_ record: RawRecord, _ fields: UnsafeMutableBufferPointer<Field>) throws {
    if try shape.add(record.bytes) { records += 1 }
  }
  func unreadable(_ record: RawRecord, reason: String) { fault = fault ?? reason }
  func warn(_ text: String) { fault = fault ?? text }
}
