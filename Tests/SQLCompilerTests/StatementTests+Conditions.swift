import Domain
import SQLCompiler

extension StatementTests {
  static let conditions: [Example] = [
    Example(
      "an amount in units",
      query(
        "book", columns: ["book.isbn"], where: .compare(id("book.price"), .less(Library.decimal(125, 1)))),
      sql: """
        SELECT books.isbn AS isbn
        FROM books
        WHERE books.price < ?
        ORDER BY isbn
        """,
      [.integer(1250)],
      rows: "b2"),
    Example(
      "an amount between units",
      query(
        "book", columns: ["book.isbn"],
        where: .compare(id("book.price"), .greaterOrEqual(Library.decimal(7_995, 3)))),
      sql: """
        SELECT books.isbn AS isbn
        FROM books
        WHERE books.price >= ?
        ORDER BY isbn
        """,
      [.real(799.5)],
      rows: """
        b1
        b2
        """),
    Example(
      "unequal includes what is missing",
      query(
        "member", columns: ["member.id"],
        where: .all([
          .compare(id("member.city"), .notEqual(.text("Ulm"))),
          .not(.compare(id("member.age"), .equal(.integer(30)))),
        ])),
      sql: """
        SELECT members.id AS id
        FROM members
        WHERE members.city IS NOT ?
          AND members.age IS NOT ?
        ORDER BY id
        """,
      [.text("Ulm"), .integer(30)],
      rows: """
        2
        3
        """),
    Example(
      "a negation includes what is missing",
      query(
        "loan", columns: ["loan.id"],
        where: .not(.any([.compare(id("loan.fee"), .greater(.integer(2))), .segment("loan", "open")]))),
      sql: """
        SELECT loans.id AS id
        FROM loans
        WHERE (loans.fee > ? OR (loans.status = 'open' OR loans.status = 'new')) IS NOT TRUE
        ORDER BY id
        """,
      [.integer(200)],
      rows: "5"),
    Example(
      "alternatives over other rows keep rows without them",
      query(
        "loan", columns: ["loan.id"],
        where: .any([
          .compare(id("member.city"), .oneOf([.text("Ulm"), .null])),
          .compare(id("loan.fee"), .between(.integer(9), .integer(10))),
        ])),
      sql: """
        SELECT loans.id AS id
        FROM loans
        LEFT JOIN members ON members.id = loans.member
        WHERE ((members.city = ? OR members.city IS NULL) OR (loans.fee BETWEEN ? AND ?))
        ORDER BY id
        """,
      [.text("Ulm"), .integer(900), .integer(1000)],
      rows: """
        1
        2
        3
        4
        5
        """),
    Example(
      "wildcards are text",
      query("book", columns: ["book.title"], where: .compare(id("book.title"), .startsWith("100%"))),
      sql: """
        SELECT books.title AS title
        FROM books
        WHERE books.title LIKE ? ESCAPE '\\'
        ORDER BY books.isbn
        """,
      [.text("100\\%%")],
      rows: "100% Tea"),
    Example(
      "a window is half open",
      query(
        "loan", columns: ["loan.id"],
        where: .all([
          .within(id("loan.lent"), march), .segment("loan", "open"), .onWeekdays(id("loan.lent"), [5, 7]),
        ])),
      sql: """
        SELECT loans.id AS id
        FROM loans
        WHERE loans.lent >= ? AND loans.lent < ?
          AND (loans.status = 'open' OR loans.status = 'new')
          AND (strftime('%w', loans.lent) + 6) % 7 + 1 IN (5, 7)
        ORDER BY id
        """,
      [.text("2024-03-01"), .text("2024-04-01")],
      rows: """
        3
        4
        """),
    Example(
      "a day beside timestamps is the whole day",
      query(
        "loan", columns: ["loan.id"],
        where: .any([
          .compare(id("loan.lent"), .equal(.text("2024-02-29"))),
          .compare(id("loan.lent"), .greater(.text("2024-03-30"))),
        ])),
      sql: """
        SELECT loans.id AS id
        FROM loans
        WHERE ((loans.lent >= ? AND loans.lent < ?) OR loans.lent >= ?)
        ORDER BY id
        """,
      [.text("2024-02-29"), .text("2024-03-01"), .text("2024-03-31")],
      rows: """
        2
        4
        """),
    Example(
      "rows that have others",
      query(
        "book", columns: ["book.title"],
        where: .related(
          "loan",
          .all([.within(id("loan.lent"), winter), .compare(id("line.copies"), .greater(.integer(1)))]))),
      sql: """
        SELECT books.title AS title
        FROM books
        WHERE EXISTS (
            SELECT 1
            FROM loan_lines
            JOIN loans ON loans.id = loan_lines.loan
            WHERE loan_lines.isbn = books.isbn
              AND loans.lent >= ? AND loans.lent < ?
              AND loan_lines.copies > ?
          )
        ORDER BY books.isbn
        """,
      [.text("2024-01-01"), .text("2024-03-01"), .integer(1)],
      rows: "100% Tea"),
    Example(
      "rows that have none, through two levels",
      query(
        "member", columns: ["member.name"],
        where: .not(
          .related(
            "book",
            .all([.compare(id("book.genre"), .equal(.text("science"))), .within(id("loan.lent"), winter)])))),
      sql: """
        SELECT (members.first || ' ' || members."last name") AS name
        FROM members
        WHERE NOT EXISTS (
            SELECT 1
            FROM loans
            JOIN loan_lines ON loan_lines.loan = loans.id
            JOIN books ON books.isbn = loan_lines.isbn
            WHERE loans.member = members.id
              AND books.genre = ?
              AND loans.lent >= ? AND loans.lent < ?
          )
        ORDER BY members.id
        """,
      [.text("science"), .text("2024-01-01"), .text("2024-03-01")],
      rows: """
        Ben Orr
        Cy Moe
        """),
    Example(
      "rows of the same dataset inside",
      query(
        "loan", columns: ["loan.id"],
        where: .related(
          "member", .related("loan", .related("event", .compare(id("event.kind"), .equal(.text("renewed"))))))
      ),
      sql: """
        SELECT loans.id AS id
        FROM loans
        WHERE EXISTS (
            SELECT 1
            FROM members
            WHERE members.id = loans.member
              AND EXISTS (
                SELECT 1
                FROM loans AS loans_2
                WHERE loans_2.member = members.id
                  AND EXISTS (
                    SELECT 1
                    FROM "loan events"
                    WHERE "loan events".loan = loans_2.id
                      AND "loan events".kind = ?
                  )
              )
          )
        ORDER BY id
        """,
      [.text("renewed")],
      rows: """
        1
        2
        3
        """),
  ]
}
