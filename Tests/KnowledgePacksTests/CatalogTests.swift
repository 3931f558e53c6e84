import Domain
import Foundation
import Testing

@testable import KnowledgePacks

/// A pack of these files, in a folder that is gone afterwards.
func withPack<Result>(_ files: [String: String], _ body: (URL) throws -> Result) throws -> Result {
  let pack = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: pack) }
  for (name, text) in files {
    let file = pack.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }
  return try body(pack)
}

let books = Dataset(
  name: "books",
  columns: [
    Column(name: "isbn", type: .text), Column(name: "title", type: .text),
    Column(name: "price", type: .decimal(scale: 2), unit: "EUR"),
    Column(name: "donor", type: .text, isPersonal: true), Column(name: "author_id", type: .integer),
  ], key: ["isbn"])
let loans = Dataset(
  name: "loans",
  columns: [
    Column(name: "id", type: .integer), Column(name: "isbn", type: .text), Column(name: "lent", type: .date),
  ], key: ["id"])

func catalog(_ files: [String: String]) throws -> Catalog {
  let files = Dictionary(uniqueKeysWithValues: files.map { ("catalog/\($0)", $1) })
  return try withPack(files) { try loadCatalog(pack: $0, datasets: [books, loans]) }
}

let library = """
  domain: library
  entities:
    book:
      dataset: books
      key: isbn
      label: title
      names: [book, volume]
      show: [title, price]
      ranking: times_lent
      attributes:
        isbn: {label: ISBN, identifier: true, values: true}
        title: {names: title}
        price: {amount: true, largest: [dearest], smallest: [cheapest]}
        donor: {}
        shelf: {sql: "upper({this}.title)", type: decimal, scale: 3, synonyms: {A1: [first shelf]}}
        author: {column: author_id}
      segments:
        donated: {names: [given], sql: "{this}.donor IS NOT NULL"}
    loan:
      dataset: loans
      key: id
      verbs: [lent]
      link: true
      time: lent
      show: [book.title, lent]
      attributes: {id: {}, lent: {}}
  """

let numbers = """
  joins: [loan.isbn -> book.isbn]
  measures:
    times_lent: {entity: loan, count: rows, label: Times lent}
    worth: {entity: book, sum: price, breakdowns: [times_lent], better: low}
    titles: {entity: book, count_distinct: title, where: "{this}.price > 0"}
    donated_share: {entity: book, percent_where: "{this}.donor IS NOT NULL", note: of all}
    mean: {entity: book, ratio: [worth, titles], factor: 10, unit: EUR}
  templates:
    after:
      phrases: [read after]
      slots: {book: {value: book.title}, most: {limit: 7}, when: {window: true}}
      sql: SELECT 1
      columns: {title: {kind: text}, total: {kind: decimal, unit: EUR, label: Total}}
      interpretation: read after {book}
  topics:
    staff: {phrases: [salary], reply: not_allowed, opens_only: true, text: Not told.}
    hi: {phrases: hello, reply: answer, text: Hello.}
  examples: [loans by book]
  """

@Suite struct Catalogs {
  @Test func readsEntities() throws {
    let catalog = try catalog(["a.yaml": library, "b.yaml": numbers])
    let book = try #require(catalog.entity("book"))
    #expect(book.domain == "library" && book.label == "title" && book.ranking == "times_lent")
    #expect(
      book.names == ["book", "volume"] && book.show.map(\.description) == ["book.title", "book.price"])
    #expect(book.segment("donated")?.label == "Donated")
    let isbn = try #require(book.attribute("isbn"))
    #expect(isbn.label == "ISBN" && isbn.isIdentifier && isbn.hasValues && isbn.sql == "{this}.isbn")
    let price = try #require(book.attribute("price"))
    #expect(price.type == .decimal(scale: 2) && price.unit == "EUR" && price.isDefaultAmount)
    #expect(price.largest == ["dearest"] && price.smallest == ["cheapest"] && price.label == "Price")
    #expect(book.attribute("title")?.names == ["title"] && book.attribute("donor")?.isPersonal == true)
    let shelf = try #require(book.attribute("shelf"))
    #expect(shelf.type == .decimal(scale: 3) && shelf.hasValues && shelf.synonyms == ["A1": ["first shelf"]])
    #expect(book.attribute("author")?.sql == "{this}.author_id" && book.attribute("author")?.type == .integer)
    let loan = try #require(catalog.entity("loan"))
    #expect(loan.isLink && loan.label == "id" && loan.time == AttributeID("loan", "lent"))
    #expect(
      loan.show == [AttributeID("book", "title"), AttributeID("loan", "lent")] && loan.verbs == ["lent"])
  }

  @Test func readsTheRest() throws {
    let catalog = try catalog(["a.yaml": library, "b.yaml": numbers])
    #expect(catalog.joins == [Join(from: "loan", fromColumn: "isbn", to: "book", toColumn: "isbn")])
    let formulas = catalog.measures.map { "\($0.id) \($0.formula) \($0.unit ?? "-")" }
    #expect(
      catalog.measures.map(\.formula) == [
        .count, .aggregate(.sum, AttributeID("book", "price")), .countDistinct(AttributeID("book", "title")),
        .percentWhere("{this}.donor IS NOT NULL"), .ratio("worth", "titles", factor: 10),
      ], "\(formulas)")
    #expect(catalog.measures.map(\.unit) == [nil, "EUR", nil, "%", "EUR"])
    #expect(catalog.measure("worth")?.breakdowns == ["times_lent"])
    #expect(catalog.measure("worth")?.isBetterLow == true && catalog.measure("titles")?.isBetterLow == false)
    #expect(catalog.measure("titles")?.condition == "{this}.price > 0")
    let template = try #require(catalog.template("after"))
    #expect(
      template.slots.map(\.kind) == [.value(AttributeID("book", "title")), .limit(standard: 7), .window])
    #expect(
      template.columns == [
        ResultColumn(name: "title", label: "title", kind: .text),
        ResultColumn(name: "total", label: "Total", kind: .decimal, scale: 2, unit: "EUR"),
      ])
    #expect(catalog.topics.map(\.reply) == [.refusal(.notAllowed), .answer])
    #expect(catalog.topics.map(\.opensOnly) == [true, false])
    #expect(catalog.examples == ["loans by book"])
  }

  /// A list of value names serves attributes of files before and after its own.
  @Test func sharesNamesOfValues() throws {
    let named = library.replacingOccurrences(of: "synonyms: {A1: [first shelf]}", with: "synonyms: shelves")
    let names = "value_names: {shelves: {A1: [first shelf], B2: [by the door]}}"
    let shelf = AttributeID("book", "shelf")
    for files in [
      ["a.yaml": library, "b.yaml": numbers], ["a.yaml": named, "b.yaml": numbers, "c.yaml": names],
    ] {
      let attribute = try #require(try catalog(files).attribute(shelf))
      #expect(attribute.hasValues && attribute.synonyms["A1"] == ["first shelf"])
    }
    #expect(throws: PackError.self) { try catalog(["a.yaml": named, "b.yaml": numbers]) }
    #expect(throws: PackError.self) {
      try catalog(["a.yaml": named, "b.yaml": numbers, "c.yaml": names, "d.yaml": names])
    }
  }

  /// One thing wrong in an otherwise good catalog: what is replaced, by what, and what is said of it.
  @Test(
    arguments: [
      (
        "label: title", "lable: title",
        "a.yaml:6: entities.book: expected one of the keys dataset, key, label, names, verbs, hints, show, time, ranking, link, person, secondary, attributes, segments, found 'lable'; did you mean 'label'?"
      ),
      (
        "domain: library", "domian: library",
        "a.yaml:1: file: expected one of the keys domain, derived, entities, joins, measures, rollups, templates, topics, examples, value_names, found 'domian'; did you mean 'domain'?"
      ),
      (
        "dataset: books", "dataset: boks",
        "a.yaml:4: entities.book.dataset: expected a dataset of the sources, found 'boks'; did you mean 'books'?"
      ),
      ("dataset: books", "names: []", "a.yaml:4: syntax: expected each key once, found 'names'"),
      (
        "key: isbn", "key: isnb",
        "a.yaml:5: entities.book.key: expected an attribute of book, found 'isnb'; did you mean 'isbn'?"
      ),
      ("key: isbn", "verbs: []", "a.yaml:4: entities.book: expected the key 'key', found 'no 'key''"),
      (
        "column: author_id", "column: author_if",
        "a.yaml:16: entities.book.attributes.author.column: expected a column of the dataset books, found 'author_if'; did you mean 'author_id'?"
      ),
      (
        "donor: {}", "doner: {}",
        "a.yaml:14: entities.book.attributes.doner: expected a column of the dataset books, found 'doner'; did you mean 'donor'?"
      ),
      (
        "type: decimal", "type: decimals",
        "a.yaml:15: entities.book.attributes.shelf.type: expected one of text, integer, real, boolean, date, timestamp, money, decimal, found 'decimals'; did you mean 'decimal'?"
      ),
      (
        "scale: 3", "scale: three",
        "a.yaml:15: entities.book.attributes.shelf.scale: expected a whole number, found 'three'"
      ),
      (
        "amount: true", "amount: maybe",
        "a.yaml:13: entities.book.attributes.price.amount: expected true or false, found 'maybe'"
      ),
      (
        "names: [book, volume]", "names: {a: b}",
        "a.yaml:7: entities.book.names: expected a text, found 'a mapping'"
      ),
      ("show: [title, price]", "show: title", "a.yaml:8: entities.book.show: expected a list, found 'title'"),
      (
        "show: [title, price]", "show: [titel]",
        "a.yaml:8: entities.book.show.1: expected an attribute of book, found 'titel'; did you mean 'title'?"
      ),
      (
        "book.title, lent", "bok.title, lent",
        "a.yaml:25: entities.loan.show.1: expected an entity, found 'bok'; did you mean 'book'?"
      ),
      (
        "ranking: times_lent", "ranking: time_lent",
        "a.yaml:9: entities.book.ranking: expected a measure, found 'time_lent'; did you mean 'times_lent'?"
      ),
      (
        "loan.isbn ->", "loan.isbn",
        "b.yaml:1: joins.1: expected entity.column -> entity.column, found 'loan.isbn book.isbn'"
      ),
      (
        "loan.isbn ->", "loam.isbn ->",
        "b.yaml:1: joins.1: expected an entity, found 'loam'; did you mean 'loan'?"
      ),
      (
        "loan.isbn ->", "loan.isb ->",
        "b.yaml:1: joins.1: expected a column of the dataset loans, found 'isb'; did you mean 'isbn'?"
      ),
      (
        "entity: loan, count", "entity: loam, count",
        "b.yaml:3: measures.times_lent.entity: expected an entity, found 'loam'; did you mean 'loan'?"
      ),
      (
        "count: rows, ", "",
        "b.yaml:3: measures.times_lent: expected one of count, count_distinct, sum, average, median, minimum, maximum, percent_where, ratio, found 'no formula'"
      ),
      (
        "sum: price", "sum: title",
        "b.yaml:4: measures.worth.sum: expected an attribute that is a number, found 'title'"
      ),
      (
        "sum: price", "sum: prize",
        "b.yaml:4: measures.worth.sum: expected an attribute of book, found 'prize'; did you mean 'price'?"
      ),
      (
        "ratio: [worth, titles]", "ratio: [worth]",
        "b.yaml:7: measures.mean.ratio: expected two measures, found '1 names'"
      ),
      (
        "ratio: [worth, titles]", "ratio: [worth, title]",
        "b.yaml:7: measures.mean.ratio: expected a measure, found 'title'; did you mean 'titles'?"
      ),
      (
        "breakdowns: [times_lent]", "breakdowns: [lent]",
        "b.yaml:4: measures.worth.breakdowns: expected a measure, found 'lent'"
      ),
      (
        "value: book.title", "value: book.titel",
        "b.yaml:11: templates.after.slots.book.value: expected entity.attribute, found 'book.titel'"
      ),
      (
        "kind: text", "kind: txt",
        "b.yaml:13: templates.after.columns.title.kind: expected a kind of column such as text, integer, decimal, real, percent, found 'txt'"
      ),
      (
        "reply: not_allowed", "reply: not_alowed",
        "b.yaml:16: topics.staff.reply: expected one of answer, not_in_data, out_of_scope, not_understood, not_allowed, found 'not_alowed'; did you mean 'not_allowed'?"
      ),
      (
        "examples: [loans by book]", "examples: {a: b}",
        "b.yaml:18: examples: expected a text, found 'a mapping'"
      ),
      ("joins:", "joins: [", "b.yaml"),
    ] as [(String, String, String)])
  func refuses(good: String, bad: String, expected: String) throws {
    let good = good.replacing("\\n", with: "\n")
    let changed = [library, numbers].map {
      $0.replacing(good, with: bad.replacing("\\n", with: "\n"), maxReplacements: 1)
    }
    try #require(changed != [library, numbers])
    do {
      _ = try catalog(["a.yaml": changed[0], "b.yaml": changed[1]])
      Issue.record("loaded")
    } catch let error as PackError {
      #expect("\(error)".hasPrefix("catalog/" + expected), "\(error)")
    }
  }

  @Test func refusesAnEntityInTwoFiles() throws {
    let error = #expect(throws: PackError.self) {
      try catalog([
        "a.yaml": library, "b.yaml": "entities: {loan: {dataset: loans, key: id, attributes: {id: {}}}}",
      ])
    }
    #expect(
      error?.file == "catalog/b.yaml" && error?.found == "loan" && error?.expected == "each entity once")
  }

  @Test(arguments: [[:], ["catalog/readme.md": "domain: x"]])
  func wantsACatalog(files: [String: String]) throws {
    let error = #expect(throws: PackError.self) {
      try withPack(files) { try loadCatalog(pack: $0, datasets: []) }
    }
    #expect(error?.file == "catalog" && error?.expected == "at least one catalog file")
  }
}

@Suite struct DerivedDatasets {
  private func load(_ derived: String) throws -> [DerivedDataset] {
    try withPack(["catalog/a.yaml": "derived:\n  readers:\n" + derived]) { try loadDerivedDatasets(pack: $0) }
  }

  @Test func readsOne() throws {
    let derived = try load("    {sql: SELECT 1, key: id, columns: {id: integer, due: money EUR, day: date}}")
    #expect(derived.map(\.sql) == ["SELECT 1"])
    #expect(
      derived.map(\.dataset) == [
        Dataset(
          name: "readers",
          columns: [
            Column(name: "id", type: .integer), Column(name: "due", type: .decimal(scale: 2), unit: "EUR"),
            Column(name: "day", type: .date),
          ], key: ["id"])
      ])
  }

  @Test(
    arguments: [
      ("{sql: S, key: di, columns: {id: integer}}", "expected a column of readers, found 'di'"),
      ("{sql: S, key: id, columns: {id: integers}}", "found 'integers'; did you mean 'integer'?"),
      ("{sql: S, key: id, columns: {id: ''}}", "found 'nothing'"),
      ("{sql: S, key: id}", "expected the columns of readers, found 'no columns'"),
      ("{key: id, columns: {id: integer}}", "expected the key 'sql'"),
      ("{sq: S, columns: {id: integer}}", "found 'sq'; did you mean 'sql'?"),
      ("[1]", "expected a mapping, found 'a list'"),
    ] as [(String, String)])
  func refuses(text: String, expected: String) throws {
    let error = #expect(throws: PackError.self) { try load("    " + text) }
    #expect(error?.description.hasPrefix("catalog/a.yaml:3: derived.readers") == true)
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "none")")
  }

  @Test func readsNoneWithoutAFolder() throws {
    #expect(try withPack([:]) { try loadDerivedDatasets(pack: $0) } == [])
  }
}
