import Domain
import SQLCompiler

extension StatementTests {
  static let groups: [Example] = [
    Example(
      "by an attribute of another row",
      query("line", [.measure("copies")], by: [.attribute(id("book.genre"))]),
      sql: """
        SELECT books.genre AS genre, SUM(loan_lines.copies) AS copies
        FROM loan_lines
        JOIN books ON books.isbn = loan_lines.isbn
        GROUP BY 1
        ORDER BY copies DESC, genre
        """,
      [],
      rows: """
        science|5
        food|3
        """),
    Example(
      "by an entity: key and label",
      query(
        "loan", [.count, .measure("fees")], by: [.entity("member")],
        having: [MeasureCondition(.measure("fees"), .greater(.integer(2)))], limit: 2),
      sql: """
        SELECT
          members.id AS id,
          (members.first || ' ' || members."last name") AS name,
          COUNT(*) AS count,
          SUM(loans.fee) AS fees
        FROM loans
        JOIN members ON members.id = loans.member
        GROUP BY 1
        HAVING SUM(loans.fee) > ?
        ORDER BY count DESC, id
        LIMIT 2
        """,
      [.integer(200)],
      rows: """
        1|Ada Poe|2|7.50
        2|Ben Orr|1|10.00
        """),
    Example(
      "by month, forward",
      query("loan", [.measure("fees")], by: [.time(id("loan.lent"), .month)]),
      sql: """
        SELECT substr(loans.lent, 1, 7) AS month, SUM(loans.fee) AS fees
        FROM loans
        WHERE loans.lent IS NOT NULL
        GROUP BY 1
        ORDER BY month
        """,
      [],
      rows: """
        2024-01|5.00
        2024-02|2.50
        2024-03|11.25
        """),
    Example(
      "by week and quarter",
      query("loan", [.count], by: [.time(id("loan.lent"), .week), .time(id("loan.lent"), .quarter)]),
      sql: """
        SELECT
          date(loans.lent, '-6 days', 'weekday 1') AS week,
          substr(loans.lent, 1, 4) || '-Q' || ((substr(loans.lent, 6, 2) + 2) / 3) AS quarter,
          COUNT(*) AS count
        FROM loans
        WHERE loans.lent IS NOT NULL
        GROUP BY 1, 2
        ORDER BY week, quarter
        """,
      [],
      rows: """
        2024-01-15|2024-Q1|1
        2024-02-26|2024-Q1|2
        2024-03-25|2024-Q1|1
        """),
    Example(
      "by weekday and hour",
      query("loan", [.count], by: [.weekday(id("loan.lent")), .hour(id("loan.lent"))]),
      sql: """
        SELECT
          CASE strftime('%w', loans.lent)
            WHEN '1' THEN 'Monday' WHEN '2' THEN 'Tuesday' WHEN '3' THEN 'Wednesday' WHEN '4' THEN 'Thursday'
            WHEN '5' THEN 'Friday' WHEN '6' THEN 'Saturday' WHEN '0' THEN 'Sunday'
          END AS weekday,
          CAST(substr(loans.lent, 12, 2) AS INTEGER) AS hour,
          COUNT(*) AS count
        FROM loans
        WHERE loans.lent IS NOT NULL
        GROUP BY 1, 2
        ORDER BY MIN((strftime('%w', loans.lent) + 6) % 7 + 1), hour
        """,
      [],
      rows: """
        Monday|10|1
        Thursday|23|1
        Friday|0|1
        Sunday|12|1
        """),
    Example(
      "windows, one of them empty, two overlapping",
      query(
        "loan", [.measure("fees"), .count],
        by: [
          .windows(id("loan.lent"), [winter, may, Library.window(nil, Library.day(2024, 4, 1), "so far")])
        ]),
      sql: """
        SELECT period, fees, count
        FROM (
          SELECT 1 AS position, ? AS period, SUM(loans.fee) AS fees, COUNT(*) AS count
          FROM loans
          WHERE loans.lent >= ?
            AND loans.lent < ?
          UNION ALL
          SELECT 2 AS position, ? AS period, SUM(loans.fee) AS fees, COUNT(*) AS count
          FROM loans
          WHERE loans.lent >= ?
            AND loans.lent < ?
          UNION ALL
          SELECT 3 AS position, ? AS period, SUM(loans.fee) AS fees, COUNT(*) AS count
          FROM loans
          WHERE loans.lent < ?
        )
        ORDER BY position
        """,
      [
        .text("winter"), .text("2024-01-01"), .text("2024-03-01"), .text("May"), .text("2024-05-01"),
        .text("2024-06-01"), .text("so far"), .text("2024-04-01"),
      ],
      rows: """
        winter|7.50|2
        May||0
        so far|18.75|4
        """),
    Example(
      "windows ordered by what is not shown",
      query(
        "line", [.measure("copies")],
        by: [.windows(id("loan.lent"), [winter, march]), .attribute(id("book.genre"))],
        order: [Ordering(.measure(.count), isDescending: true)]),
      sql: """
        SELECT period, genre, copies
        FROM (
          SELECT
            1 AS position,
            ? AS period,
            books.genre AS genre,
            SUM(loan_lines.copies) AS copies,
            COUNT(*) AS sort_key
          FROM loan_lines
          JOIN loans ON loans.id = loan_lines.loan
          JOIN books ON books.isbn = loan_lines.isbn
          WHERE loans.lent >= ?
            AND loans.lent < ?
          GROUP BY 3
          UNION ALL
          SELECT
            2 AS position,
            ? AS period,
            books.genre AS genre,
            SUM(loan_lines.copies) AS copies,
            COUNT(*) AS sort_key
          FROM loan_lines
          JOIN loans ON loans.id = loan_lines.loan
          JOIN books ON books.isbn = loan_lines.isbn
          WHERE loans.lent >= ?
            AND loans.lent < ?
          GROUP BY 3
        )
        ORDER BY sort_key DESC, position, genre
        """,
      [
        .text("winter"), .text("2024-01-01"), .text("2024-03-01"), .text("March"), .text("2024-03-01"),
        .text("2024-04-01"),
      ],
      rows: """
        winter|food|3
        winter|science|1
        March|science|4
        """),
  ]
}
