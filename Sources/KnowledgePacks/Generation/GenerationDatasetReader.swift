import Domain

/// Reads one dataset of the generation spec.
func generationDataset(_ name: String, _ node: PackNode) throws(PackError) -> GenerationDataset {
  let fields = try node.fields(
    "parent", "rows", "distinct", "columns", "faults", "repeats", "redelivered")
  var columns: [(name: String, formula: GenerationFormula)] = []
  for (name, column) in try fields.required("columns").entries() {
    columns.append((name, try column.formula()))
  }
  let parent = try fields.optionalString("parent")
  let repeats = try changes(fields.list("repeats"))
  let isRedelivered = try fields.boolean("redelivered", or: false)
  guard parent == nil || (repeats.isEmpty && !isRedelivered) else {
    throw node.error(
      found: "'repeats' or 'redelivered' beside 'parent'", expected: "them in a dataset without a parent")
  }
  return GenerationDataset(
    name: name, parent: parent, rows: try fields.required("rows").formula(),
    distinct: try fields.optionalString("distinct"), columns: columns,
    faults: try changes(fields.list("faults")), repeats: repeats, isRedelivered: isRedelivered,
    place: node.at)
}

private func changes(_ nodes: [PackNode]) throws(PackError) -> [GenerationDataset.Change] {
  var changes: [GenerationDataset.Change] = []
  for node in nodes {
    let fields = try node.fields("share", "set")
    let share = try fields.required("share").number()
    guard (0...1).contains(share) else {
      throw node.error(found: "share \(share)", expected: "a share from 0 to 1")
    }
    var set: [(column: String, formula: GenerationFormula)] = []
    for (column, formula) in try fields.entries("set") { set.append((column, try formula.formula())) }
    changes.append(.init(share: share, set: set, place: node.at))
  }
  return changes
}

/// Reads one file of the generation spec; `columns` are names, or a mapping of headers to names.
func generationFile(_ node: PackNode) throws(PackError) -> GenerationFile {
  let fields = try node.fields("dataset", "path", "format", "columns", "shape", "cut_off")
  let format = try fields.required("format").choice(GenerationFile.Format.self)
  let shape: GenerationFile.Shape
  if let nested = fields["shape"] {
    guard format != .csv, fields["columns"] == nil else {
      throw nested.error(found: "'shape'", expected: "'columns' for CSV, and one of the two for JSON")
    }
    shape = try readShape(nested, depth: 0)
  } else {
    let columns = try fields.required("columns")
    var members: [(key: String, shape: GenerationFile.Shape)] = []
    if columns.isMapping {
      for (header, column) in try columns.entries() {
        members.append((header, .column(try column.string(), column.at)))
      }
    } else {
      for name in try columns.strings() { members.append((name, .column(name, columns.at))) }
    }
    shape = .object(members)
  }
  var cutOff: [GenerationFile.CutOff] = []
  for member in try fields.list("cut_off") {
    let cut = try member.fields("path", "bytes")
    let bytes = try cut.required("bytes").integer()
    guard bytes >= 0 else { throw member.error(found: "\(bytes)", expected: "0 bytes or more") }
    cutOff.append(.init(path: try cut.string("path"), bytes: bytes))
  }
  return GenerationFile(
    dataset: try fields.string("dataset"), path: try fields.required("path").formula(), format: format,
    shape: shape, cutOff: cutOff)
}

/// Objects and arrays inside each other, at most.
private let deepestShape = 16

private func readShape(_ node: PackNode, depth: Int) throws(PackError) -> GenerationFile.Shape {
  guard depth <= deepestShape else {
    throw node.error(found: "another level", expected: "at most \(deepestShape) levels")
  }
  guard node.isMapping else { return .column(try node.string(), node.at) }
  let entries = try node.entries()
  if entries.contains(where: { $0.name == "each" }) {
    let fields = try node.fields("each", "shape")
    return .each(
      dataset: try fields.string("each"), shape: try readShape(fields.required("shape"), depth: depth + 1),
      node.at)
  }
  var members: [(key: String, shape: GenerationFile.Shape)] = []
  for (key, child) in entries { members.append((key, try readShape(child, depth: depth + 1))) }
  return .object(members)
}
