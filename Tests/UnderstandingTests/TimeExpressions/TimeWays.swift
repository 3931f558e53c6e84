/// One reading, and the ways to say it. As-of 2024-12-31, a Tuesday.
private let ways: [(reading: String, questions: [String])] = [
  // Years and their parts.
  (
    "2023-01-01..2024-01-01 year",
    [
      "revenue for calendar year 2023", "cy2023", "cy 23", "fiscal 2023", "fiscal '23", "fiscal year 2023",
      "fy-2023", "fy'23", "2023 fiscal year", "a year back",

    ]
  ),
  (
    "2022-01-01..2023-01-01 year",
    [
      "next-to-last year", "the penultimate year", "last but one year", "second to last year",
      "the year before last",
      "two years ago",
    ]
  ),
  ("2025-01-01..2026-01-01 year", ["next fiscal year"]),
  (
    "2024-01-01..2025-01-01 year",
    [
      "fytd", "fiscal year to date", "to date this year", "2024 ytd", "2024 to date", "ytd 2024",
      "this year to date",
      "so far this year", "this year so far", "current year",
    ]
  ),
  ("2023-01-01..2024-01-01 year", ["ytd 2023", "2023 to date", "last year"]),
  (
    "2023-01-01..2023-07-01",
    [
      "first half of 2023", "1st half of 2023", "h1 2023", "h1 of 2023", "first half of last year",
      "in h1 23", "2023 h1",
    ]
  ),
  (
    "2023-07-01..2024-01-01",
    [
      "second half of 2023", "last half of 2023", "h2/2023", "2023-h2", "2nd half 2023",
      "the second half of last year",
    ]
  ),
  ("2024-01-01..2024-07-01", ["orders in the first half"]),
  (
    "2023-01-01..2023-05-01",
    ["early 2023", "early in 2023", "at the beginning of 2023", "at the start of last year"]
  ),
  ("2023-05-01..2023-09-01", ["mid-2023", "mid 2023", "in the middle of 2023"]),
  ("2023-09-01..2024-01-01", ["late 2023", "late in 2023", "at the end of 2023"]),
  // Quarters.
  (
    "2023-07-01..2023-10-01 quarter",
    [
      "q3 2023", "Q3 of 2023", "q3 in 2023", "Q3-2023", "2023q3", "2023 q3", "third quarter of 2023",
      "3rd quarter 2023",
      "the third quarter of last year", "Q3 last year", "q3 23", "q3'23", "q3-23", "3q23", "3Q 2023",
      "quarter 3 of 2023",
      "q3 fy2023", "q3 fy23",
    ]
  ),
  (
    "2024-01-01..2024-04-01 quarter",
    ["Q1", "q1 24", "1st quarter", "in quarter 1", "first qtr", "q1 this year"]
  ),
  (
    "2024-07-01..2024-10-01 quarter",
    ["last quarter", "the last quarter", "last full quarter", "a quarter ago"]
  ),
  ("2024-04-01..2024-07-01 quarter", ["next to last quarter", "quarter before last", "2 quarters ago"]),
  (
    "2023-10-01..2024-10-01", ["last four full quarters", "last 4 complete quarters", "last full 4 quarters"]
  ),
  // Months.
  (
    "2024-03-01..2024-04-01 month",
    [
      "March", "March 2024", "mar 24", "Mar '24", "2024-03", "03/2024", "3/2024", "march of this year",
      "this march",
      "last march", "in march of 2024",
    ]
  ),
  (
    "2024-11-01..2024-12-01 month",
    ["last month", "last full month", "a month ago", "one month ago", "last month's"]
  ),
  (
    "2024-10-01..2024-11-01 month",
    ["month before last", "the month before last", "next to last month", "two months ago"]
  ),
  ("2024-09-01..2024-10-01 month", ["three months ago", "3 months back", "third to last month"]),
  (
    "2024-02-01..2024-03-01 month",
    ["second month of 2024", "the 2nd month of this year", "a month before march 2024"]
  ),
  // Days.
  (
    "2024-12-30..2024-12-31 day",
    ["yesterday", "yesterday's orders", "1 day ago", "one day ago", "last monday", "last mondays revenue"]
  ),
  ("2024-12-29..2024-12-30 day", ["the day before yesterday", "2 days ago", "two days back"]),
  (
    "2024-12-24..2024-12-25 day",
    [
      "last Tuesday", "last tuesdays revenue", "last tuesday's revenue", "past tuesday",
      "tuesday of last week",
    ]
  ),
  (
    "2024-03-05..2024-03-06 day",
    [
      "5-Mar-24", "5 march 24", "05/mar/24", "dated 5 March 2024", "2024-03-05",
      "tuesday of the week of 4 march 2024",
    ]
  ),
  (
    "2024-03-04..2024-03-05 day",
    ["first monday of march 2024", "the 1st monday in March", "monday, 4 march 2024"]
  ),
  ("2024-03-29..2024-03-30 day", ["last friday of march", "good friday 2024", "good friday"]),
  ("2024-12-07..2024-12-08 day", ["24 days ago", "twenty-four days ago", "twenty four days ago"]),
  (
    "2023-12-31..2024-01-01 day",
    ["the last day of 2023", "new year's eve 2023", "new years eve of 2023", "last new year's eve"]
  ),
  // Holidays.
  (
    "2022-12-25..2022-12-26 day",
    [
      "Christmas day 2022", "xmas 2022", "christmas of 2022", "2022 christmas", "christmas '22",
      "Dec 25 2022",
    ]
  ),
  (
    "2024-12-25..2024-12-26 day",
    ["christmas", "last christmas", "this christmas", "on christmas day", "xmas day"]
  ),
  (
    "2023-07-04..2023-07-05 day",
    [
      "4th of July 2023", "july 4th 2023", "independence day 2023", "the fourth of july, 2023",
      "independence day last year",
    ]
  ),
  ("2024-02-29..2024-03-01 day", ["leap day 2024", "leap day", "feb 29"]),
  ("2024-11-28..2024-11-29 day", ["thanksgiving", "thanksgiving 2024", "fourth thursday of november"]),
  ("2024-11-29..2024-11-30 day", ["black friday"]),
  ("2024-05-27..2024-05-28 day", ["memorial day"]),
  ("2024-03-31..2024-04-01 day", ["easter", "easter sunday 2024"]),
  (
    "2023-12-24..2023-12-27",
    [
      "Dec 24-26 2023", "christmas eve to boxing day 2023", "24 to 26 December 2023",
      "December 24th through 26th, 2023",
    ]
  ),
  // Weeks.
  (
    "2026-11-09..2026-11-16 week",
    [
      "week of 9 November 2026", "the week containing 11 Nov 2026", "the week starting on 9 november 2026",
      "week commencing 9 november 2026", "week ending 15 November 2026",
      "week ending on sunday 15 november 2026",
    ]
  ),
  (
    "2023-06-05..2023-06-12 week",
    [
      "week 23 of 2023", "week 23, 2023", "ISO week 23, 2023", "iso week number 23 of 2023", "2023-W23",
      "w23 2023", "week number 23 of 2023",
    ]
  ),
  ("2024-06-03..2024-06-10 week", ["in week 23", "iso week 23"]),
  ("2024-03-15..2024-03-22", ["third week of march 2024", "the 3rd week of March"]),
  ("2024-12-21..2024-12-23", ["the weekend before last"]),
  // Counted back.
  (
    "2024-10-02..2025-01-01",
    ["last 90 days", "past ninety days", "in the last 90 days", "last 90-day period", "trailing 90 days"]
  ),
  (
    "2024-10-01..2025-01-01 quarter",
    ["past three months", "the past 3 months", "last 3 months", "previous 3 months", "this quarter"]
  ),
  ("2024-07-01..2025-01-01", ["last half year", "past half-year", "last six months"]),
  ("2024-12-17..2025-01-01", ["last fortnight", "last 2 weeks"]),
  ("2024-12-29..2025-01-01", ["last 72 hours"]),
  (
    "2024-01-01..2025-01-01 year",
    ["last twelve months", "last dozen months", "rolling 12 months", "last 4 quarters"]
  ),
  // Open and bounded.
  (
    "2024-07-01..",
    [
      "since 1 July 2024", "since July", "starting from July 2024", "from July 2024 onwards",
      "1 July 2024 onward", "on or after 1 July 2024", "not before July 2024", "no earlier than July 2024",
      "since the beginning of July",
    ]
  ),
  (
    "2024-10-01..",
    ["since the start of the quarter", "since the beginning of the quarter", "since the start of Q4"]
  ),
  (
    "2024-01-01..",
    [
      "since the start of the year", "since the start of 2024", "since 2024", "from 2024 on",
      "2024 and later", "2024 and beyond", "later than 2023", "newer than 2023",
    ]
  ),
  ("2025-01-01..", ["dated after 2024", "after 2024", "after the end of 2024"]),
  (
    "..2021-06-01",
    ["before June 2021", "prior to June 2021", "before the start of June 2021", "older than june 2021"]
  ),
  (
    "..2024-04-01",
    [
      "until March 2024", "up to March 2024", "by the end of March 2024", "by march 2024",
      "through March 2024", "no later than March 2024", "not after march 2024", "as of the end of March 2024",
    ]
  ),
  (
    "..2025-01-01",
    ["until the end of the year", "by the end of the quarter", "by the end of the month", "until today"]
  ),
  // Ranges.
  (
    "2024-02-01..2024-03-16",
    [
      "from Feb 1 to March 15 2024", "Feb 1 - March 15 2024", "between 1 Feb and 15 March 2024",
      "Feb 1 2024 to March 15",
    ]
  ),
  (
    "2022-03-15..2022-04-21",
    ["15 March to 20 April 2022", "from the 15th of March to the 20th of April 2022"]
  ),
  (
    "2026-09-12..2026-09-15",
    [
      "between 12 and 14 sept 2026", "12-14 sept 2026", "from 12 to 14 Sep 2026",
      "between the 12th and the 14th of september 2026", "September 12 to 14, 2026",
    ]
  ),
  (
    "2025-10-25..2025-11-01",
    ["25th-31st October 2025", "the 25th to the 31st of October 2025", "October 25 - 31, 2025"]
  ),
  (
    "2025-01-01..2025-11-01",
    [
      "Jan through Oct 2025", "from January to October 2025", "jan-oct 2025", "between Jan and Oct 2025",
      "Jan thru Oct 2025 inclusive",
    ]
  ),
  (
    "2022-01-01..2025-01-01",
    [
      "2022 thru 2024 incl", "2022 through 2024 inclusive", "2022-2024", "2022 to 2024",
      "from 2022 until 2024", "between 2022 and 2024", "2022 - 2024", "2022 to 24", "2022-24", "2022/24",
      "years 2022 to 2024",
    ]
  ),
  ("2024-01-01..2024-04-01 quarter", ["from the start of the year to March", "jan to mar"]),
  // Several windows.
  (
    "2022-01-01..2023-01-01 year | 2023-01-01..2024-01-01 year | 2024-01-01..2025-01-01 year",
    [
      "2022, 23 and 24", "2022, 2023 and 2024", "2022, '23 and '24", "2022 & 2023 & 2024",
      "2022 vs 2023 vs 2024",
    ]
  ),
  (
    "2022-01-01..2023-01-01 year | 2023-01-01..2024-01-01 year",
    [
      "2022 vs 2023", "2022 and 23", "2022 + 2023", "compare 2022 with 2023",
      "2022 versus the following year",
    ]
  ),
  (
    "2023-01-01..2023-02-01 month | 2023-02-01..2023-03-01 month",
    ["January and February 2023", "Jan & Feb 2023", "jan vs feb 2023", "January 2023 and February 2023"]
  ),
  (
    "2024-01-01..2024-04-01 quarter | 2024-04-01..2024-07-01 quarter",
    ["Q1 and Q2 2024", "q1 vs q2 2024", "q1 2024 versus q2 2024", "q1 and q2"]
  ),
  (
    "2024-12-01..2025-01-01 month | 2024-11-01..2024-12-01 month",
    [
      "this month vs last month", "this month versus the month before", "this month against last month",
      "this month compared to the previous month",
    ]
  ),
  // Days of the week and hours.
  (
    "weekdays 6 7",
    ["sat+sun", "sat and sun", "on weekends", "saturdays and sundays", "at the weekend", "saturday & sunday"]
  ),
  ("weekdays 1 3 5", ["mon, wed and fri", "mondays, wednesdays and fridays", "monday, wednesday, friday"]),
  ("weekdays 1", ["on mondays", "every monday", "on a monday"]),
  (
    "weekdays 1 2 3 4 5",
    ["on weekdays", "orders weekdays", "during weekdays", "on workdays", "mon-fri", "monday through friday"]
  ),
  ("hours 5 6 7 8 9 10 11", ["in the morning", "during the morning", "in the mornings", "mornings"]),
  ("hours 0 1 2 3 4 22 23", ["at night", "during the night", "overnight"]),
  (
    "hours 18 19 20 21 22 23",
    [
      "after 6 in the evening", "after 6pm", "after 6 pm", "after 18:00", "from 6 p.m. onwards", "since 6pm",
      "after 6 o'clock in the evening", "6pm or later",
    ]
  ),
  (
    "hours 0 1 2 3 4 5 6 7 8",
    ["before 9am", "before 9 am", "before 9:00", "before 9 in the morning", "until 9am", "before 9 a.m."]
  ),
  (
    "hours 8 9",
    [
      "between 8 and 10 am", "from 8 to 10 am", "8-10am", "8am to 10am", "between 8:00 and 10:00",
      "from 8am to 10am", "between 8 am and 10 am", "between 8 and 10 in the morning",
    ]
  ),
  ("hours 11 12 13", ["between 11 and 2 pm", "11am-2pm"]),
  ("hours 9 10 11", ["between 9am and noon"]),
  ("hours 15", ["at 3pm", "around 15:00", "at 3 in the afternoon"]),
  // Breakdowns.
  (
    "by month",
    [
      "per month", "by month", "monthly", "month by month", "month to month", "each month", "which month",
      "which months", "month-wise", "month on month", "by calendar month", "for every month",
    ]
  ),
  ("by quarter", ["by quarter", "quarterly", "per quarter", "quarter over quarter"]),
  (
    "by day",
    [
      "each day", "daily", "on which date", "on which dates", "on which day", "by date", "per day",
      "day by day", "which day",
    ]
  ),
  ("by week", ["by week", "weekly", "week to week"]),
  (
    "by weekday",
    [
      "per weekday", "day of the week", "what weekdays", "which weekdays", "by day of the week",
      "which day of the week", "which days of the week", "busiest day of the week",
    ]
  ),
  (
    "by hour",
    [
      "what time of day", "what hour", "by hour", "which hours", "at what time of the day", "time of day",
      "hour of the day", "busiest time of day",
    ]
  ),
  // Counted from a window spoken of before.
  (
    "adjacent -1 month",
    ["the month before that", "the month before", "a month earlier", "previous month", "prior month"]
  ),
  ("adjacent -1 day", ["the day before that", "the day before", "a day earlier"]),
  ("adjacent -1 year", ["the year before that", "the year before", "a year earlier", "the prior year"]),
  ("adjacent -2 month", ["two months before that", "2 months earlier"]),
  (
    "adjacent 1 month",
    ["the month after that", "the following month", "a month later", "a month after that"]
  ),
  ("adjacent -1 period", ["the one before that", "and the one before?", "the period before that"]),
  ("adjacent 1 period", ["the next one", "the following one", "next period"]),
  (
    "same -1 year",
    [
      "same period last year", "same period a year earlier", "the same time last year",
      "same period of the prior year",
    ]
  ),
]

let timeWays: [TimeCase] = ways.flatMap { row in row.questions.map { TimeCase($0, row.reading) } }
