import Domain
import SQLCompiler

extension StatementTests {
  private static let monthly = Grouping.time(id("loan.lent"), .month)

  static let frames: [Example] = [
    Example(
      "a running total",
      query("loan", [.measure("fees"), .runningTotal(.measure("fees"))], by: [monthly]),
      sql: """
        SELECT
          substr(loans.lent, 1, 7) AS month,
          SUM(loans.fee) AS fees,
          SUM(COALESCE(SUM(loans.fee), 0)) OVER (ORDER BY MIN(substr(loans.lent, 1, 4) * 12 + substr(loans.lent, 6, 2)) RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running_total_of_fees
        FROM loans
        WHERE loans.lent IS NOT NULL
        GROUP BY 1
        ORDER BY month
        """,
      rows: """
        2024-01|5.00|5.00
        2024-02|2.50|7.50
        2024-03|11.25|18.75
        """),
    Example(
      "a change from the month before, which is read and not shown",
      query(
        "loan", [.count, .difference(.count, from: .earlier(.count, periods: 1))], by: [monthly],
        where: .within(id("loan.lent"), march)),
      sql: """
        SELECT month, count, change_of_count
        FROM (
          SELECT
            substr(loans.lent, 1, 7) AS month,
            COUNT(*) AS count,
            (COUNT(*) - MIN(COUNT(*)) OVER (ORDER BY MIN(substr(loans.lent, 1, 4) * 12 + substr(loans.lent, 6, 2)) RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING)) AS change_of_count
          FROM loans
          WHERE loans.lent >= ? AND loans.lent < ?
            AND loans.lent IS NOT NULL
          GROUP BY 1
        )
        WHERE month >= ?
        ORDER BY month
        """,
      [.text("2024-02-01"), .text("2024-04-01"), .text("2024-03")],
      rows: """
        2024-03|2|1
        """),
    Example(
      "a moving average of each status, over weeks that are not begun with the window",
      query(
        "loan", [.movingAverage(.count, periods: 2)],
        by: [.time(id("loan.lent"), .week), .attribute(id("loan.status"))],
        where: .within(id("loan.lent"), march)),
      sql: """
        SELECT
          date(loans.lent, '-6 days', 'weekday 1') AS week,
          loans.status AS status,
          1.0 * SUM(COUNT(*)) OVER (PARTITION BY loans.status ORDER BY MIN(CAST(julianday(date(loans.lent, '-6 days', 'weekday 1')) + 0.5 AS INTEGER) / 7) RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) / MIN(2, 1 + MIN(CAST(julianday(date(loans.lent, '-6 days', 'weekday 1')) + 0.5 AS INTEGER) / 7) - MIN(MIN(CAST(julianday(date(loans.lent, '-6 days', 'weekday 1')) + 0.5 AS INTEGER) / 7)) OVER ()) AS moving_average_of_count
        FROM loans
        WHERE loans.lent >= ? AND loans.lent < ?
          AND loans.lent IS NOT NULL
        GROUP BY 1, 2
        ORDER BY week, status
        """,
      [.text("2024-03-01"), .text("2024-04-01")],
      rows: """
        2024-02-26|open|1
        2024-03-25|new|0.5
        """),
    Example(
      "a condition on a change",
      query(
        "loan", [.difference(.count, from: .earlier(.count, periods: 1))], by: [monthly],
        having: [
          MeasureCondition(.difference(.count, from: .earlier(.count, periods: 1)), .greater(.integer(0)))
        ]),
      sql: """
        SELECT month, change_of_count
        FROM (
          SELECT
            substr(loans.lent, 1, 7) AS month,
            (COUNT(*) - MIN(COUNT(*)) OVER (ORDER BY MIN(substr(loans.lent, 1, 4) * 12 + substr(loans.lent, 6, 2)) RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING)) AS change_of_count
          FROM loans
          WHERE loans.lent IS NOT NULL
          GROUP BY 1
        )
        WHERE change_of_count > ?
        ORDER BY month
        """,
      [.integer(0)],
      rows: """
        2024-03|1
        """),
  ]
}
