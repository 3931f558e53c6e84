import Domain
import SQLCompiler

extension StatementTests {
  private static func members(
    _ term: MeasureTerm, where inside: Predicate = .always, _ comparison: Comparison
  ) -> Query {
    query("member", columns: ["member.id"], where: .measured("loan", term, where: inside, comparison))
  }

  private static let isNew = Predicate.compare(id("loan.status"), .equal(.text("new")))

  static let related: [Example] = [
    Example(
      "a count of rows that belong to one",
      members(.count, where: .within(id("loan.lent"), winter), .greaterOrEqual(.integer(2))),
      sql: """
        SELECT members.id AS id
        FROM members
        WHERE (
            SELECT COUNT(*)
            FROM loans
            WHERE loans.member = members.id
              AND loans.lent >= ? AND loans.lent < ?
          ) >= ?
        ORDER BY id
        """,
      [.text("2024-01-01"), .text("2024-03-01"), .integer(2)],
      rows: "1"),
    Example(
      "no rows are none",
      query(
        "loan", columns: ["loan.id"], where: .measured("line", .count, where: .always, .less(.integer(1)))),
      sql: """
        SELECT loans.id AS id
        FROM loans
        WHERE (
            SELECT COUNT(*)
            FROM loan_lines
            WHERE loan_lines.loan = loans.id
          ) < ?
        ORDER BY id
        """,
      [.integer(1)],
      rows: "4"),
    Example(
      "the sum of no rows is 0",
      members(.aggregate(.sum, id("loan.fee")), where: isNew, .equal(.integer(0))),
      sql: """
        SELECT members.id AS id
        FROM members
        WHERE (
            SELECT COALESCE(SUM(loans.fee), 0)
            FROM loans
            WHERE loans.member = members.id
              AND loans.status = ?
          ) = ?
        ORDER BY id
        """,
      [.text("new"), .integer(0)],
      rows: """
        1
        2
        """),
    Example(
      "the average of no rows is not unequal",
      members(.aggregate(.average, id("loan.fee")), where: isNew, .notEqual(.integer(3))),
      sql: """
        SELECT members.id AS id
        FROM members
        WHERE NOT ((
            SELECT AVG(loans.fee) / 100.0
            FROM loans
            WHERE loans.member = members.id
              AND loans.status = ?
          ) = ?)
        ORDER BY id
        """,
      [.text("new"), .integer(3)],
      rows: "3"),
    Example(
      "a row reached in several ways counts once",
      query(
        "branch", columns: ["branch.id"],
        where: .measured(
          "book", .aggregate(.sum, id("book.price")), where: .always, .equal(Library.decimal(2050, 2)))),
      sql: """
        SELECT branches.id AS id
        FROM branches
        WHERE (
            SELECT COALESCE(SUM(books.price), 0)
            FROM books
            WHERE books.rowid IN (
                SELECT books_2.rowid
                FROM members
                JOIN loans ON loans.member = members.id
                JOIN loan_lines ON loan_lines.loan = loans.id
                JOIN books AS books_2 ON books_2.isbn = loan_lines.isbn
                WHERE members.branch = branches.id
              )
          ) = ?
        ORDER BY id
        """,
      [.integer(2050)],
      rows: "1"),
    Example(
      "a count of rows reached in several ways",
      query(
        "branch", columns: ["branch.id"],
        where: .measured("book", .count, where: .always, .equal(.integer(2)))),
      sql: """
        SELECT branches.id AS id
        FROM branches
        WHERE (
            SELECT COUNT(DISTINCT books.rowid)
            FROM members
            JOIN loans ON loans.member = members.id
            JOIN loan_lines ON loan_lines.loan = loans.id
            JOIN books ON books.isbn = loan_lines.isbn
            WHERE members.branch = branches.id
          ) = ?
        ORDER BY id
        """,
      [.integer(2)],
      rows: "1"),
    Example(
      "a number of the row outside is that of its rows",
      query(
        "member", columns: ["member.id"],
        where: .measured(
          "loan", .aggregate(.sum, id("member.age")),
          where: .compare(id("member.city"), .equal(.text("Ulm"))), .greater(.integer(30)))),
      sql: """
        SELECT members.id AS id
        FROM members
        WHERE (
            SELECT COALESCE(SUM(members_2.age), 0)
            FROM loans
            JOIN members AS members_2 ON members_2.id = loans.member
            WHERE loans.member = members.id
              AND members_2.city = ?
          ) > ?
        ORDER BY id
        """,
      [.text("Ulm"), .integer(30)],
      rows: "1"),
    Example(
      "none of the rows is a row with none, and its opposite",
      query(
        "member", [.count],
        where: .not(
          .measured(
            "loan", .percentile(50, id("loan.fee")), where: .compare(id("loan.is_late"), .equal(.integer(1))),
            .greater(.integer(5))))),
      sql: """
        SELECT COUNT(*) AS count
        FROM members
        WHERE ((
            SELECT PERCENTILE(loans.fee, 0.50) / 100.0
            FROM loans
            WHERE loans.member = members.id
              AND loans.is_late = ?
          ) > ?) IS NOT TRUE
        """,
      [.integer(1), .integer(5)],
      rows: "2"),
    Example(
      "one of none of these includes what is missing",
      query(
        "member", columns: ["member.id"],
        where: .not(.compare(id("member.city"), .oneOf([.text("Ulm"), .text("Graz")])))),
      sql: """
        SELECT members.id AS id
        FROM members
        WHERE (members.city IN (?, ?)) IS NOT TRUE
        ORDER BY id
        """,
      [.text("Ulm"), .text("Graz")],
      rows: """
        2
        3
        """),
  ]
}
