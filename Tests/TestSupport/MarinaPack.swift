/// A pack of another trade, a marina: berths from CSV, visits from JSON.
package enum MarinaPack {
  /// Path in the pack to text.
  package static let files = [
    "sources/marina.yaml": """
    berths:
      files: berths.csv
      required: true
      key: berth
      columns:
        berth:  {type: text, required: B1}
        length: {type: integer, unit: m}
        fee:    {type: money, valid: B1}
      rules:
        - {id: B1, quarantine: fee < 0}
    visits:
      files: visits/*.json
      posts: visits
      currency: EUR
      key: visit
      wins: last
      columns:
        visit:   {type: integer, required: V1}
        berth:   text
        arrived: {type: timestamp, required: V1}
        skipper: {type: text, personal: true}
        paid:    {type: money, valid: V1}

    """,
    "catalog/marina.yaml": """
    domain: marina
    derived:
      busy_berths:
        sql: SELECT berth, COUNT(*) AS visits FROM visits GROUP BY berth
        key: berth
        columns: {berth: text, visits: integer}
    entities:
      berth:
        dataset: berths
        key: berth
        names: [berth]
        attributes:
          berth: {label: Berth, names: [berth], identifier: true}
          length: {label: Length, names: [length]}
      visit:
        dataset: visits
        key: visit
        names: [visit]
        time: arrived
        attributes:
          visit: {label: Visit, names: [visit id], identifier: true}
          arrived: {label: Arrival, names: [arrival]}
          paid: {label: Paid, names: [paid], unit: EUR}
    joins:
      - visit.berth -> berth.berth
    measures:
      takings: {entity: visit, sum: paid, label: Takings, unit: EUR, names: [takings]}
    rollups:
      visit_months: {entity: visit, grain: month, by: [berth], averages: [paid]}
    examples:
      - takings by berth

    """,
    "language/grammar.yaml": "roles: {}\nnumbers: {}\nscales: {}\nunits: {}\nknown: []\n",
    "language/time.yaml": """
    months:
      {January: jan, February: feb, March: mar, April: apr, May: may, June: jun, July: jul, August: aug,
       September: sep, October: oct, November: nov, December: dec}
    weekdays: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]

    """,
    "documents/marina.yaml": """
    documents:
      - kind: berth
        key: berth
        title: "Berth {{berth}}"
        template: berth.mustache
        identifiers: berth
        amounts: {fee: 2}
        sql: SELECT b.berth, b.length, b.fee, v.visits FROM berths b LEFT JOIN busy_berths v USING (berth) ORDER BY 1

    """,
    "documents/templates/berth.mustache": "Berth {{berth}} is {{length}} m long and costs {{money(fee)}}.",
    "documents/articles/tides.md":
      "---\ntitle: How tides move the pontoons\n---\nThe pontoons rise with the tide; mind the gangway.\n",
    "data/berths.csv": "berth,length,fee\nA1,8,12.50\nA2,10,14.00\nA3,12,18.25\n",
    "data/visits/june.json": """
    [{"visit":1,"berth":"A1","arrived":"2024-06-01 10:00:00","skipper":"Ada","paid":12.50},
     {"visit":2,"berth":"A1","arrived":"2024-06-02 10:00:00","skipper":"Ben","paid":25.00},
     {"visit":3,"berth":"A2","arrived":"2024-06-03 10:00:00","skipper":"Cy","paid":14.00}]

    """,
  ]
}
