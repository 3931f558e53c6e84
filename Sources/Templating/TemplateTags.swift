/// Reads the tags of a template: what it names, and whether it keeps to the part of Mustache that is in use.
///
/// In use are variables, sections, inverted sections, comments and the transforms of `TemplateTransform`; no
/// partials, no other delimiters, no pragmas.
struct TemplateTags {
  /// Sections inside sections.
  static let deepest = 16

  /// Every name, dotted ones by their members.
  private(set) var names: Set<String> = []

  /// Transforms that swift-mustache brings for lists, and for the place in a list (`last()`).
  private static let listTransforms = ["count", "empty", "first", "last", "even", "odd"]

  init(_ text: String, template: String) throws(TemplateError) {
    var depth = 0
    var line = 1
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      line += rest[..<open.lowerBound].count { $0.isNewline }
      let isTriple = rest[open.upperBound...].hasPrefix("{")
      let start = isTriple ? rest.index(after: open.upperBound) : open.upperBound
      guard let close = rest[start...].firstRange(of: isTriple ? "}}}" : "}}") else {
        throw TemplateError(
          name: template, line: line, found: String(rest[open.lowerBound...].prefix(40)),
          expected: "a tag that ends")
      }
      let tag = rest[start..<close.lowerBound]
      let sigil = isTriple ? nil : tag.first
      switch sigil {
      case "!": break
      case "#", "^":
        depth += 1
        guard depth <= Self.deepest else {
          throw TemplateError(
            name: template, line: line, found: "\(depth) sections",
            expected: "at most \(Self.deepest) inside each other")
        }
        try read(tag.dropFirst(), template: template, line: line)
      case "/": depth -= 1
      case "&": try read(tag.dropFirst(), template: template, line: line)
      case "<", ">", "=", "%", "$", "*":
        throw TemplateError(
          name: template, line: line, found: "{{\(tag)}}", expected: "a variable, a section or a comment")
      default: try read(tag, template: template, line: line)
      }
      line += tag.count { $0.isNewline }
      rest = rest[close.upperBound...]
    }
  }

  private mutating func read(_ tag: Substring, template: String, line: Int) throws(TemplateError) {
    let text = tag.filter { !$0.isWhitespace }
    let parts = text.split(separator: "(", omittingEmptySubsequences: false)
    for transform in parts.dropLast() {
      guard
        TemplateTransform(rawValue: String(transform)) != nil
          || Self.listTransforms.contains(String(transform))
      else {
        let known = TemplateTransform.allCases.map(\.rawValue) + Self.listTransforms
        throw TemplateError(
          name: template, line: line, found: String(transform),
          expected: "one of the transforms \(known.joined(separator: ", "))")
      }
    }
    let name = (parts.last ?? "").prefix { $0 != ")" }
    if name.isEmpty, parts.count < 2 {
      throw TemplateError(name: template, line: line, found: "{{\(tag)}}", expected: "a name")
    }
    names.formUnion(name.split(separator: ".").map(String.init))
  }
}
