import Domain
import Testing

@testable import KnowledgePacks

@Suite struct RollupDeclarations {
  private func rollups(_ text: String) throws -> [Rollup] {
    try catalog(["a.yaml": library, "b.yaml": numbers, "c.yaml": "rollups:\n  months:\n    " + text]).rollups
  }

  @Test func readsOne() throws {
    let rollup = try #require(
      try rollups("{entity: loan, grain: month, by: [book, book.title], maximums: [lent], indexes: [isbn]}")
        .first)
    #expect(
      rollup.columns == [
        Rollup.Column("loan", "lent", type: .date, grain: .month), Rollup.Column("loan", "isbn", type: .text),
        Rollup.Column("book", "title", type: .text),
      ])
    #expect(rollup.parts == [Rollup.Part(.maximum, "lent", type: .date)])
    #expect(
      rollup.dataset.columns.map(\.name)
        == ["lent_month", "isbn", "title", "has_book", "row_count", "maximum_lent"])
    #expect(rollup.indexes == [["isbn"]] && rollup.name == "months" && rollup.entity == "loan")
  }

  @Test func anAverageIsASumAndACount() throws {
    let rollup = try #require(
      try rollups("{entity: book, by: [author], sums: [price], averages: [price]}").first)
    #expect(
      rollup.parts == [
        Rollup.Part(.sum, "price", type: .decimal(scale: 2), unit: "EUR"),
        Rollup.Part(.count, "price", type: .integer),
      ])
    #expect(rollup.columns == [Rollup.Column("book", "author_id", type: .integer)])
  }

  @Test(
    arguments: [
      ("{by: [title]}", "expected the key 'entity'"),
      ("{entity: bok}", "expected an entity, found 'bok'; did you mean 'book'?"),
      ("{entity: loan, grain: week}", "expected day or month, found 'week'"),
      ("{entity: book, grain: day}", "expected one with a time, found 'an entity without a time'"),
      ("{entity: book, by: [titel]}", "found 'titel'; did you mean 'title'?"),
      (
        "{entity: book, by: [loan]}", "expected an attribute of book, or an entity of which its rows have one"
      ),
      (
        "{entity: book, by: [loan.lent]}",
        "expected an attribute of an entity of which each row of book has one"
      ),
      ("{entity: book, by: [shelf]}", "expected an attribute that is a column, found 'book.shelf'"),
      ("{entity: book, by: [donor]}", "expected a column that is not personal, found 'book.donor'"),
      ("{entity: book, sums: [title]}", "expected a column of whole numbers or exact amounts, found 'title'"),
      ("{entity: book, sums: [shelf]}", "expected an attribute that is a column"),
      ("{entity: loan, by: [book.price], sums: [book.price]}", "expected an attribute of loan"),
      ("{entity: loan, by: [id, id]}", "expected columns of different names, found 'id'"),
      ("{entity: loan, by: [id], indexes: [di]}", "expected a column of months, found 'di'"),
      ("{entity: loan, per: [id]}", "found 'per'"),
    ] as [(String, String)])
  func refuses(text: String, expected: String) throws {
    let error = #expect(throws: PackError.self) { try rollups(text) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "none")")
  }
}
