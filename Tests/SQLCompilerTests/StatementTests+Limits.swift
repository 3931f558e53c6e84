import Domain
import SQLCompiler

extension StatementTests {
  static let limits: [Example] = [
    Example(
      "the second highest",
      query(
        "loan", columns: ["loan.id"], order: [Ordering(.attribute(id("loan.fee")), isDescending: true)],
        limit: 1,
        offset: 1),
      sql: """
        SELECT loans.id AS id
        FROM loans
        ORDER BY loans.fee DESC, id
        LIMIT 1 OFFSET 1
        """,
      [],
      rows: "1"),
    Example(
      "all but the first",
      query("loan", [.count], by: [.attribute(id("loan.status"))], offset: 1),
      sql: """
        SELECT loans.status AS status, COUNT(*) AS count
        FROM loans
        GROUP BY 1
        ORDER BY count DESC, status
        LIMIT -1 OFFSET 1
        """,
      [],
      rows: """
        |1
        closed|1
        new|1
        """),
    Example(
      "the first in each group",
      query(
        "line", [.measure("copies")], by: [.attribute(id("book.genre")), .entity("member")], limit: 1,
        within: [.attribute(id("book.genre"))]),
      sql: """
        SELECT genre, id, name, copies
        FROM (
          SELECT *, ROW_NUMBER() OVER (PARTITION BY genre ORDER BY copies DESC, genre, id) AS place
          FROM (
            SELECT
              books.genre AS genre,
              members.id AS id,
              (members.first || ' ' || members."last name") AS name,
              SUM(loan_lines.copies) AS copies
            FROM loan_lines
            JOIN books ON books.isbn = loan_lines.isbn
            JOIN loans ON loans.id = loan_lines.loan
            JOIN members ON members.id = loans.member
            GROUP BY 1, 2
          )
        )
        WHERE place <= 1
        ORDER BY genre, place
        """,
      [],
      rows: """
        food|1|Ada Poe|3
        science|2|Ben Orr|4
        """),
    Example(
      "the second in each window",
      query(
        "line", [.measure("copies")],
        by: [.windows(id("loan.lent"), [winter, march]), .attribute(id("book.genre"))], limit: 2, offset: 1,
        within: [.windows(id("loan.lent"), [winter, march])]),
      sql: """
        SELECT period, genre, copies
        FROM (
          SELECT *, ROW_NUMBER() OVER (PARTITION BY position ORDER BY position, genre) AS place
          FROM (
            SELECT 1 AS position, ? AS period, books.genre AS genre, SUM(loan_lines.copies) AS copies
            FROM loan_lines
            JOIN loans ON loans.id = loan_lines.loan
            JOIN books ON books.isbn = loan_lines.isbn
            WHERE loans.lent >= ?
              AND loans.lent < ?
            GROUP BY 3
            UNION ALL
            SELECT 2 AS position, ? AS period, books.genre AS genre, SUM(loan_lines.copies) AS copies
            FROM loan_lines
            JOIN loans ON loans.id = loan_lines.loan
            JOIN books ON books.isbn = loan_lines.isbn
            WHERE loans.lent >= ?
              AND loans.lent < ?
            GROUP BY 3
          )
        )
        WHERE place > 1
          AND place <= 3
        ORDER BY position, place
        """,
      [
        .text("winter"), .text("2024-01-01"), .text("2024-03-01"), .text("March"), .text("2024-03-01"),
        .text("2024-04-01"),
      ],
      rows: "winter|science|1"),
    Example(
      "the first of a list in each month, those without a time together",
      query(
        "loan", columns: ["loan.id", "loan.fee"],
        order: [Ordering(.attribute(id("loan.fee")), isDescending: true)], limit: 1,
        within: [.time(id("loan.lent"), .month)]),
      sql: """
        SELECT id, fee
        FROM (
          SELECT *, ROW_NUMBER() OVER (PARTITION BY sort_key ORDER BY fee DESC, id) AS place
          FROM (
            SELECT loans.id AS id, loans.fee AS fee, substr(loans.lent, 1, 7) AS sort_key
            FROM loans
          )
        )
        WHERE place <= 1
        ORDER BY sort_key NULLS LAST, place
        """,
      [],
      rows: """
        1|5.00
        2|2.50
        3|10.00
        5|
        """),
  ]
}
