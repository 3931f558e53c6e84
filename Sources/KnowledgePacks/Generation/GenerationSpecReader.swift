package import Domain
package import Foundation

/// Reads `generate.yaml` of the pack in the folder `pack`, and the word lists it names.
package func loadGenerationSpec(pack: URL) throws(PackError) -> GenerationSpec {
  let file = "generate.yaml"
  return try generationSpec(from: readPackFile(file, of: pack), file: file) { path throws(PackError) in
    try readPackFile(path, of: pack)
  }
}

/// Reads a generation spec from YAML; `contents` gives the text of a word list, named relative to the pack.
package func generationSpec(
  from text: String, file: String, contents: (String) throws(PackError) -> String
) throws(PackError) -> GenerationSpec {
  let root = try PackNode(parsing: text, file: file)
  let fields = try root.fields(
    "hand_written", "lists", "tables", "maps", "calendars", "picks", "datasets", "files")
  var tables: [GenerationTable] = []
  for (name, node) in try fields.entries("lists") {
    tables.append(
      GenerationTable(name: name, content: .list(try weighted(node, contents: contents)), place: node.at))
  }
  for (name, node) in try fields.entries("tables") {
    let table = try node.fields("file", "hand_written")
    let content: GenerationTable.Content
    if let path = try table.optionalString("hand_written") {
      content = .handWritten(path)
    } else {
      content = .csv(try contents(try table.string("file")))
    }
    tables.append(GenerationTable(name: name, content: content, place: node.at))
  }
  var maps: [GenerationMap] = []
  for (name, node) in try fields.entries("maps") {
    var entries: [String: String] = [:]
    try flatten(node, under: "", depth: 0, into: &entries)
    maps.append(GenerationMap(name: name, entries: entries))
  }
  var calendars: [GenerationCalendar] = []
  for (name, node) in try fields.entries("calendars") { calendars.append(try calendar(name, node)) }
  var picks: [GenerationPick] = []
  for (name, node) in try fields.entries("picks") { picks.append(try pick(name, node)) }
  var datasets: [GenerationDataset] = []
  for (name, node) in try fields.entries("datasets") {
    datasets.append(try generationDataset(name, node))
  }
  var files: [GenerationFile] = []
  for node in try fields.list("files") { files.append(try generationFile(node)) }
  return GenerationSpec(
    handWritten: try fields.strings("hand_written"), tables: tables, maps: maps, calendars: calendars,
    picks: picks, datasets: datasets, files: files)
}

private func readPackFile(_ path: String, of pack: URL) throws(PackError) -> String {
  do {
    return try String(contentsOf: pack.appendingPathComponent(path), encoding: .utf8)
  } catch {
    throw PackError(file: path, place: "file", found: "no readable file", expected: "a UTF-8 text file")
  }
}

extension PackNode {
  var at: GenerationPlace { GenerationPlace(file: file, line: line, name: place) }

  func formula() throws(PackError) -> GenerationFormula { GenerationFormula(try string(), at: at) }

  func positiveNumber() throws(PackError) -> Double {
    let number = try number()
    guard number >= 0 else { throw error(found: "\(number)", expected: "a number of 0 or more") }
    return number
  }

  /// So many numbers of 0 or more, not all of them 0.
  fileprivate func weights(count: Int) throws(PackError) -> [Double] {
    let members = try list()
    guard members.count == count else {
      throw error(found: "\(members.count) numbers", expected: "\(count) numbers")
    }
    var weights: [Double] = []
    for member in members { weights.append(try member.positiveNumber()) }
    guard weights.contains(where: { $0 > 0 }) else {
      throw error(found: "only zeros", expected: "a weight above 0")
    }
    return weights
  }

  fileprivate func date() throws(PackError) -> CalendarDate {
    let text = try string()
    guard text.utf8.count == 10, let date = CalendarDate(iso: text) else {
      throw error(found: text, expected: "a date such as 2024-12-31")
    }
    return date
  }
}

/// A list of values, a mapping of values to weights, or `{file: words.txt}` with a value on each line.
private func weighted(
  _ node: PackNode, contents: (String) throws(PackError) -> String
) throws(PackError) -> [(value: String, weight: Double)] {
  if node.isList { return try node.strings().map { ($0, 1) } }
  let entries = try node.entries()
  if let entry = entries.first, entries.count == 1, entry.name == "file" {
    let lines = try contents(try entry.node.string()).split(separator: "\n")
    return lines.map { (String($0), 1) }
  }
  var weighted: [(value: String, weight: Double)] = []
  for (value, node) in entries { weighted.append((value, try node.positiveNumber())) }
  guard weighted.contains(where: { $0.weight > 0 }) else {
    throw node.error(found: "only zeros", expected: "a weight above 0")
  }
  return weighted
}

/// Mappings inside a map, at most.
private let deepestMap = 4

private func flatten(
  _ node: PackNode, under prefix: String, depth: Int, into entries: inout [String: String]
) throws(PackError) {
  guard depth <= deepestMap else {
    throw node.error(found: "another level", expected: "at most \(deepestMap) levels")
  }
  let start = prefix.isEmpty ? "" : prefix + String(GenerationMap.separator)
  if node.isMapping {
    for (key, child) in try node.entries() {
      try flatten(child, under: start + key, depth: depth + 1, into: &entries)
    }
  } else if node.isList {
    for (index, member) in try node.list().enumerated() {
      try flatten(member, under: start + String(index + 1), depth: depth + 1, into: &entries)
    }
  } else {
    entries[prefix] = try node.string()
  }
}

private func calendar(_ name: String, _ node: PackNode) throws(PackError) -> GenerationCalendar {
  let fields = try node.fields("from", "to", "growth", "months", "weekdays", "hours", "days")
  let (from, to) = (try fields.required("from").date(), try fields.required("to").date())
  guard from <= to else { throw node.error(found: "\(to)", expected: "a last day from \(from) on") }
  var days: [Int: Double] = [:]
  for (text, factor) in try fields.entries("days") {
    // 2024 is a leap year: every day of any year is a day of it.
    guard let date = CalendarDate(iso: "2024-" + text) else {
      throw factor.error(found: text, expected: "a day of the year such as 12-24")
    }
    days[date.month * 100 + date.day] = try factor.positiveNumber()
  }
  let growth = try fields["growth"]?.number() ?? 0
  guard growth > -1 else {
    throw node.error(found: "growth \(growth)", expected: "growth above -1")
  }
  return GenerationCalendar(
    name: name, from: from, to: to, growth: growth,
    months: try fields["months"]?.weights(count: 12) ?? Array(repeating: 1, count: 12),
    weekdays: try fields["weekdays"]?.weights(count: 7) ?? Array(repeating: 1, count: 7),
    hours: try fields["hours"]?.weights(count: 24) ?? Array(repeating: 1, count: 24), days: days)
}

/// The numbers an argument of a pick may range over.
private let argumentRange = -1_000_000...1_000_000

private func pick(_ name: String, _ node: PackNode) throws(PackError) -> GenerationPick {
  let fields = try node.fields("of", "weight", "for")
  var arguments: [GenerationPick.Argument] = []
  for (name, range) in try fields.entries("for") {
    let text = try range.string()
    let ends = text.split(separator: "-").compactMap { Int($0) }
    guard ends.count == 2, ends[0] <= ends[1], ends.allSatisfy(argumentRange.contains) else {
      throw range.error(found: text, expected: "a range of whole numbers such as 1-12")
    }
    arguments.append(.init(name: name, range: ends[0]...ends[1]))
  }
  return GenerationPick(
    name: name, table: try fields.string("of"), weight: try fields.required("weight").formula(),
    arguments: arguments, place: node.at)
}
