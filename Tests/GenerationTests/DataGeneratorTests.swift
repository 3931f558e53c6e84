import Domain
import Foundation
import KnowledgePacks
import Testing

@testable import Generation

private let yaml = """
  lists:
    kinds: {Small: 3, Large: 1}
  calendars:
    year: {from: 2024-01-01, to: 2024-12-31, months: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]}
  picks:
    shop: {of: shops, weight: "1 / number"}
  datasets:
    shops:
      rows: "5"
      columns: {name: "join('Shop ', number)"}
    sales:
      rows: orders
      redelivered: true
      columns:
        id: number
        at: draw(year)
        shop: position(pick(shop))
        kind: pick(kinds)
        total: sum(lines.amount)
      faults:
        - {share: 0.05, set: {at: "null"}}
        - {share: 0.03, set: {total: -total}}
      repeats:
        - {share: 0.02, set: {kind: "'Again'"}}
    lines:
      parent: sales
      rows: choose(1, 1, 1, 2, 1, 3)
      distinct: code
      columns:
        id: parent.id
        code: integer(1, 5)
        amount: round(uniform(1, 90), 2)
  files:
    - {dataset: sales, path: sales.csv, format: csv, columns: [id, at, shop, kind, total]}
    - {dataset: lines, path: lines.csv, format: csv, columns: {sale: id, code: code, amount: amount}}
    - dataset: sales
      path: "by-kind/{kind}.json"
      format: json
      shape: {id: id, sale: {total: total, lines: {each: lines, shape: {code: code, amount: amount}}}}
    - {dataset: shops, path: shops.jsonl, format: jsonl, columns: [name]}
  """

private func spec(_ text: String = yaml) throws -> GenerationSpec {
  try generationSpec(from: text, file: "generate.yaml") { path throws(PackError) in
    throw PackError(file: path, place: "file", found: "nothing", expected: "a file")
  }
}

/// Runs `body` with the files that were generated, by path, in a folder that is removed afterwards.
private func generated(
  _ text: String = yaml, orders: Int = 400, seed: UInt64 = 1, duplicates: Double = 1, faults: Double = 1
) throws -> [String: String] {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  defer { try? FileManager.default.removeItem(at: folder) }
  let files = try DataGenerator(spec: spec(text), handWritten: folder).generate(
    orders: orders, seed: seed, duplicates: duplicates, faults: faults, output: folder)
  var contents: [String: String] = [:]
  for file in files {
    let bytes = try Data(contentsOf: folder.appendingPathComponent(file.path))
    #expect(bytes.count == file.bytes)
    contents[file.path] = String(decoding: bytes, as: UTF8.self)
  }
  return contents
}

private func rows(_ text: String?) -> [[String]] {
  (text ?? "").split(separator: "\n").dropFirst().map {
    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}

private func cents(_ text: String) -> Int { Int(text.replacingOccurrences(of: ".", with: "")) ?? .min }

@Suite struct DataGeneratorTests {
  @Test func sameSeedSameBytes() throws {
    #expect(try generated(seed: 7) == generated(seed: 7))
    #expect(try generated(seed: 7) != generated(seed: 8))
  }

  @Test func fewerOrdersAreTheFirstOfMore() throws {
    let (few, many) = (try generated(orders: 50, faults: 0), try generated(orders: 300, faults: 0))
    for path in ["sales.csv", "lines.csv"] {
      #expect(many[path]?.hasPrefix(few[path] ?? "?") == true)
    }
    #expect(few["shops.jsonl"] == many["shops.jsonl"])
  }

  @Test func sumsAndReferencesHold() throws {
    let files = try generated(faults: 0)
    let (sales, lines) = (rows(files["sales.csv"]), rows(files["lines.csv"]))
    #expect(sales.count == 400)
    var sums: [String: Int] = [:]
    var codes = Set<[String]>()
    for line in lines {
      sums[line[0], default: 0] += cents(line[2])
      #expect(codes.insert(Array(line[0...1])).inserted, "a code twice in one sale")
    }
    for sale in sales {
      #expect(sums[sale[0]] == cents(sale[4]))
      #expect((1...5).contains(Int(sale[2]) ?? 0))
      #expect(sale[1].hasPrefix("2024-01-") || sale[1].hasPrefix("2024-12-"))
    }
    #expect(Set(sums.keys) == Set(sales.map { $0[0] }))
  }

  @Test func weightsAndSeasonsShow() throws {
    let sales = rows(try generated(orders: 4000, faults: 0)["sales.csv"])
    let small = sales.count { $0[3] == "Small" }
    #expect((2850...3150).contains(small))
    #expect((2800...3250).contains(sales.count { $0[1].hasPrefix("2024-12") }))
    #expect(sales.count { $0[2] == "1" } > 3 * sales.count { $0[2] == "5" })
  }

  @Test(arguments: [0, 1, 4])
  func faultsComeInTheSharesAskedFor(factor: Double) throws {
    let sales = rows(try generated(orders: 4000, faults: factor)["sales.csv"])
    let repeats = sales.count { $0[3] == "Again" }
    for (found, share) in [
      (sales.count { $0[1].isEmpty }, 0.05), (sales.count { $0[4].hasPrefix("-") }, 0.03), (repeats, 0.02),
    ] {
      let expected = 4000 * share * factor
      #expect(abs(Double(found) - expected) <= 5 * expected.squareRoot())
    }
    #expect(sales.count == 4000 + repeats)
    #expect(sales.suffix(repeats).allSatisfy { $0[3] == "Again" })
  }

  @Test(arguments: [1, 1.5, 2, 2.356])
  func rowsAreWrittenAsOftenAsAsked(duplicates: Double) throws {
    let files = try generated(orders: 2000, duplicates: duplicates, faults: 0)
    let sales = rows(files["sales.csv"])
    #expect(abs(Double(sales.count) - 2000 * duplicates) < 120)
    #expect(Set(sales).count == 2000)
    #expect(Array(sales.prefix(2000)).map { $0[0] } == (1...2000).map(String.init))
    let lines = rows(files["lines.csv"])
    var written: [String: Int] = [:]
    for sale in sales { written[sale[0], default: 0] += 1 }
    for (line, copies) in Dictionary(grouping: lines, by: { $0 }) {
      #expect(copies.count == written[line[0]])
    }
  }

  @Test func nestedRecordsAreJSON() throws {
    struct Record: Decodable {
      struct Line: Decodable { let code: Int, amount: Double }
      struct Sale: Decodable { let total: Double, lines: [Line] }
      let id: Int, sale: Sale
    }
    let files = try generated(faults: 0)
    var records: [Record] = []
    for path in ["by-kind/Small.json", "by-kind/Large.json"] {
      records += try JSONDecoder().decode([Record].self, from: Data((files[path] ?? "").utf8))
    }
    #expect(records.count == 400)
    for record in records {
      #expect(abs(record.sale.lines.map(\.amount).reduce(0, +) - record.sale.total) < 0.005)
    }
    #expect(files["shops.jsonl"]?.split(separator: "\n").first == #"{"name": "Shop 1"}"#)
  }

  @Test func noOrdersMakeHeadersOnly() throws {
    let files = try generated(orders: 0)
    #expect(files["sales.csv"] == "id,at,shop,kind,total\n")
    #expect(files["lines.csv"] == "sale,code,amount\n")
  }

  @Test(
    arguments: [
      (-1, 1, 1, .orders(-1)), (1, 0.9, 1, .duplicates(0.9)), (1, .infinity, 1, .duplicates(.infinity)),
      (1, 1, -0.1, .faults(-0.1)), (1, 1, 900, .faultShares(dataset: "sales", sum: 72)),
      (200_000_000, 1, 1, .orders(200_000_000)),
    ] as [(Int, Double, Double, GenerationError)])
  func refusesNumbers(orders: Int, duplicates: Double, faults: Double, expected: GenerationError) throws {
    #expect(throws: expected) {
      _ = try generated(orders: orders, duplicates: duplicates, faults: faults)
    }
  }

  @Test func refusesAFolderOfOthersAndReplacesItsOwn() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let generator = DataGenerator(spec: try spec(), handWritten: folder)
    _ = try generator.generate(orders: 20, seed: 1, output: folder)
    let second = try generator.generate(orders: 5, seed: 1, output: folder)
    #expect(second.first { $0.path == "shops.jsonl" }?.rows == 5)
    try Data("mine".utf8).write(to: folder.appendingPathComponent("notes.txt"))
    let error = #expect(throws: GenerationError.self) {
      _ = try generator.generate(orders: 5, seed: 1, output: folder)
    }
    #expect(error == .foreignFile("notes.txt", folder: folder.path))
    #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent("sales.csv").path))
  }

  @Test(
    arguments: [
      ("path: sales.csv", "path: ../sales.csv", "../sales.csv", "a path inside the output folder"),
      ("rows: orders", "rows: 0 - orders", "-400", "0 to 100000000 rows"),
      ("kind: pick(kinds)", "kind: pick(kinds) + 1", "the text", "in row 1"),
    ])
  func refusesWhatItCannotMake(old: String, new: String, found: String, expected: String) throws {
    let error = #expect(throws: GenerationError.self) {
      _ = try generated(yaml.replacingOccurrences(of: old, with: new))
    }
    let words = error?.description ?? ""
    #expect(words.contains(found))
    #expect(words.contains(expected))
  }
}

@Suite struct GenerationSpecTests {
  @Test(
    arguments: [
      ("distinct: code", "distinct: cod", "datasets.lines", "did you mean 'code'"),
      ("parent: sales", "parent: sale", "datasets.lines", "did you mean 'sales'"),
      ("total: sum(lines.amount)", "total: sum(lines.amont)", "datasets.sales.columns.total", "'amount'"),
      ("dataset: shops", "dataset: shop", "files", "did you mean 'shops'"),
      ("columns: [name]", "columns: [nam]", "files", "did you mean 'name'"),
      ("of: shops", "of: shop", "picks.shop", "did you mean 'shops'"),
      ("weight: \"1 / number\"", "weight: \"0\"", "picks.shop.weight", "can be picked"),
      ("each: lines", "each: line", "files", "did you mean 'lines'"),
      ("format: jsonl", "format: xml", "files.4.format", "one of csv, jsonl, json"),
      ("share: 0.05", "share: 1.5", "datasets.sales.faults.1", "a share from 0 to 1"),
      ("Small: 3", "Small: many", "lists.kinds.Small", "a number"),
      ("from: 2024-01-01", "from: 2024-02-30", "calendars.year.from", "a date such as"),
      ("months: [1, 0,", "months: [1,", "calendars.year.months", "12 numbers"),
      ("redelivered: true", "redeliver: true", "datasets.sales", "did you mean 'redelivered'"),
      ("shop: position(pick(shop))", "shop: position(pick(sales))", "datasets.sales", "one direction only"),
      ("parent: sales", "parent: lines", "datasets.lines", "no descendant"),
      ("picks:\n  shop:", "picks:\n  kinds:", "picks.kinds", "no list, table, pick or dataset"),
      ("{Small: 3, Large: 1}", "{Small: 0, Large: 0}", "lists.kinds", "a weight above 0"),
      ("of: shops", "of: shops, for: {x: 0-99999999}", "picks.shop.for.x", "a range"),
    ])
  func saysWhereASpecIsWrong(old: String, new: String, place: String, expected: String) throws {
    let error = #expect(throws: PackError.self) {
      _ = try generated(yaml.replacingOccurrences(of: old, with: new))
    }
    let words = error?.description ?? ""
    #expect(words.hasPrefix("generate.yaml:"))
    #expect(words.contains(place))
    #expect(words.contains(expected))
  }
}
