import Domain
import SQLCompiler

extension StatementTests {
  static let terms: [Example] = [
    Example(
      "averages and medians of amounts",
      query(
        "loan",
        [.measure("average_fee"), .aggregate(.median, id("loan.fee")), .aggregate(.maximum, id("loan.lent"))]),
      sql: """
        SELECT
          AVG(loans.fee) / 100.0 AS average_fee,
          MEDIAN(loans.fee) / 100.0 AS median_fee,
          MAX(loans.lent) AS maximum_lent
        FROM loans
        """,
      [],
      rows: "4.6875|3.75|2024-03-31 12:00:00"),
    Example(
      "a condition of a measure, a rate",
      query(
        "loan",
        [.measure("late_fees"), .measure("late_rate"), .measure("open_late_rate"), .measure("late_share")]),
      sql: """
        SELECT
          SUM(loans.fee) FILTER (WHERE (loans.is_late = 1)) AS late_fees,
          100.0 * COUNT(*) FILTER (WHERE (loans.is_late = 1)) / NULLIF(COUNT(*), 0) AS late_rate,
          100.0 * COUNT(*) FILTER (WHERE (loans.status = 'open') AND (loans.is_late = 1)) / NULLIF(COUNT(*) FILTER (WHERE (loans.status = 'open')), 0) AS open_late_rate,
          100.0 * SUM(loans.fee) FILTER (WHERE (loans.is_late = 1)) / NULLIF(SUM(loans.fee), 0) AS late_share
        FROM loans
        """,
      [],
      rows: "12.50|40|50|66.66666666666667"),
    Example(
      "scales of a ratio",
      query("line", [.measure("fine_per_value"), .measure("fine_per_copy")]),
      sql: """
        SELECT
          1.0 * SUM(loan_lines.fine) / NULLIF(SUM(books.price), 0) / 10.0 AS fine_per_value,
          1.0 * SUM(loan_lines.fine) / NULLIF(SUM(loan_lines.copies), 0) / 1000.0 AS fine_per_copy
        FROM loan_lines
        LEFT JOIN books ON books.isbn = loan_lines.isbn
        """,
      [],
      rows: "0.04573170731707317|0.20833333333333334"),
    Example(
      "a share of rows",
      query(
        "loan", [.percent(.measure("fees"), where: .related("event", .always))],
        by: [.attribute(id("loan.status"))]),
      sql: """
        SELECT
          loans.status AS status,
          100.0 * COALESCE(SUM(loans.fee) FILTER (WHERE EXISTS (
            SELECT 1
            FROM "loan events"
            WHERE "loan events".loan = loans.id
          )), 0) / NULLIF(SUM(loans.fee), 0) AS share_of_fees
        FROM loans
        GROUP BY 1
        ORDER BY share_of_fees DESC, status
        """,
      [],
      rows: """
        open|100
        closed|0
        new|0
        |
        """),
    Example(
      "a share of all groups, before the limit",
      query(
        "line", [.measure("copies"), .percentOfTotal(.measure("copies"))], by: [.attribute(id("book.genre"))],
        limit: 1),
      sql: """
        WITH total AS (
          SELECT SUM(loan_lines.copies) AS copies
          FROM loan_lines
          JOIN books ON books.isbn = loan_lines.isbn
        )
        SELECT
          books.genre AS genre,
          SUM(loan_lines.copies) AS copies,
          100.0 * SUM(loan_lines.copies) / NULLIF((SELECT copies FROM total), 0) AS share_of_copies
        FROM loan_lines
        JOIN books ON books.isbn = loan_lines.isbn
        GROUP BY 1
        ORDER BY copies DESC, genre
        LIMIT 1
        """,
      [],
      rows: "science|5|62.5"),
    Example(
      "two kinds of lines of a loan do not multiply",
      query(
        "loan", [.measure("fees")], where: .all([.related("line", .always), .related("event", .always)])),
      sql: """
        SELECT SUM(loans.fee) AS fees
        FROM loans
        WHERE EXISTS (
            SELECT 1
            FROM loan_lines
            WHERE loan_lines.loan = loans.id
          )
          AND EXISTS (
            SELECT 1
            FROM "loan events"
            WHERE "loan events".loan = loans.id
          )
        """,
      [],
      rows: "15.00"),
  ]
}
