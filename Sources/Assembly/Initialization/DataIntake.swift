import Curation
import Domain
import Foundation
import Profiling
import Storage

/// Brings data of any kind into the data folder of a pack, and tells its tables.
struct DataIntake {
  struct Tables {
    var inputs: [TableInput]
    /// What is left out, and why.
    var notes: [String]
  }

  let request: InitializationRequest
  /// The folder of the pack that is being made.
  let pack: URL

  private var data: URL { pack.appendingPathComponent("data", isDirectory: true) }

  func tables() throws -> Tables {
    let path = request.path.resolvingSymlinksInPath()
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder)
    if isFolder.boolValue {
      // A link: the data stays where it is, and changes there are seen by the next rebuild.
      try FileManager.default.createSymbolicLink(atPath: data.path, withDestinationPath: path.path)
      return try folder()
    }
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    if ForeignDatabase.isDatabase(path) { return try database(path) }
    try FileManager.default.createSymbolicLink(
      atPath: data.appendingPathComponent(path.lastPathComponent).path, withDestinationPath: path.path)
    return try folder()
  }

  // MARK: - Files

  private func folder() throws -> Tables {
    let (files, unused) = try surveyFolder(data)
    var notes = unused.map { "\($0.path) is left out: \($0.reason)" }
    for file in files where !file.lists.isEmpty {
      notes.append("\(file.path): lists of values are left out: \(file.lists.joined(separator: ", "))")
    }
    guard !files.isEmpty else {
      throw InitializationError.noTable(path: request.path.relativePath, unused: notes)
    }
    let root = request.path.standardizedFileURL.deletingPathExtension().lastPathComponent
    let groups = FileGrouping.groups(
      files.map {
        FileGroup.Member(
          path: $0.path, format: $0.format, delimiter: $0.delimiter, fields: $0.fields,
          records: Dictionary($0.records.map { ($0.path, $0.fields) }) { first, _ in first })
      }, root: root)
    return Tables(inputs: groups.reduce(into: []) { $0 += Self.inputs($1, first: $0.count) }, notes: notes)
  }

  /// The table of a group, then those of the arrays in its records.
  private static func inputs(_ group: FileGroup, first: Int) -> [TableInput] {
    let table = TableInput(
      name: group.name, patterns: group.patterns, format: group.format, delimiter: group.delimiter,
      fields: group.fields, optional: group.optional, captures: group.captures)
    return [table]
      + group.records.map { path, fields in
        TableInput(
          name: name(of: path, in: group), patterns: group.patterns, format: group.format,
          delimiter: group.delimiter,
          fields: fields, array: TableInput.Array(table: first, path: path))
      }
  }

  private static func name(of path: String, in group: FileGroup) -> String {
    let last = path.split(separator: ".").last.map(String.init) ?? path
    return group.fields.isEmpty && group.records.count == 1 ? group.name : "\(last)"
  }

  // MARK: - SQLite

  /// The tables are written as CSV: from then on they are files like any other.
  private func database(_ file: URL) throws -> Tables {
    let database = try ForeignDatabase(opening: file)
    var tables = Tables(inputs: [], notes: [])
    var taken: Set<String> = []
    for table in try database.tables() where !table.columns.isEmpty {
      var name = String(table.name.map { $0 == "/" || "*?{}".contains($0) || $0.isNewline ? "_" : $0 })
      if name.hasPrefix(".") { name = "_" + name.dropFirst() }
      while !taken.insert(name.lowercased()).inserted { name += "_" }
      let path = "\(name).csv"
      let (rows, blobs) = try database.export(table, to: data.appendingPathComponent(path))
      if rows == 0 {
        tables.notes.append("the table \(table.name) is left out: found no row")
        try FileManager.default.removeItem(at: data.appendingPathComponent(path))
        continue
      }
      if blobs > 0 { tables.notes.append("\(table.name): \(blobs) values of bytes are left out") }
      var input = TableInput(
        name: table.name, patterns: [path], format: .csv, delimiter: UInt8(ascii: ","), fields: table.columns)
      input.primaryKey = table.primaryKey
      input.references = table.references.map { TableInput.Reference(column: $0.column, table: $0.table) }
      tables.inputs.append(input)
    }
    guard !tables.inputs.isEmpty else {
      throw InitializationError.noTable(path: request.path.relativePath, unused: tables.notes)
    }
    return tables
  }
}
