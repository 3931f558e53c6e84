import Domain
import SQLCompiler

extension StatementTests {
  private static func fees(_ window: TimeWindow) -> MeasureTerm {
    .filtered(.measure("fees"), where: .within(id("loan.lent"), window), label: window.label)
  }

  static let arithmetic: [Example] = [
    Example(
      "numbers per month and per member, on average",
      query(
        "loan",
        [
          .ratio(.count, .groups(.time(id("loan.lent"), .month))),
          .ratio(.measure("fees"), .groups(.entity("member"))), .groups(.attribute(id("branch.city"))),
          .groups(.windows(id("loan.lent"), [winter, may])),
        ]),
      sql: """
        SELECT
          1.0 * COUNT(*) / NULLIF(COUNT(DISTINCT substr(loans.lent, 1, 7)), 0) AS count_per_month,
          1.0 * COALESCE(SUM(loans.fee), 0) / NULLIF(COUNT(DISTINCT members.id), 0) / 100.0 AS fees_per_member,
          COUNT(DISTINCT branches.city) AS distinct_city,
          ((COUNT(*) FILTER (WHERE loans.lent >= ? AND loans.lent < ?) > 0) + (COUNT(*) FILTER (WHERE loans.lent >= ? AND loans.lent < ?) > 0)) AS distinct_period
        FROM loans
        LEFT JOIN members ON members.id = loans.member
        LEFT JOIN branches ON branches.id = members.branch
        """,
      [.text("2024-01-01"), .text("2024-03-01"), .text("2024-05-01"), .text("2024-06-01")],
      rows: "1.6666666666666667|6.25|2|1"),
    Example(
      "a ratio to nothing is unknown",
      query(
        "loan",
        [.ratio(.count, .filtered(.count, where: .compare(id("loan.id"), .less(.integer(0))), label: ""))]
      ),
      sql: """
        SELECT 1.0 * COUNT(*) / NULLIF(COUNT(*) FILTER (WHERE loans.id < ?), 0) AS count_per_count
        FROM loans
        """,
      [.integer(0)],
      rows: ""),
    Example(
      "percentiles",
      query(
        "loan",
        [.percentile(0, id("loan.fee")), .percentile(90, id("loan.order")), .percentile(100, id("loan.fee"))]),
      sql: """
        SELECT
          PERCENTILE(loans.fee, 0.00) / 100.0 AS percentile_0_fee,
          PERCENTILE(loans."order", 0.90) AS percentile_90_order,
          PERCENTILE(loans.fee, 1.00) / 100.0 AS percentile_100_fee
        FROM loans
        """,
      [],
      rows: "1.25|8.6|10"),
    Example(
      "a change between two periods, of which one is empty",
      query("loan", [.difference(fees(march), from: fees(winter)), .growth(fees(may), from: fees(winter))]),
      sql: """
        SELECT
          (COALESCE(SUM(loans.fee) FILTER (WHERE (loans.lent >= ? AND loans.lent < ?)), 0) - COALESCE(SUM(loans.fee) FILTER (WHERE (loans.lent >= ? AND loans.lent < ?)), 0)) AS change_of_fees,
          100.0 * (COALESCE(SUM(loans.fee) FILTER (WHERE (loans.lent >= ? AND loans.lent < ?)), 0) - COALESCE(SUM(loans.fee) FILTER (WHERE (loans.lent >= ? AND loans.lent < ?)), 0)) / NULLIF(COALESCE(SUM(loans.fee) FILTER (WHERE (loans.lent >= ? AND loans.lent < ?)), 0), 0) AS growth_of_fees
        FROM loans
        """,
      [
        .text("2024-03-01"), .text("2024-04-01"), .text("2024-01-01"), .text("2024-03-01"),
        .text("2024-05-01"), .text("2024-06-01"), .text("2024-01-01"), .text("2024-03-01"),
        .text("2024-01-01"), .text("2024-03-01"),
      ],
      rows: "3.75|-100"),
    Example(
      "a difference of scales is exact",
      query(
        "line",
        [
          .difference(.measure("fines"), from: .measure("value")),
          .growth(.measure("copies"), from: .measure("copies")),
        ]),
      sql: """
        SELECT
          (COALESCE(SUM(loan_lines.fine), 0) - COALESCE(SUM(books.price), 0) * 10) AS change_of_fines,
          100.0 * (COALESCE(SUM(loan_lines.copies), 0) - COALESCE(SUM(loan_lines.copies), 0)) / NULLIF(COALESCE(SUM(loan_lines.copies), 0), 0) AS growth_of_copies
        FROM loan_lines
        LEFT JOIN books ON books.isbn = loan_lines.isbn
        """,
      [],
      rows: "-39.125|0"),
  ]
}
