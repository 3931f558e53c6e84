package import Domain
import Foundation
import Templating

/// Turns curated rows into documents, as a pack declares.
package struct DocumentRenderer: Sendable {
  /// Runs one SELECT over the curated data, gives each row to `body`, and returns the names of the columns.
  package typealias Run = (
    _ sql: String, _ body: (_ columns: [String], _ row: [Value]) throws -> Void
  ) throws -> [String]

  private let kinds: [Kind]
  /// Documents between two looks at whether to go on.
  private static let checked = 256

  private struct Kind {
    let declaration: DocumentDeclaration
    let title: Template
    let text: Template
  }

  /// Checks the templates, and that no statement reads a personal column of one of `datasets` that its
  /// declaration does not name.
  package init(_ declarations: [DocumentDeclaration], datasets: [Dataset] = []) throws(PackError) {
    let guarded = PersonalColumns(datasets)
    var kinds: [Kind] = []
    for declaration in declarations {
      let place = declaration.rows.place
      for rows in [declaration.rows] + declaration.lists.map(\.rows) {
        if let column = guarded.read(by: rows.sql).subtracting(declaration.personal).sorted().first {
          throw rows.place.error(
            found: column, expected: "no personal column but those under 'personal'",
            candidates: declaration.personal)
        }
      }
      kinds.append(
        Kind(
          declaration: declaration, title: try Self.template(declaration.title, file: nil, place: place),
          text: try Self.template(declaration.text, file: declaration.textFile, place: place)))
    }
    self.kinds = kinds
  }

  private static func template(
    _ text: String, file: String?, place: PackPlace
  ) throws(PackError) -> Template {
    do throws(TemplateError) {
      return try Template(parsing: text, name: file ?? "title")
    } catch {
      throw PackError(
        file: file ?? place.file, line: file == nil ? place.line : error.line,
        place: file == nil ? "\(place.path).title" : "template", found: error.found, expected: error.expected)
    }
  }

  /// In the order of their documents.
  package var declarations: [DocumentDeclaration] { kinds.map(\.declaration) }

  /// All documents, in the order of the declarations and of their rows; one statement for each declaration and
  /// list. Those of a declaration that `known` has are taken as they are. `check` is called now and then, and may throw.
  ///
  /// Throws what the closures throw, and a `PackError` for a name that no statement gives and an id that occurs
  /// twice.
  package func render(
    known: (DocumentDeclaration) throws -> [Document]? = { _ in nil }, check: () throws -> Void = {},
    _ run: Run
  ) throws -> [Document] {
    var documents: [Document] = []
    for kind in kinds {
      try check()
      documents += try known(kind.declaration) ?? render(kind, check, run)
    }
    return documents
  }

  private func render(_ kind: Kind, _ check: () throws -> Void, _ run: Run) throws -> [Document] {
    let declaration = kind.declaration
    let place = declaration.rows.place
    let table = try DocumentRows(declaration.rows, run)
    try table.columns.require(declaration.key, place)
    let lists = try declaration.lists.map { list in
      try table.columns.require(list.on, list.rows.place)
      return try DocumentList(list, run)
    }
    let names = Set(table.columns.names).union(lists.flatMap(\.names))
    for template in [kind.title, kind.text] {
      if let unknown = template.names.subtracting(names).sorted().first {
        throw PackError(
          file: template.name == "title" ? place.file : template.name,
          place: "template of \(declaration.kind)",
          found: unknown, expected: "a column or list of the declaration", candidates: names.sorted())
      }
    }
    var ids = Set<String>()
    var documents: [Document] = []
    for row in table.rows {
      if documents.count % Self.checked == 0 { try check() }
      let keys = declaration.key.map { row[$0] ?? .null }
      if keys.contains(.null) { continue }
      let id = "\(declaration.kind)/\(keys.map(\.description).joined(separator: "/"))"
      guard ids.insert(id).inserted else { throw place.error(found: id, expected: "each id once") }
      var values = row.mapValues(TemplateValue.value)
      var identifiers = declaration.rows.identifiers.compactMap { row[$0]?.description }
      for list in lists { list.add(to: &values, identifiers: &identifiers, row: row) }
      var seen = Set<String>()
      documents.append(
        Document(
          id: id, kind: declaration.kind, title: Self.tidy(kind.title.render(values)),
          text: Self.tidy(kind.text.render(values)),
          identifiers: identifiers.filter { !$0.isEmpty && seen.insert($0).inserted },
          isNameOnly: declaration.isNameOnly))
    }
    return documents
  }

  /// Without blanks at the ends.
  private static func tidy(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }
}
