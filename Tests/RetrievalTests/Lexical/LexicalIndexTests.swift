import Domain
import Foundation
import Testing

@testable import Retrieval

private func plainSettings() -> LexicalSettings {
  var settings = LexicalSettings()
  settings.proximityWeight = 0
  settings.cosineWeight = 0
  settings.leadWeight = 0
  return settings
}

@Test(arguments: [
  "w1", "w1 w2 w3", "w1 w1 w7", "w1999 w3", "what have they w5", "id-40 w2", "unheard w2", "w4 w4 w4 w9",
])
func scoresAreThoseByTheBook(question: String) {
  for leadWeight: Float in [0, 1] {
    var settings = plainSettings()
    settings.leadWeight = leadWeight
    scoresAgree(question, settings)
  }
}

private func scoresAgree(_ question: String, _ settings: LexicalSettings) {
  let rows = madeRows(300)
  let (index, plain) = (LexicalIndex(rows, settings), PlainBM25(rows, settings).scores(question))
  let found = index.top(300, question)
  #expect(Set(found.map(\.row)) == Set(plain.indices.filter { plain[$0] > 0 }))
  // An impact is kept in 255 steps: half a step of each term's most, at the worst.
  let tolerance =
    0.5 / 255 * (2.4 + Double(settings.leadWeight)) * 6 * Double(question.split(separator: " ").count)
  for hit in found { #expect(abs(Double(hit.score) - plain[hit.row]) < tolerance) }
  #expect(found.map(\.score) == found.map(\.score).sorted(by: >))
}

@Test func theBestAreTheBestOfAll() {
  let index = LexicalIndex(madeRows(2_000), plainSettings())
  for question in ["w1 w2", "w5", "w3 w8 w30 w31", "w1500"] {
    let all = index.top(2_000, question)
    for limit in [0, 1, 7, 100, 5_000] { #expect(index.top(limit, question) == Array(all.prefix(limit))) }
    let isIncluded = (0..<2_000).map { $0 % 3 != 1 }
    #expect(index.top(50, question, among: isIncluded) == Array(all.filter { isIncluded[$0.row] }.prefix(50)))
  }
}

@Test func rowsBeyondOneSegmentAreFound() {
  var rows = [LexicalRow](repeating: LexicalRow(text: "common"), count: 140_000)
  for row in [0, 65_535, 65_536, 131_072, 139_999] { rows[row] = LexicalRow(text: "common rare") }
  let index = LexicalIndex(rows)
  #expect(index.top(10, "rare").map(\.row) == [0, 65_535, 65_536, 131_072, 139_999])
  #expect(index.top(3, "common").map(\.row) == [1, 2, 3])
  #expect(index.top(7, "common rare").map(\.row).prefix(5) == [0, 65_535, 65_536, 131_072, 139_999])
}

@Test func whatHasNoTermsIsNoHit() {
  let index = LexicalIndex([LexicalRow(text: ""), LexicalRow(text: "the of and"), LexicalRow(text: "oil")])
  #expect(index.top(5, "oil").map(\.row) == [2])
  for question in ["", "the of", "unheard", "!!"] { #expect(index.top(5, question).isEmpty) }
  #expect(LexicalIndex([]).top(5, "oil").isEmpty)
  #expect(index.top(5, "oil", among: [true]).isEmpty)
}

@Test func titleAndHeadingsWeighMore() {
  let filler = String(repeating: "engine wheel door seat ", count: 3)
  let index = LexicalIndex([
    LexicalRow(title: "Seats", text: filler + "brake"), LexicalRow(title: "Brake", text: filler),
    LexicalRow(title: "Doors", text: "## Brake\n\n" + filler), LexicalRow(title: "Wheels", text: filler),
  ])
  #expect(index.top(4, "brake").map(\.row) == [1, 2, 0])
}

@Test func neighboursComeBeforeWordsFarApart() {
  let filler = "engine wheel door seat window mirror lamp horn pedal belt "
  let rows = [
    LexicalRow(text: "oil \(filler) filter"), LexicalRow(text: "\(filler) oil filter"),
    LexicalRow(title: "oil", text: "filter \(filler)"),
  ]
  var near = LexicalSettings()
  near.leadWeight = 0
  #expect(LexicalIndex(Array(rows.prefix(2)), near).top(2, "oil filter").map(\.row) == [1, 0])
  #expect(LexicalIndex(Array(rows.prefix(2)), plainSettings()).top(2, "oil filter").map(\.row) == [0, 1])
  // A question of many words is a text: nearness is left alone.
  let long = "oil filter engine wheel door seat window mirror lamp horn pedal belt"
  var settings = LexicalSettings()
  settings.proximityWeight = 0
  let without = LexicalIndex(Array(rows.prefix(2)), settings)
  #expect(LexicalIndex(Array(rows.prefix(2))).top(2, long) == without.top(2, long))
}

@Test func whatStandsEarlyCountsMore() {
  let filler = "engine wheel door seat window mirror lamp horn pedal belt"
  let rows = [
    LexicalRow(text: "\(filler) oil"), LexicalRow(text: "oil \(filler)"),
    LexicalRow(text: "\(filler) oil oil"),
  ]
  #expect(LexicalIndex(Array(rows.prefix(2))).top(2, "oil").map(\.row) == [1, 0])
  // The place is that of the first occurrence, and repeats count beside it.
  #expect(LexicalIndex(rows).top(3, "oil").map(\.row).last == 0)
  #expect(LexicalIndex(Array(rows.prefix(2)), plainSettings()).top(2, "oil").map(\.row) == [0, 1])
  // The body follows the title.
  let titled = [LexicalRow(title: filler, text: "oil"), LexicalRow(title: "lamp", text: "oil")]
  var settings = plainSettings()
  settings.leadWeight = 1
  #expect(LexicalIndex(titled, settings).top(2, "oil").map(\.row) == [1, 0])
  #expect(LexicalIndex(titled, plainSettings()).top(2, "oil").map(\.row) == [0, 1])
}

@Test func quietWordsDecideBetweenEqualsOnly() {
  let index = LexicalIndex([
    LexicalRow(text: "oil seat cars"), LexicalRow(text: "oil having cars"), LexicalRow(text: "having belt"),
  ])
  #expect(index.top(3, "having oil").map(\.row) == [1, 0, 2])
}

@Test func feedbackBringsWhatTheBestHave() {
  let rows = [
    LexicalRow(text: "brake pad disc"), LexicalRow(text: "brake disc caliper"),
    LexicalRow(text: "caliper disc rotor"),
    LexicalRow(text: "seat belt"),
  ]
  let index = LexicalIndex(rows)
  #expect(Set(index.top(5, "brake").map(\.row)) == [0, 1])
  let found = index.top(5, "brake", feedback: LexicalIndex.Feedback()).map(\.row)
  #expect(Set(found.prefix(2)) == [0, 1] && found.contains(2) && !found.contains(3))
}

/// Terms that are looked for by their last bytes are those that stand there.
@Test func termsAreFoundWhereTheyStand() {
  let index = LexicalIndex(madeRows(200) + [LexicalRow(text: ""), LexicalRow(title: "w1 w2", text: "w1")])
  for terms in [[], [0], [3, 700], [1, 126, 127, 128, 500], Array(0..<UInt32(index.hashes.count))] {
    let wanted = terms + [LexicalIndex.fieldStart]
    for row in 0..<index.count {
      var plain: [[Int]] = []
      var place = 0
      index.forEachTerm(ofRow: row) { number in
        place += 1
        if wanted.contains(number) { plain.append([Int(number), place]) }
      }
      var found: [[Int]] = []
      index.forEachTerm(ofRow: row, endingWith: LexicalIndex.LastBytes(wanted)) { number, place in
        if wanted.contains(number) { found.append([Int(number), place]) }
      }
      #expect(found == plain)
    }
  }
}

@Suite struct StoredIndexTests {
  private let index = LexicalIndex(madeRows(500))

  @Test func comesBackAsItWas() throws {
    let stored = try #require(LexicalIndex(index.region))
    #expect(stored.count == 500 && stored.byteCount == index.byteCount)
    #expect(bytes(stored.region) == bytes(index.region))
    for question in ["w1 w2", "w77 w3 w4", "id-40"] {
      #expect(stored.top(100, question) == index.top(100, question))
    }
  }

  @Test func isTheSameInEveryRun() {
    #expect(bytes(LexicalIndex(madeRows(500)).region) == bytes(index.region))
  }

  @Test func ofNothingIsNothing() throws {
    let stored = try #require(LexicalIndex(LexicalIndex([]).region))
    #expect(stored.count == 0 && stored.top(3, "w1").isEmpty)
  }

  /// Bytes that are cut or changed are refused, or give an index whose searches end.
  @Test func damageDoesNoHarm() {
    let data = bytes(index.region)
    for length in stride(from: 0, to: data.count, by: 997) {
      #expect(LexicalIndex(region(data.prefix(length))) == nil)
    }
    for place in stride(from: 0, to: data.count, by: 211) {
      var damaged = data
      damaged[place] ^= 0xFF
      guard let other = LexicalIndex(region(damaged)) else { continue }
      #expect(other.top(10, "w1 w2 w3", feedback: LexicalIndex.Feedback()).count <= 10)
    }
  }
}

func bytes(_ region: MemoryRegion) -> [UInt8] { Array(region.bytes) }

func region(_ bytes: some Collection<UInt8>) -> MemoryRegion {
  MemoryRegion(byteCount: bytes.count) { $0.copyBytes(from: bytes) }
}
