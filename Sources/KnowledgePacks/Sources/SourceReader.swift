import Domain

/// Turns YAML into declarations of sources.
enum SourceReader {
  /// The sources of one file: a mapping of names to declarations.
  static func sources(_ node: PackNode) throws(PackError) -> [SourceDeclaration] {
    var sources: [SourceDeclaration] = []
    for (name, node) in try node.entries() { sources.append(try source(name, node)) }
    return sources
  }

  private static func source(_ name: String, _ node: PackNode) throws(PackError) -> SourceDeclaration {
    try node.checkName(name)
    let fields = try node.fields(
      "files", "required", "format", "delimiter", "currency", "unreadable", "columns", "rules", "key", "wins",
      "indexes",
      "posts", "nested")
    let currency = try fields.optionalString("currency")
    var source = SourceDeclaration(
      name: name, place: node.packPlace, files: try fields.required("files").strings(),
      columns: try ColumnReader.columns(try fields.required("columns"), currency: currency))
    source.isRequired = try fields.boolean("required", or: false)
    if let format = fields["format"] { source.format = try format.choice() }
    if let delimiter = fields["delimiter"] { source.delimiter = try self.delimiter(delimiter) }
    source.unreadable = try fields.optionalString("unreadable") ?? source.unreadable
    source.rules = try rules(fields)
    source.key = try fields.strings("key").flatMap(names)
    if let wins = fields["wins"] { source.wins = try precedence(wins) }
    source.indexes = try fields.strings("indexes").map(names)
    if let posts = fields["posts"] { source.posts = try route(posts) }
    for (name, node) in try fields.entries("nested") {
      source.nested.append(try nested(name, node, in: source, currency: currency))
    }
    return source
  }

  /// One character of ASCII, or the word "tab".
  private static func delimiter(_ node: PackNode) throws(PackError) -> UInt8 {
    let text = try node.string()
    if text == "tab" { return UInt8(ascii: "\t") }
    let bytes = Array(text.utf8)
    guard bytes.count == 1, let byte = bytes.first, (0x20..<0x7F).contains(byte), byte != UInt8(ascii: "\"")
    else {
      throw node.error(found: text, expected: "one character such as ';', or 'tab'")
    }
    return byte
  }

  /// "service-records": a segment of a path.
  private static func route(_ node: PackNode) throws(PackError) -> String {
    let name = try node.string()
    let isName =
      (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    guard isName else {
      throw node.error(found: name, expected: "a route of lower-case letters, digits and '-'")
    }
    return name
  }

  private static func nested(
    _ name: String, _ node: PackNode, in source: SourceDeclaration, currency: String?
  ) throws(PackError) -> NestedDeclaration {
    try node.checkName(name)
    let fields = try node.fields("path", "unreadable", "columns", "rules", "indexes")
    var nested = NestedDeclaration(
      name: name, place: node.packPlace, path: try fields.string("path"),
      unreadable: try fields.optionalString("unreadable") ?? source.unreadable,
      columns: try ColumnReader.columns(try fields.required("columns"), currency: currency))
    nested.rules = try rules(fields)
    nested.indexes = try fields.strings("indexes").map(names)
    return nested
  }

  private static func rules(_ fields: PackNode.Fields) throws(PackError) -> [RuleDeclaration] {
    var rules: [RuleDeclaration] = []
    for node in try fields.list("rules") { rules.append(try rule(node)) }
    return rules
  }

  private static func rule(_ node: PackNode) throws(PackError) -> RuleDeclaration {
    let fields = try node.fields("id", "quarantine", "delete", "repair", "when", "with", "because")
    let kinds = ["quarantine", "delete", "repair"].filter { fields[$0] != nil }
    guard kinds.count == 1, let kind = kinds.first else {
      throw node.error(
        found: kinds.isEmpty ? "no effect" : kinds.joined(separator: " and "),
        expected: "one of quarantine, delete, repair")
    }
    if kind != "repair", let stray = fields["when"] ?? fields["with"] {
      throw stray.error(found: "'when' or 'with' beside '\(kind)'", expected: "them beside 'repair' only")
    }
    let effect: RuleDeclaration.Effect
    switch kind {
    case "quarantine": effect = .quarantine(try fields.required("quarantine").formula())
    case "delete": effect = .delete(try fields.required("delete").formula())
    default:
      effect = .repair(
        column: try fields.string("repair"), when: try fields.required("when").formula(),
        with: try fields.required("with").formula())
    }
    return RuleDeclaration(
      id: try fields.string("id"), effect: effect, because: try fields.optionalString("because"),
      place: node.packPlace)
  }

  /// "latest order_date, then last".
  private static func precedence(_ node: PackNode) throws(PackError) -> [SourceDeclaration.Precedence] {
    var terms: [SourceDeclaration.Precedence] = []
    let text = try node.string()
    for term in text.split(separator: ",") {
      var words = term.split(separator: " ").map(String.init)
      if words.first == "then" { words.removeFirst() }
      switch (words.first, words.count) {
      case ("last", 1): terms.append(.last)
      case ("first", 1): terms.append(.first)
      case ("latest", 2), ("newest", 2), ("highest", 2): terms.append(.largest(column: words[1]))
      case ("earliest", 2), ("oldest", 2), ("lowest", 2): terms.append(.smallest(column: words[1]))
      default:
        throw node.error(
          found: text, expected: "'last', 'first' or 'latest COLUMN' (newest, earliest, highest …), then …")
      }
    }
    return terms
  }

  /// The names in "order_id, sku".
  private static func names(_ text: String) -> [String] {
    text.split { $0 == "," || $0 == " " }.map(String.init)
  }
}
