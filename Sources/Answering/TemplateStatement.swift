import Domain

/// The SQL of a question template with its named slots turned into bindings.
enum TemplateStatement {
  /// `:name` becomes `?` in the order of the text; names that are no slot stay nothing but text and fail in SQLite.
  static func statement(_ template: QuestionTemplate, values: [String: Value], window: TimeWindow?)
    -> SQLStatement
  {
    var named = values
    for slot in template.slots where slot.kind == .window {
      named["\(slot.name)_start"] = .text(window?.start?.description ?? "0000")
      named["\(slot.name)_end"] = .text(window?.end?.description ?? "9999")
    }
    var text = ""
    var parameters: [Value] = []
    var rest = template.sql[...]
    while let colon = rest.firstIndex(of: ":") {
      text += rest[..<colon]
      let name = rest[rest.index(after: colon)...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      if let value = named[String(name)] {
        text += "?"
        parameters.append(value)
      } else {
        text += ":" + name
      }
      rest = rest[name.endIndex...]
    }
    return SQLStatement(text: text + rest, parameters: parameters, columns: template.columns)
  }

  static func interpretation(_ template: QuestionTemplate, values: [String: Value], window: TimeWindow?)
    -> String
  {
    var text = ""
    var rest = template.interpretation[...]
    // One pass: braces inside a value are its own.
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      text += rest[..<open] + (values[name]?.description ?? "{\(name)}")
      rest = rest[rest.index(after: close)...]
    }
    text += rest
    let sentence = text.prefix(1).uppercased() + text.dropFirst()
    return window.map { "\(sentence); in \($0.label)" } ?? sentence
  }
}
