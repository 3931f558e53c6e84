import Assembly
import Domain
import Foundation
import Testing

/// Files of another trade, a bakery's, of which nothing was declared: `init`, a rebuild, and questions.
///
/// The expected numbers were counted from the files by another program.
@Suite("Questions about data that init saw for the first time")
struct BakeryTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let question: String
    /// Cells that rows of the answer must have, each list in one row, in the order of the rows.
    let rows: [[String]]
    /// Rows of the answer; nil: as many as are given.
    var count: Int?
    var testDescription: String { question }

    init(_ question: String, _ rows: [[String]], count: Int? = nil) {
      (self.question, self.rows, self.count) = (question, rows, count)
    }
  }

  static let cases = [
    Case("how many customers are there", [["40"]]),
    Case(
      "customers by city",
      [["Millbrook", "15"], ["Elmwick", "10"], ["Stonebridge", "8"], ["Havenford", "7"]]),
    Case(
      "revenue by month",
      [["2024-01", "5175.70"], ["2024-02", "6529.85"], ["2024-03", "6909.70"], ["2024-04", "5242.65"]]),
    Case("total revenue", [["23857.90"]]),
    Case(
      "top 3 products by revenue",
      [["Chocolate cake", "5924.50"], ["Carrot cake", "5122.00"], ["Cheesecake", "4557.00"]]),
    Case(
      "revenue by category",
      [["Cake", "19935.50"], ["Bread", "2313.50"], ["Pastry", "1213.40"], ["Rolls", "395.50"]]),
    Case("which customer spent the most", [["Jonas Ilg", "1362.65"]]),
    Case("how many orders were placed in february 2024", [["75"]]),
    Case("orders by channel", [["counter", "154"], ["web", "85"], ["phone", "66"]]),
    Case("how many web orders in march 2024", [["20"]]),
    Case(
      "number of orders by city",
      [["Millbrook", "117"], ["Elmwick", "67"], ["Havenford", "63"], ["Stonebridge", "58"]]),
    Case("which customers never ordered anything", [["Bela Conrad"], ["Malte Graf"], ["Fritzi Adler"]]),
    Case("total km by driver", [["Mika", "390.5"], ["Lale", "298.5"], ["Piet", "298.1"]]),
    Case("number of deliveries by driver", [["Mika", "59"], ["Piet", "47"], ["Lale", "45"]]),
    Case("most expensive product", [["Chocolate cake", "28.90"]]),
    Case("products in the Rolls category", [["Farmhouse roll"], ["Poppy roll"], ["Pretzel"]]),
    Case("revenue of Cheesecake in Havenford", [["980.00"]]),
    Case("how many units of Croissant were sold", [], count: 1),
    Case("customers who joined in 2022", [], count: 18),
    Case("how many deliveries were on time", [["119"]]),
  ]

  private static let base = Result { () throws -> AssistantInterface in
    let folder = try ScratchFolders.make()
    let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Bakery/data")
    let pack = folder.appendingPathComponent("bakery-pack", isDirectory: true)
    let database = folder.appendingPathComponent("bakery.db")
    _ = try PackInitialization(
      InitializationRequest(
        path: data, output: pack, knowledge: KnowledgeBase.root.appendingPathComponent("knowledge"))
    ).run()
    _ = try RebuildPipeline(
      RebuildRequest(knowledge: pack, database: database),
      RebuildSurroundings(program: "acceptance", now: { KnowledgeBase.now }, clock: { 0 })
    ).run()
    return try Assistant(database: database, knowledge: pack, now: { KnowledgeBase.now }).interface
  }

  @Test(arguments: cases) func isAnswered(_ asked: Case) async throws {
    let assistant = try Self.base.get()
    let answer = try await assistant.answer(Question(text: asked.question)) { _ in }
    let rows = try #require(answer.table?.rows, "\(answer.text)").map { $0.map(Self.shown) }
    #expect(rows.count == asked.count ?? asked.rows.count, "\(answer.text)")
    for (row, expected) in zip(rows, asked.rows) {
      for cell in expected { #expect(row.contains(cell), "expected \(cell), found \(row)") }
    }
  }

  /// A real number without the noise of its binary form.
  private static func shown(_ value: Value) -> String {
    guard case .real(let number) = value else { return value.description }
    let rounded = (number * 1e6).rounded() / 1e6
    return Value.real(rounded).description
  }
}
