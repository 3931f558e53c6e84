import Domain

/// How the rows of a dataset are written: to which path, in which format and shape.
struct RecordFile {
  indirect enum Shape {
    case cell(slot: Int)
    /// Keys with their quotes, the colon and a space.
    case object([(key: [UInt8], shape: Shape)])
    case each(child: Int, shape: Shape)
  }

  /// The path when it is the same for all rows.
  let constantPath: String?
  let path: (Frame) throws(EvaluationError) -> String
  let declaration: GenerationFile
  /// The first line of a CSV file, else nothing.
  let header: [UInt8]
  private let shape: Shape

  init(_ declaration: GenerationFile, scope: Scope, world: FormulaWorld) throws {
    self.declaration = declaration
    let template = try FormulaCompiler.template(declaration.path, in: scope, of: world)
    (constantPath, path) = (template.constant, template.evaluate)
    shape = try Self.resolve(declaration.shape, scope)
    var header = ByteBuffer()
    if declaration.format == .csv, case .object(let members) = declaration.shape {
      for (index, member) in members.enumerated() {
        if index > 0 { header.append(byte: 0x2C) }
        header.append(csv: .text(member.key))
      }
      header.append(byte: 0x0A)
    }
    self.header = header.bytes
  }

  private static func resolve(_ shape: GenerationFile.Shape, _ scope: Scope) throws(PackError) -> Shape {
    switch shape {
    case .column(let name, let place):
      guard let slot = scope.names[name]?.slot else {
        throw place.error(found: name, expected: "a column", candidates: scope.order)
      }
      return .cell(slot: slot)
    case .object(let members):
      var resolved: [(key: [UInt8], shape: Shape)] = []
      for member in members {
        var key = ByteBuffer()
        key.append(quoted: member.key)
        key.append(": ")
        resolved.append((key.bytes, try resolve(member.shape, scope)))
      }
      return .object(resolved)
    case .each(let dataset, let shape, let place):
      guard let child = scope.children[dataset] else {
        throw place.error(
          found: dataset, expected: "a dataset with this one as its parent",
          candidates: scope.children.keys.sorted())
      }
      return .each(child: child.index, shape: try resolve(shape, child.scope))
    }
  }

  /// Appends the record of a row, without a line break.
  func append(_ row: Frame, of plan: DatasetPlan, to buffer: inout ByteBuffer) throws(GenerationError) {
    guard declaration.format == .csv, case .object(let members) = shape else {
      return try appendJSON(row, plan, shape, &buffer)
    }
    for (index, member) in members.enumerated() {
      if index > 0 { buffer.append(byte: 0x2C) }
      if case .cell(let slot) = member.shape { buffer.append(csv: row.cells[slot]) }
    }
  }

  private func appendJSON(
    _ row: Frame, _ plan: DatasetPlan, _ shape: Shape, _ buffer: inout ByteBuffer
  ) throws(GenerationError) {
    switch shape {
    case .cell(let slot): buffer.append(json: row.cells[slot])
    case .object(let members):
      buffer.append(byte: 0x7B)
      var isFirst = true
      for member in members {
        if case .cell(let slot) = member.shape, row.cells[slot] == .absent { continue }
        if !isFirst { buffer.append(", ") }
        isFirst = false
        buffer.append(member.key)
        try appendJSON(row, plan, member.shape, &buffer)
      }
      buffer.append(byte: 0x7D)
    case .each(let child, let shape):
      buffer.append(byte: 0x5B)
      for (index, row) in row.children[child].enumerated() {
        if index > 0 { buffer.append(", ") }
        let plan = plan.children[child]
        try appendJSON(plan.exported(row), plan, shape, &buffer)
      }
      buffer.append(byte: 0x5D)
    }
  }
}
