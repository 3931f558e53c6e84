import Domain

/// What a text about a result may say: the cells by place, and the words, dates and numbers around them.
struct WordingEvidence: Sendable {
  struct Cell: Hashable, Sendable {
    let row: Int
    let column: Int
    let number: ExactNumber
  }

  /// A number in our own words or in a source, with the word before and the word after it.
  struct ContextNumber: Hashable, Sendable {
    let number: ExactNumber
    let isPercent: Bool
    let currency: String?
    let neighbors: Set<String>
  }

  /// Text in the cells of one column that names rows.
  struct RowName: Hashable, Sendable {
    let column: Int
    /// Lowercased tokens; empty for a date.
    let words: [String]
    let date: PartialDate?
    var rows: Set<Int>
  }

  let columns: [ResultColumn]
  let rowCount: Int
  let isTruncated: Bool
  let cells: [Cell]
  let rowNames: [RowName]
  /// The words of the labels of columns with numbers, by column.
  let labels: [Int: Set<String>]
  let numbers: [ContextNumber]
  let dates: Set<PartialDate>
  /// Lowercased tokens of everything that may be named, each text between bars: " a b | c ".
  let phrases: String
  let words: Set<String>
  /// The words of the question, the interpretation and the deterministic text.
  let ownWords: Set<String>

  /// Rows that are looked at; a text about more is refused as naming what is not there.
  static let mostRows = 1000

  init(
    question: String, interpretation: String, table: ResultTable?, sources: [Answer.Source], text: String
  ) {
    let columns = table?.columns ?? []
    let rows = (table?.rows ?? []).prefix(Self.mostRows)
    (self.columns, rowCount) = (columns, table?.rows.count ?? 0)
    isTruncated = table?.isTruncated ?? false
    var cells: [Cell] = []
    var names: [RowName: Set<Int>] = [:]
    var dates: Set<PartialDate> = []
    var named: [[String]] = columns.map { Self.words($0.label.isEmpty ? $0.name : $0.label) }
    for (rowIndex, row) in rows.enumerated() {
      for (index, (column, value)) in zip(columns, row).enumerated() {
        if Self.isNumeric(column), let number = ExactNumber(Self.plain(value, column)) {
          cells.append(Cell(row: rowIndex, column: index, number: number))
          continue
        }
        let text = value.description
        let date = Self.isDate(column) ? PartialDate(iso: text) : nil
        let words = date == nil ? Self.words(text) : []
        if let date { dates.insert(date) } else { named.append(words) }
        if date != nil || !words.isEmpty {
          names[RowName(column: index, words: words, date: date, rows: []), default: []].insert(rowIndex)
        }
      }
    }
    self.cells = cells
    rowNames = names.map { name, rows in
      RowName(column: name.column, words: name.words, date: name.date, rows: rows)
    }
    labels = Dictionary(
      uniqueKeysWithValues: columns.indices.filter { Self.isNumeric(columns[$0]) }.map { index in
        (index, Set(Self.words(columns[index].label + " " + columns[index].name).map(Self.stem)))
      })
    var numbers: [ContextNumber] = []
    let cited = sources.flatMap { [$0.title, $0.snippet] }
    for text in [interpretation, text] + cited {
      let tokens = WordingToken.tokens(of: text)
      let found = WordingClaims(tokens)
      dates.formUnion(found.dates.map(\.date))
      numbers += found.numbers.map { claim in
        ContextNumber(
          number: claim.number, isPercent: claim.isPercent, currency: claim.currency,
          neighbors: Self.neighbors(of: claim.tokens, in: tokens))
      }
    }
    self.numbers = numbers
    self.dates = dates
    let own = [question, interpretation, text].map(Self.words)
    named +=
      own + (cited + sources.flatMap { [$0.id, $0.kind] } + columns.compactMap(\.unit)).map(Self.words)
    phrases = " " + named.map { $0.joined(separator: " ") }.joined(separator: " | ") + " "
    words = Set(named.joined())
    ownWords = Set(own.joined())
  }

  /// Lowercased tokens, the parts of identifiers kept together.
  static func words(_ text: String) -> [String] { WordingToken.tokens(of: text).map(\.lowercased) }

  /// A word without the ending of a plural.
  static func stem(_ word: String) -> String {
    word.count > 3 && word.hasSuffix("s") ? String(word.dropLast()) : word
  }

  /// The words before and after, in the same sentence, that say what a number is.
  static func neighbors(of range: Range<Int>, in tokens: [WordingToken]) -> Set<String> {
    guard let first = tokens.indices.contains(range.lowerBound) ? tokens[range.lowerBound] : nil else {
      return []
    }
    var words: Set<String> = []
    for place in [range.lowerBound - 1, range.upperBound] where tokens.indices.contains(place) {
      let token = tokens[place]
      guard token.sentence == first.sentence, !token.hasDigit else { continue }
      if !WordingWords.stopWords.contains(token.lowercased) || token.lowercased == "top"
        || token.lowercased == "last"
      {
        words.insert(stem(token.lowercased))
      }
    }
    return words
  }

  func isPercent(_ column: Int) -> Bool {
    columns.indices.contains(column) && (columns[column].kind == .percent || columns[column].unit == "%")
  }

  /// The sign of the currency of a column, or the code when it has no sign.
  func currency(_ column: Int) -> String? {
    guard columns.indices.contains(column), let unit = columns[column].unit else { return nil }
    let signs = ["USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"]
    return signs[unit] ?? unit
  }

  static func isNumeric(_ column: ResultColumn) -> Bool {
    [.integer, .decimal, .real, .percent].contains(column.kind)
  }

  private static func isDate(_ column: ResultColumn) -> Bool {
    [.date, .timestamp, .month, .quarter, .year].contains(column.kind)
  }

  /// The amount a cell means: whole numbers of a column with a scale are units of 10^-scale.
  static func plain(_ value: Value, _ column: ResultColumn) -> Value {
    guard column.kind == .decimal, column.scale > 0, case .integer(let units) = value,
      let amount = FixedDecimal(units: units, scale: column.scale)
    else { return value }
    return .decimal(amount)
  }
}
