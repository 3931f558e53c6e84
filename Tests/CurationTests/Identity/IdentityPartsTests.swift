import Domain
import Testing

@testable import Curation

private let place = PackPlace(file: "identity/people.yaml", line: 1, path: "people")

@Suite struct IdentityParts {
  // MARK: - Texts

  static func text(
    _ form: IdentityValue.Form, _ cells: [String], _ change: (inout IdentityValue) -> Void
  ) -> String? {
    var value = IdentityValue(name: "v", place: place, columns: cells, form: form)
    change(&value)
    return ValueText(value).bytes(of: cells).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(
    arguments: [
      ("Müller-Lüdenscheidt", "mullerludenscheidt"), ("O'Brien", "obrien"), ("o’brien", "obrien"),
      ("  de la Cruz ", "delacruz"), ("Dr. Smith, Jr.", "smith"), ("Łukasz", "lukasz"), ("", nil),
      ("Jr.", nil),
      ("- ?", nil),
    ] as [(String, String?)])
  func joins(cell: String, expected: String?) {
    #expect(Self.text(.joined, [cell]) { $0.dropped = ["dr", "jr"] } == expected)
  }

  @Test(
    arguments: [
      ("12 Elm Street Apt. 4", "12 elm st unit 4"), ("12 ELM ST # 4", "12 elm st unit 4"),
      ("12 Elm St Apt # 4", "12 elm st unit 4"), ("12 Elm St, Suite 4", "12 elm st unit 4"),
      ("12 Elm St Unit 5", "12 elm st unit 5"), ("0012 Elm", "0012 elm"),
    ])
  func writesAddressesAlike(cell: String, expected: String) {
    #expect(
      Self.text(.words, [cell]) {
        $0.replacements = ["street": "st", "apt": "unit", "suite": "unit", "#": "unit"]
      } == expected)
  }

  @Test(
    arguments: [
      ("Acme Motors, Inc.", "acme motors"), ("ACME MOTORS LLC", "acme motors"),
      ("Acme Motors Gmbh", "acme motors"),
      ("Inc. Magazine", "magazine"), ("LLC", nil),
    ] as [(String, String?)])
  func leavesOutFormsOfCompanies(cell: String, expected: String?) {
    #expect(Self.text(.words, [cell]) { $0.dropped = ["inc", "llc", "gmbh"] } == expected)
  }

  @Test(
    arguments: [
      ("(212) 555-0101", "2125550101"), ("+1 212 555 0101", "2125550101"), ("1-212-555-0101", "2125550101"),
      ("001 212 555 0101", "2125550101"), ("212.555.0101", "2125550101"), ("000-000-0000", nil),
      ("111 111 1111", nil), ("12345", nil), ("", nil), ("none", nil), ("+44 20 7946 0018", "442079460018"),
    ] as [(String, String?)])
  func writesPhonesAlike(cell: String, expected: String?) {
    #expect(Self.text(.phone, [cell]) { ($0.length, $0.countryCode) = (10, "1") } == expected)
  }

  @Test(
    arguments: [
      (" Ann.Lee@Mail.Example ", "ann.lee@mail.example"),
      ("ann.lee+cars@mail.example", "ann.lee@mail.example"),
      ("none@none.com", nil), ("NONE@mail.example", nil), ("nonesuch@mail.example", "nonesuch@mail.example"),
      ("ann.lee", nil), ("@mail.example", nil), ("ann@", nil), ("+x@mail.example", nil), ("", nil),
    ] as [(String, String?)])
  func writesEmailsAlike(cell: String, expected: String?) {
    #expect(Self.text(.email, [cell]) { $0.dropped = ["none"] } == expected)
  }

  @Test(
    arguments: [
      ("Mary Ann", "mary"), ("J. Robert", "robert"), ("J.", "j"), ("Mr. J. R. Lee", "lee"), ("mr", nil),
    ] as [(String, String?)])
  func takesTheFirstName(cell: String, expected: String?) {
    #expect(
      Self.text(.words, [cell]) { ($0.isFirstWord, $0.dropped) = (true, ["mr"]) } == expected)
  }

  // MARK: - Distances

  /// The whole table of optimal string alignment, plainly.
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var table = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { table[i][0] = i }
    for j in 0...b.count { table[0][j] = j }
    for i in stride(from: 1, through: a.count, by: 1) {
      for j in stride(from: 1, through: b.count, by: 1) {
        var best = min(table[i - 1][j] + 1, table[i][j - 1] + 1)
        best = min(best, table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          best = min(best, table[i - 2][j - 2] + 1)
        }
        table[i][j] = best
      }
    }
    return table[a.count][b.count]
  }

  @Test func distanceIsThatOfTheWholeTable() {
    // All pairs of texts of up to four of three letters.
    var texts: [[UInt8]] = [[]]
    for length in 0..<4 {
      for text in texts where text.count == length {
        for letter in 97...99 as ClosedRange<UInt8> { texts.append(text + [letter]) }
      }
    }
    for a in texts {
      for b in texts {
        let exact = Self.distance(a, b)
        for most in 0...3 where EditDistance.isWithin(most, a, b) != (exact <= most) {
          Issue.record("\(a) \(b): \(exact) within \(most)")
        }
        #expect((EditDistance.letters(of: a) ^ EditDistance.letters(of: b)).nonzeroBitCount <= 2 * exact)
      }
    }
  }

  @Test func comparesNoEndlessTexts() {
    let long = [UInt8](repeating: 97, count: EditDistance.longest + 1)
    #expect(EditDistance.isWithin(1, long, long))
    #expect(!EditDistance.isWithin(1, long, Array(long.dropLast())))
  }

  // MARK: - Candidates

  @Test func bindsNoMoreThanAFewOfALargeBlock() throws {
    let value = IdentityValue(name: "name", place: place, columns: ["name"], form: .text)
    let declaration = IdentityDeclaration(
      name: "people", place: place, records: "records", key: ["id"],
      id: .init(column: "person", prefix: "P", digits: 4), values: [value],
      blocks: [[.init(value: "name", prefix: 1)]],
      comparisons: [])
    for count in [CandidatePairs.largestBlock, 5_000] {
      var column = ValueColumn(value, columns: [0])
      for index in 0..<count { column.append([.text("a\(index)")]) }
      column.finish()
      let candidates = CandidatePairs(declaration, [column], records: count)
      if count == CandidatePairs.largestBlock {
        #expect(candidates.pairs.count == count * (count - 1) / 2 && candidates.largeBlocks == 0)
      } else {
        #expect(candidates.pairs.count <= count * CandidatePairs.window && candidates.largeBlocks == 1)
      }
    }
  }

  // MARK: - Clusters

  @Test func neverJoinsWhatIsApart() {
    var clusters = RecordClusters(records: 5)
    let links: [(Int32, Int32, Double)] = [(0, 1, 9), (1, 2, 8), (2, 3, 7), (3, 4, 9)]
    clusters.join(links.map { RecordClusters.Link(a: $0.0, b: $0.1, weight: $0.2) }) { a, b in
      Set([a, b]) == [0, 2]
    }
    #expect(clusters.roots == [0, 0, 2, 2, 2])
    #expect(clusters.used.map(\.weight) == [9, 9, 7])
  }

  // MARK: - Numbers

  @Test(
    arguments: [
      // Clusters, what the records had, what they have now.
      ([0, 0, 1], [nil, nil, nil], 0, [1, 1, 2]),
      ([0, 0, 1], [7, 7, 3], 9, [7, 7, 3]),
      ([0, 0, 0], [2, 5, 5], 9, [2, 2, 2]),  // merged: the older wins, though it had fewer
      ([0, 0, 1], [4, 4, 4], 9, [4, 4, 10]),  // split: the number stays with most
      ([0, 1, 2], [4, nil, nil], 9, [4, 10, 11]),
      ([0, 1, 0], [4, 4, 4], 4, [4, 5, 4]),
    ] as [([Int32], [Int?], Int, [Int])])
  func numbersStay(clusters: [Int32], previous: [Int?], last: Int, expected: [Int]) {
    let given = IdentityNumbers.assign(
      clusters: clusters, order: Array(clusters.indices), previous: previous, last: last)
    #expect(given.numbers == expected)
    #expect(given.last >= max(last, expected.max() ?? 0))
  }

  @Test func numbersOutliveNewRecords() throws {
    let people = MadePeople(households: 120, seed: 11)
    let first = try resolver().resolveMade(Array(people.records.dropLast(60)))
    let previous = PreviousIdentities(
      numbers: Dictionary(uniqueKeysWithValues: first.numbers.enumerated().map { (["r\($0)"], $1) }),
      last: first.last)
    let second = try resolver().resolveMade(people.records.shuffledOnce, previous: previous)
    let keys = people.records.shuffledOnce.map { $0[0].description }
    let numbers = Dictionary(uniqueKeysWithValues: zip(keys, second.numbers))
    let moved = first.numbers.enumerated().filter { numbers["r\($0.offset)"] != $0.element }
    #expect(moved.count <= 2)
    #expect(second.last >= first.last)
  }

  @Test(arguments: [(42, "C000042"), (1_234_567, "C1234567"), (0, "C000000")])
  func writesAndReadsNumbers(number: Int, text: String) {
    let numbering = IdentityDeclaration.Numbering(column: "id", prefix: "C", digits: 6)
    #expect(numbering.text(number) == text && numbering.number(text) == number)
    #expect(numbering.number("X000042") == nil && numbering.number("C-x") == nil)
  }
}

extension Array {
  /// Another order, always the same: each record goes to the place 7 further, and around.
  fileprivate var shuffledOnce: [Element] { Array(dropFirst(7)) + Array(prefix(7)) }
}
