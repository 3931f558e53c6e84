package import Domain
package import Foundation

/// Reads how records of one person are told, `identity/*.yaml` of a pack in order of file name, each with the lists
/// of aliases and of decisions that it names.
package func loadIdentities(pack: URL) throws(PackError) -> [IdentityDeclaration] {
  var identities: [IdentityDeclaration] = []
  for file in PackFile.all(in: "identity", ending: ".yaml", of: pack) {
    for (name, node) in try file.root().entries() {
      try node.checkName(name)
      if identities.contains(where: { $0.name == name }) {
        throw node.error(found: name, expected: "each dataset once")
      }
      identities.append(try IdentityReader(pack: pack).identity(name, node))
    }
  }
  return identities
}

/// Reads one declaration; whether columns exist is checked where the records are known.
struct IdentityReader {
  let pack: URL

  func identity(_ name: String, _ node: PackNode) throws(PackError) -> IdentityDeclaration {
    let fields = try node.fields(
      "records", "key", "oldest", "id", "profile", "threshold", "deleted", "decisions", "values",
      "candidates", "compare"
    )
    let id = try fields.required("id").fields("column", "prefix", "digits")
    var values: [IdentityValue] = []
    for (name, node) in try fields.required("values").entries() { values.append(try value(name, node)) }
    var blocks: [[IdentityDeclaration.BlockTerm]] = []
    for node in try fields.required("candidates").list() {
      var terms: [IdentityDeclaration.BlockTerm] = []
      for text in try node.strings() { terms.append(try term(text, node)) }
      blocks.append(terms)
    }
    var comparisons: [IdentityComparison] = []
    for (name, node) in try fields.required("compare").entries() {
      comparisons.append(try ComparisonReader.comparison(name, node))
    }
    var declaration = IdentityDeclaration(
      name: name, place: node.packPlace, records: try fields.string("records"),
      key: try fields.strings("key"),
      id: IdentityDeclaration.Numbering(
        column: try id.string("column"), prefix: try id.optionalString("prefix") ?? "",
        digits: try id.integer("digits", or: 6)),
      values: values, blocks: blocks, comparisons: comparisons)
    declaration.oldest = try fields.optionalString("oldest")
    declaration.profile = try fields.optionalString("profile")
    if let node = fields["threshold"] {
      let number = try node.number()
      guard number > 0, number < 1 else {
        throw node.error(found: "\(number)", expected: "a probability between 0 and 1")
      }
      declaration.threshold = number
    }
    if let node = fields["deleted"] {
      switch try node.string() {
      case "linked": declaration.linksDeleted = true
      case "left out": declaration.linksDeleted = false
      case let other: throw node.error(found: other, expected: "'linked' or 'left out'")
      }
    }
    if let node = fields["decisions"] {
      declaration.decisions = try decisions(node, key: declaration.key)
    }
    return declaration
  }

  private func value(_ name: String, _ node: PackNode) throws(PackError) -> IdentityValue {
    try node.checkName(name)
    let fields = try node.fields(
      "from", "as", "replace", "drop", "keep", "first_word", "length", "country_code", "aliases")
    var value = IdentityValue(
      name: name, place: node.packPlace, columns: try fields.required("from").strings(),
      form: try fields.required("as").choice())
    for (spelling, node) in try fields.entries("replace") { value.replacements[spelling] = try node.string() }
    value.dropped = Set(try fields.strings("drop"))
    value.kept = Set(try fields.strings("keep"))
    value.isFirstWord = try fields.boolean("first_word", or: false)
    if let node = fields["length"] {
      value.length = try node.integer()
      if try node.integer() < 1 { throw node.error(found: try node.string(), expected: "1 or more") }
    }
    value.countryCode = try fields.optionalString("country_code") ?? ""
    if let node = fields["aliases"] { value.aliases = try lines(node).map(\.cells) }
    return value
  }

  /// "last", or "first:2" for its first two letters.
  private func term(_ text: String, _ node: PackNode) throws(PackError) -> IdentityDeclaration.BlockTerm {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 1 { return IdentityDeclaration.BlockTerm(value: text) }
    guard parts.count == 2, let prefix = Int(parts[1]), prefix > 0 else {
      throw node.error(found: text, expected: "a value, or a value and how many of its letters, as 'name:2'")
    }
    return IdentityDeclaration.BlockTerm(value: parts[0], prefix: prefix)
  }

  private func decisions(_ node: PackNode, key: [String]) throws(PackError) -> [IdentityDecision] {
    var decisions: [IdentityDecision] = []
    for (line, cells) in try lines(node) {
      let place = PackPlace(file: "identity/\(try node.string())", line: line, path: "decision")
      guard let verdict = cells.first.flatMap(IdentityDecision.Verdict.init), cells.count > 2 * key.count
      else {
        throw place.error(
          found: cells.joined(separator: ","),
          expected: "same or apart, the keys of two records (\(key.joined(separator: ", "))), and the reason")
      }
      decisions.append(
        IdentityDecision(
          verdict, Array(cells[1...key.count]), Array(cells[(key.count + 1)...(2 * key.count)]),
          because: cells.dropFirst(2 * key.count + 1).joined(separator: ", "), place: place))
    }
    return decisions
  }

  /// The cells of each line of a file beside the declaration, commas between; lines that begin with `#` are remarks.
  private func lines(_ node: PackNode) throws(PackError) -> [(line: Int, cells: [String])] {
    let text = try PackFile("identity/\(try node.string())", in: pack).text()
    var lines: [(line: Int, cells: [String])] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      if cells.first?.isEmpty != false || line.hasPrefix("#") { continue }
      lines.append((index + 1, cells))
    }
    return lines
  }
}
