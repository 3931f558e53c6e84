import Domain

extension CatalogReader {
  func template(_ id: String, _ node: PackNode) throws(PackError) -> QuestionTemplate {
    let fields = try node.fields("phrases", "words", "slots", "sql", "columns", "interpretation")
    var slots: [QuestionTemplate.Slot] = []
    for (name, node) in try fields.entries("slots") {
      let fields = try node.fields("value", "limit", "window")
      if let value = fields["value"] {
        let parts = try value.string().split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let entity = entities.first(where: { $0.id == parts[0] }),
          entity.attribute(parts[1]) != nil
        else { throw value.error(found: try value.string(), expected: "entity.attribute") }
        slots.append(.init(name: name, kind: .value(AttributeID(parts[0], parts[1]))))
      } else if let limit = fields["limit"] {
        slots.append(.init(name: name, kind: .limit(standard: try limit.integer())))
      } else {
        slots.append(.init(name: name, kind: .window))
      }
    }
    var columns: [ResultColumn] = []
    for (name, node) in try fields.entries("columns") {
      let fields = try node.fields("label", "kind", "scale", "unit")
      let kind = try fields.required("kind")
      let text = try kind.string()
      guard let parsed = ResultColumn.Kind(rawValue: text) else {
        throw kind.error(
          found: text, expected: "a kind of column such as text, integer, decimal, real, percent")
      }
      columns.append(
        ResultColumn(
          name: name, label: try fields.optionalString("label") ?? name, kind: parsed,
          scale: try fields.integer("scale", or: parsed == .decimal ? 2 : 0),
          unit: try fields.optionalString("unit")))
    }
    guard !columns.isEmpty else {
      throw node.error(found: "no columns", expected: "the columns of the result")
    }
    return QuestionTemplate(
      id: id, phrases: try fields.required("phrases").strings(), words: try fields.strings("words"),
      slots: slots,
      sql: try fields.string("sql"), columns: columns, interpretation: try fields.string("interpretation"))
  }

  func topic(_ id: String, _ node: PackNode) throws(PackError) -> Topic {
    let fields = try node.fields("phrases", "reply", "text", "opens_only")
    let reply = try fields.required("reply")
    let name = try reply.string()
    let kind: Topic.Reply
    if name == "answer" {
      kind = .answer
    } else if let refusal = Answer.Refusal(rawValue: name) {
      kind = .refusal(refusal)
    } else {
      let names = ["answer", "not_in_data", "out_of_scope", "not_understood", "not_allowed"]
      throw reply.error(found: name, expected: "one of \(names.joined(separator: ", "))", candidates: names)
    }
    return Topic(
      id: id, phrases: try fields.required("phrases").strings(), reply: kind, text: try fields.string("text"),
      opensOnly: try fields.boolean("opens_only", or: false))
  }
}
