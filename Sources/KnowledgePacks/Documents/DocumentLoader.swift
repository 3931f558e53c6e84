package import Domain
package import Foundation

/// Reads `documents/*.yaml` of a pack and the templates they name, in order of file and place.
package func loadDocuments(pack: URL) throws(PackError) -> [DocumentDeclaration] {
  var declarations: [DocumentDeclaration] = []
  for file in PackFile.all(in: "documents", ending: ".yaml", of: pack) {
    for node in try file.root().fields("documents").required("documents").list() {
      let declaration = try documentDeclaration(node, pack: pack)
      if declarations.contains(where: { $0.kind == declaration.kind }) {
        throw node.error(found: declaration.kind, expected: "each kind once")
      }
      declarations.append(declaration)
    }
  }
  return declarations
}

/// The kind of the documents that articles become.
package let articleKind = "article"

private func documentDeclaration(_ node: PackNode, pack: URL) throws(PackError) -> DocumentDeclaration {
  let fields = try node.fields(
    "kind", "key", "title", "template", "sql", "amounts", "identifiers", "lists", "personal", "name_only")
  let kind = try fields.string("kind")
  guard kind != articleKind, !kind.isEmpty, !kind.contains("/") else {
    throw node.error(found: kind, expected: "a kind other than '\(articleKind)', without a slash")
  }
  let key = try fields.strings("key")
  guard !key.isEmpty else { throw node.error(found: "no 'key'", expected: "the columns that make the id") }
  let file = PackFile("documents/templates/\(try fields.string("template"))", in: pack)
  var lists: [DocumentDeclaration.List] = []
  for node in try fields.list("lists") {
    let fields = try node.fields("name", "sql", "on", "limit", "amounts", "identifiers")
    let on = try fields.strings("on")
    guard !on.isEmpty else { throw node.error(found: "no 'on'", expected: "the columns that join the list") }
    let limit = try fields.integer("limit", or: .max)
    guard limit > 0 else { throw node.error(found: "\(limit)", expected: "a limit of at least 1") }
    lists.append(
      DocumentDeclaration.List(
        name: try fields.string("name"), rows: try documentRows(node, fields), on: on,
        limit: limit == .max ? nil : limit))
  }
  return DocumentDeclaration(
    kind: kind, key: key, title: try fields.string("title"), text: try file.text(), textFile: file.name,
    rows: try documentRows(node, fields), lists: lists, personal: try fields.strings("personal"),
    isNameOnly: try fields.boolean("name_only", or: false))
}

private func documentRows(
  _ node: PackNode, _ fields: PackNode.Fields
) throws(PackError) -> DocumentDeclaration.Rows {
  var amounts: [String: Int] = [:]
  for (column, node) in try fields.entries("amounts") {
    let digits = try node.integer()
    guard (0...FixedDecimal.largestScale).contains(digits) else {
      throw node.error(found: "\(digits)", expected: "digits, 0 to \(FixedDecimal.largestScale)")
    }
    amounts[column] = digits
  }
  return DocumentDeclaration.Rows(
    sql: try fields.string("sql"), amounts: amounts, identifiers: try fields.strings("identifiers"),
    place: PackPlace(file: node.file, line: node.line, path: node.place))
}
