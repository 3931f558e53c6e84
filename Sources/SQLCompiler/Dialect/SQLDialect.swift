import Domain

/// How a database spells what its kinds spell differently.
package struct SQLDialect: Sendable {
  /// Upper-case words that are no identifiers unless quoted.
  let keywords: Set<String>
  /// `?` marks in one statement at most.
  let mostParameters: Int
  /// UTF-8 bytes of a LIKE pattern at most.
  let longestPattern: Int

  /// SQLite 3.39 or later, with the aggregates `median(x)` and `percentile(x, p)`.
  package static let sqlite = SQLDialect(
    keywords: SQLiteKeywords.all, mostParameters: 32_766, longestPattern: 50_000)

  /// The identifier as it stands in SQL: bare where that is allowed, else quoted.
  func identifier(_ name: String) -> String {
    let isPlain =
      name.utf8.first.map { !(48...57).contains($0) } == true
      && name.utf8.allSatisfy {
        (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95
      }
    if isPlain, !keywords.contains(name.uppercased()) { return name }
    return "\"" + name.replacing("\"", with: "\"\"").replacing("\0", with: "") + "\""
  }

  /// The period that the moment `time` lies in: "2024-03-01", Monday's date, "2024-03", "2024-Q1", the year as an
  /// integer. Curated moments are ISO text, so parts of it are cut out, many times faster than read as dates.
  func period(_ time: Fragment, _ grain: Grain) -> Fragment {
    switch grain {
    case .day: "substr(\(time), 1, 10)"
    case .week: "date(\(time), '-6 days', 'weekday 1')"
    case .month: "substr(\(time), 1, 7)"
    case .quarter: "substr(\(time), 1, 4) || '-Q' || ((substr(\(time), 6, 2) + 2) / 3)"
    case .year: "CAST(substr(\(time), 1, 4) AS INTEGER)"
    }
  }

  /// A number of the period that the moment lies in: that of the next period is 1 more.
  func periodNumber(_ time: Fragment, _ grain: Grain) -> Fragment {
    switch grain {
    case .day: "CAST(julianday(\(period(time, .day))) + 0.5 AS INTEGER)"
    case .week: "CAST(julianday(\(period(time, .week))) + 0.5 AS INTEGER) / 7"
    case .month: "substr(\(time), 1, 4) * 12 + substr(\(time), 6, 2)"
    case .quarter: "substr(\(time), 1, 4) * 4 + (substr(\(time), 6, 2) + 2) / 3"
    case .year: period(time, .year)
    }
  }

  /// The first day of the month that the moment lies in, or its day.
  func firstDay(of time: Fragment, _ grain: Grain) -> Fragment {
    grain == .day ? period(time, .day) : "\(period(time, .month)) || '-01'"
  }

  /// 1 Monday to 7 Sunday.
  func weekday(_ time: Fragment) -> Fragment { "(strftime('%w', \(time)) + 6) % 7 + 1" }

  /// "Monday" to "Sunday".
  func weekdayName(_ time: Fragment) -> Fragment {
    """
    CASE strftime('%w', \(time))
      WHEN '1' THEN 'Monday' WHEN '2' THEN 'Tuesday' WHEN '3' THEN 'Wednesday' WHEN '4' THEN 'Thursday'
      WHEN '5' THEN 'Friday' WHEN '6' THEN 'Saturday' WHEN '0' THEN 'Sunday'
    END
    """
  }

  /// 0 to 23.
  func hour(_ time: Fragment) -> Fragment { "CAST(substr(\(time), 12, 2) AS INTEGER)" }

  /// What no two rows of a table share, and every row has.
  func rowIdentity(_ alias: String) -> Fragment { Fragment(raw: "\(identifier(alias)).rowid") }

  /// `percent` in 0...100.
  func percentile(_ percent: Int, _ value: Fragment) -> Fragment {
    let hundredths = percent % 100 < 10 ? "0\(percent % 100)" : "\(percent % 100)"
    return "PERCENTILE(\(value), \(raw: "\(percent / 100).\(hundredths)"))"
  }

  func aggregate(_ function: AggregateFunction, _ value: Fragment) -> Fragment {
    switch function {
    case .sum: "SUM(\(value))"
    case .average: "AVG(\(value))"
    case .median: "MEDIAN(\(value))"
    case .minimum: "MIN(\(value))"
    case .maximum: "MAX(\(value))"
    }
  }

  /// `text` with the wildcards of LIKE taken literally, under `ESCAPE '\'`.
  func escapedPattern(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
  }
}
