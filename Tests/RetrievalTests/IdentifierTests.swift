import Domain
import Retrieval
import Testing
import TextAnalysis

/// Names of 9 letters and digits, vehicle numbers of 17, invoice and record numbers: the same in every run, no two
/// alike when O is 0 and I, L are 1.
private struct MadeNames {
  private(set) var names: [String] = []
  private var state: UInt64 = 42

  init(_ count: Int) {
    var seen = Set<String>()
    while names.count < count {
      let name =
        switch names.count % 4 {
        case 0: word(9)
        case 1: word(17)
        case 2: "INV-20\(10 + next(16))-\(String(1_000_000 + next(1_000_000)).dropFirst())"
        default: "SRV-\(String(10_000_000 + next(10_000_000)).dropFirst())"
        }
      let alike = name.map { $0 == "O" ? "0" : $0 == "I" || $0 == "L" ? "1" : $0 }
      if seen.insert(String(alike)).inserted { names.append(name) }
    }
  }

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  private mutating func word(_ length: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    var word = String((1..<length).map { _ in letters[next(36)] })
    word.append(letters[26 + next(10)])
    return word
  }

  /// `name` as people write it.
  mutating func written(_ name: String) -> String {
    switch next(6) {
    case 0: name
    case 1: name.lowercased()
    case 2: String(name.map { $0 == "O" ? "0" : $0 == "0" ? "O" : $0 })
    case 3: String(name.map { $0 == "I" ? "1" : $0 == "1" ? "I" : $0 == "L" ? "1" : $0 })
    case 4: "\(name.prefix(4))-\(name.dropFirst(4))"
    default: "what is \(name.prefix(3)) \(name.dropFirst(3))?"
    }
  }
}

private func chunk(_ name: String) -> Chunk {
  Chunk(
    document: name, kind: "part", title: "Part", ordinal: 0, bytes: 0..<4, text: "Part", identifiers: [name],
    isNameOnly: true)
}

@Test func everyNameIsFirstHoweverItIsWritten() throws {
  var made = MadeNames(50_000)
  let identifiers = Identifiers(made.names.map(chunk))
  var wrong: [String] = []
  for (row, name) in made.names.enumerated() {
    let written = made.written(name)
    if identifiers.matches(in: written).first?.rows.first != row { wrong.append("\(name) as \(written)") }
  }
  #expect(wrong.isEmpty, "\(wrong.count) of 50000: \(wrong.prefix(5))")
}

@Test(arguments: [
  ("2OHUSW", Identifiers.Likeness.part, "2OHUSWKKX"), ("hUSWKKX1", .part, "2OHUSWKKX1"),
  ("2023 000001", .part, "INV-2023-000001"), ("20HUSWKKX", .lookAlike, "2OHUSWKKX"),
  ("lNV-2023-00000l", .lookAlike, "INV-2023-000001"), ("2OHUSWKKX", .exact, "2OHUSWKKX"),
])
func saysHowSureItIs(question: String, likeness: Identifiers.Likeness, name: String) throws {
  let names = name == "2OHUSWKKX1" ? [name, "INV-2023-000001"] : ["2OHUSWKKX", "INV-2023-000001"]
  let match = try #require(Identifiers(names.map(chunk)).matches(in: question).first)
  #expect(match.likeness == likeness && match.rows.map { names[$0] } == [name])
}

@Test(arguments: ["2OHU", "OHUSWKK", "INV", "INV-2024", "USWKKX", "steering wheel", "ABCDEF"])
func isNoPartOfAName(question: String) {
  #expect(
    Identifiers(["2OHUSWKKX", "INV-2023-000001", "WHEELS2000"].map(chunk)).matches(in: question).isEmpty)
}

@Test func whatManyNamesBeginWithIsNone() {
  let names = (1...4).map { "PART-10000\($0)" }
  #expect(Identifiers(names.map(chunk)).matches(in: "PART-10000").isEmpty)
  #expect(Identifiers(names.prefix(3).map(chunk)).matches(in: "PART-10000").first?.rows == [0, 1, 2])
}
