import Domain
import Foundation
import KnowledgePacks
import Testing

private func pack(_ files: [String: String]) throws -> URL {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  for (name, text) in files {
    let file = folder.appending(path: "documents/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
  return folder
}

private let declaration = """
  documents:
    - kind: tool
      key: code
      title: "{{name}} ({{code}})"
      template: tool.mustache
      sql: SELECT tools
      amounts: {price: 2}
      identifiers: [code]
      lists:
        - {name: jobs, sql: SELECT jobs, on: code, limit: 2, identifiers: [serial, job], amounts: {fee: 2}}
  """
private let template = """
  {{name}} costs ${{money(price)}}.
  {{#positive(jobs_count)}}
  Used in {{#jobs}}{{job}} (${{money(fee)}}){{^last()}}, {{/last()}}{{/jobs}}{{#positive(jobs_more)}} and {{jobs_more}} more{{/positive(jobs_more)}}.
  {{/positive(jobs_count)}}
  {{^positive(jobs_count)}}
  Used in no job.
  {{/positive(jobs_count)}}
  """

private func run(_ sql: String, _ body: ([String], [Value]) throws -> Void) throws -> [String] {
  let (columns, rows): ([String], [[Value]]) =
    sql == "SELECT tools"
    ? (
      ["code", "name", "price"],
      [
        [.text("A1"), .text("Jack & Stand"), .integer(123_450)], [.text("B2"), .text("Bit"), .integer(5)],
        [.null, .text("Lost"), .integer(1)],
      ]
    )
    : (
      ["code", "job", "fee", "serial"],
      [
        [.text("A1"), .text("Lift"), .integer(100), .text("S-1")],
        [.text("A1"), .text("Prop"), .integer(200), .null],
        [.text("A1"), .text("Hold"), .integer(300), .text("S-3")],
        [.text("Z9"), .text("None"), .integer(1), .text("S-4")],
      ]
    )
  for row in rows { try body(columns, row) }
  return columns
}

@Test func rowsBecomeDocuments() throws {
  let pack = try pack(["tools.yaml": declaration, "templates/tool.mustache": template])
  defer { try? FileManager.default.removeItem(at: pack) }
  let documents = try DocumentRenderer(loadDocuments(pack: pack)).render(run)
  #expect(
    documents == [
      Document(
        id: "tool/A1", kind: "tool", title: "Jack & Stand (A1)",
        text: "Jack & Stand costs $1,234.50.\nUsed in Lift ($1.00), Prop ($2.00) and 1 more.",
        identifiers: ["A1", "S-1", "S-3", "Lift", "Prop", "Hold"]),
      Document(
        id: "tool/B2", kind: "tool", title: "Bit (B2)", text: "Bit costs $0.05.\nUsed in no job.",
        identifiers: ["B2"]),
    ])
}

@Test(arguments: [
  (("kind: tool", "kind: article"), "a kind other than 'article', without a slash"),
  (
    ("key: code", "keys: code"),
    "one of the keys kind, key, title, template, sql, amounts, identifiers, lists, personal, name_only"
  ),
  (("on: code, ", ""), "the columns that join the list"),
  (("limit: 2", "limit: 0"), "a limit of at least 1"),
  (("price: 2", "price: 19"), "digits, 0 to 18"),
  (("tool.mustache", "none.mustache"), "a readable file"),
])
func aDeclarationIsReadStrictly(change: (String, String), expected: String) throws {
  let pack = try pack([
    "tools.yaml": declaration.replacing(change.0, with: change.1), "templates/tool.mustache": template,
  ])
  defer { try? FileManager.default.removeItem(at: pack) }
  let error = #expect(throws: PackError.self) { _ = try loadDocuments(pack: pack) }
  #expect(error?.expected == expected)
}

@Test(arguments: [
  (("identifiers: [code]", "identifiers: [codes]"), "codes"),
  (("amounts: {price: 2}", "amounts: {prize: 2}"), "prize"),
  (("key: code", "key: number"), "number"), (("on: code", "on: name"), "name"),
  (("{{name}} ({{code}})", "{{nam}}"), "nam"), (("{{name}} ({{code}})", "{{#name}}"), "{{#name}}"),
])
func aNameThatNoStatementGivesIsAnError(change: (String, String), found: String) throws {
  let pack = try pack([
    "tools.yaml": declaration.replacing(change.0, with: change.1), "templates/tool.mustache": template,
  ])
  defer { try? FileManager.default.removeItem(at: pack) }
  let error = #expect(throws: PackError.self) {
    _ = try DocumentRenderer(loadDocuments(pack: pack)).render(run)
  }
  #expect(error?.found == found)
}

@Test func anIdThatOccursTwiceIsAnError() throws {
  let pack = try pack(["tools.yaml": declaration, "templates/tool.mustache": template])
  defer { try? FileManager.default.removeItem(at: pack) }
  let renderer = try DocumentRenderer(loadDocuments(pack: pack))
  let error = #expect(throws: PackError.self) {
    _ = try renderer.render { sql, body in
      _ = try run(sql, body)
      return try run(sql, body)
    }
  }
  #expect(error?.found == "tool/A1")
}

private let people = [
  Dataset(
    name: "people",
    columns: [
      Column(name: "id", type: .integer), Column(name: "city", type: .text, isPersonal: true),
      Column(name: "phone", type: .text, isPersonal: true),
    ], key: ["id"]),
  Dataset(name: "places", columns: [Column(name: "phone", type: .text)], key: []),
]

private func reading(_ sql: String, personal: [String]) -> DocumentDeclaration {
  DocumentDeclaration(
    kind: "person", key: ["id"], title: "{{x}}", text: "{{x}}",
    textFile: "documents/templates/person.mustache",
    rows: DocumentDeclaration.Rows(
      sql: sql, place: PackPlace(file: "documents/people.yaml", path: "documents.1")),
    personal: personal)
}

@Test(
  arguments: [
    ("SELECT id, city AS x FROM people", ["city"]), ("SELECT id, phones AS x FROM people", []),
    ("SELECT id, 'x' AS x FROM people", ["phone"]), ("SELECT id, phone AS x FROM places", []),
    ("SELECT 2 * id AS id, COUNT(*) AS x FROM people", []), ("SELECT p.* FROM people p", ["city", "phone"]),
  ] as [(String, [String])])
func declaredPersonalColumnsMayBeRead(sql: String, personal: [String]) throws {
  _ = try DocumentRenderer([reading(sql, personal: personal)], datasets: people)
}

@Test(
  arguments: [
    ("SELECT id, phone AS x FROM people", []), ("SELECT id, substr(p.PHONE, 1) AS x FROM people p", ["city"]),
    ("SELECT id, \"phone\" AS x FROM people", ["city"]), ("SELECT id, phone AS x FROM places, people", []),
    ("SELECT * FROM people", ["city"]), ("SELECT 1 AS x, * FROM people", ["city"]),
    ("SELECT DISTINCT p.* FROM people p", ["city"]),
  ] as [(String, [String])])
func otherPersonalColumnsMayNot(sql: String, personal: [String]) {
  let error = #expect(throws: PackError.self) {
    _ = try DocumentRenderer([reading(sql, personal: personal)], datasets: people)
  }
  #expect(error?.found == "phone")
}

@Test func articlesBecomeDocuments() throws {
  let pack = try pack([
    "articles/oil.md": "---\ntitle: Oil: grades\ntopics: [oil, SAE]\n---\n\nText.\n\n## More\n\nEnd.\n"
      .replacing("Oil: grades", with: "Oil grades"),
    "articles/b.txt": "not an article",
  ])
  defer { try? FileManager.default.removeItem(at: pack) }
  #expect(
    try loadArticles(pack: pack) == [
      Document(
        id: "article/oil", kind: "article", title: "Oil grades",
        text: "Text.\n\n## More\n\nEnd.\n\nTopics: oil, SAE.")
    ])
}

@Test(arguments: [
  ("No front matter", 1), ("---\ntitle: A\nText", 1), ("---\ntitle: A\ntags: [b]\n---\nText", 3),
  ("---\ntopics: [b]\n---\nText", 2), ("", 1),
])
func anArticleWithoutATitleIsAnError(text: String, line: Int) throws {
  let pack = try pack(["articles/a.md": text])
  defer { try? FileManager.default.removeItem(at: pack) }
  let error = #expect(throws: PackError.self) { _ = try loadArticles(pack: pack) }
  #expect(error?.file == "documents/articles/a.md")
  #expect(error?.line == line)
}

private let ownPack = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "knowledge")

@Test func theArticlesOfOurPackAreRead() throws {
  let articles = try loadArticles(pack: ownPack)
  #expect(articles.count > 20)
  #expect(articles.allSatisfy { !$0.title.isEmpty && $0.text.utf8.count > 100 })
}

@Test func theDeclarationsOfOurPackAreRead() throws {
  let declarations = try loadDocuments(pack: ownPack)
  #expect(declarations.count >= 10)
  _ = try DocumentRenderer(declarations)
}

@Test func ourPackReadsNoPersonalColumnUndeclared() throws {
  let sources = try loadSources(pack: ownPack)
  let datasets = sources.map { source in
    Dataset(
      name: source.name,
      columns: source.columns.map { Column(name: $0.name, type: .text, isPersonal: $0.isPersonal) },
      key: [])
  }
  #expect(datasets.contains { $0.columns.contains(where: \.isPersonal) })
  _ = try DocumentRenderer(loadDocuments(pack: ownPack), datasets: datasets)
}
