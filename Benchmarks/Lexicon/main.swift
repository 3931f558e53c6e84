import Domain
import Foundation
import Understanding

/// Measures how values are found: `LexiconBenchmark VALUES [LOOKUPS]`.
///
/// Makes distinct names of two to four made-up words, the same in every run, and prints the seconds of building, the
/// bytes held, and the median and 99th percentile of a look-up in milliseconds, for each way to say a name.
struct Draws: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

/// Of the processor's time of this thread: others may use the machine at the same time.
func milliseconds(_ work: () -> Void) -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) * 1e-6
  }
  let start = now()
  work()
  return now() - start
}

func measure(count: Int, lookups: Int) {
  var draws = Draws(state: 42)

  let syllables = [
    "ba", "co", "di", "fen", "gar", "hol", "jun", "kel", "lor", "mat", "nes", "pol", "rin", "sut", "tev",
    "vul",
  ]
  func word() -> String {
    (0..<Int.random(in: 2...4, using: &draws)).map { _ in syllables.randomElement(using: &draws) ?? "" }
      .joined()
  }
  let vocabulary = (0..<max(100, count / 20)).map { _ in word() }
  let names = (0..<count).map { number in
    // A few words are in very many names, as in real catalogs.
    (0..<Int.random(in: 2...4, using: &draws)).map { _ in
      let most = Bool.random(using: &draws) ? min(50, vocabulary.count) : vocabulary.count
      return vocabulary[Int.random(in: 0..<most, using: &draws)]
    }.joined(separator: " ") + " \(number)"
  }

  let id = AttributeID("thing", "name")
  let thing = Entity(
    id: "thing", domain: "things", dataset: "things", key: "name", label: "name", names: ["thing"],
    show: [id],
    attributes: [
      Attribute(id: id, sql: "{this}.name", label: "Name", names: ["name"], type: .text, hasValues: true)
    ])
  let grammar = Grammar(phrases: [.article: ["the"]], numbers: [:], scales: [:], units: [:], known: [])
  var made: Lexicon?
  let building = milliseconds {
    made = Lexicon(
      catalog: Catalog(entities: [thing], joins: [], measures: []), grammar: grammar, times: .init(),
      values: { _ in names },
      knownWords: [])
  }
  if let lexicon = made {
    print("\(lexicon.valueCount) values: \(Int(building)) ms to build, \(lexicon.footprint) bytes")
    func swapped(_ name: String) -> String {
      var letters = Array(name)
      if letters.count > 4 { letters.swapAt(2, 3) }
      return String(letters)
    }
    let ways: [(String, (String) -> String)] = [
      ("exact", { $0 }), ("plural", { ($0.split(separator: " ").dropLast().joined(separator: " ")) + "s" }),
      ("as one word", { $0.filter { $0 != " " } }), ("typo", swapped),
      ("partial", { $0.split(separator: " ").suffix(2).joined(separator: " ") }),
      ("one word", { String($0.split(separator: " ").first ?? "") }),
    ]
    for (label, way) in ways {
      var found = 0
      let times = (0..<lookups).map { _ in
        let name = names.randomElement(using: &draws) ?? ""
        let said = way(name)
        return milliseconds {
          let tokens = lexicon.corrected(QuestionTokenizer.tokens(of: said))
          let whole = lexicon.matches(in: tokens, from: 0).flatMap(\.meanings)
          let some = whole.isEmpty ? lexicon.values(having: tokens, limit: 13) : whole
          if !some.isEmpty { found += 1 }
        }
      }.sorted()
      print(
        "\(label): p50 \(times[times.count / 2]) ms, p99 \(times[times.count * 99 / 100]) ms, found \(found) of \(lookups)"
      )
    }
  }
}

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let count = max(1, numbers.first ?? 100_000)
let lookups = max(1, numbers.dropFirst().first ?? 1_000)
measure(count: count, lookups: lookups)
