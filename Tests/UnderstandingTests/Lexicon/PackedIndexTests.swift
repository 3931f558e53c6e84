import Testing

@testable import Understanding

@Test func keepsTextsApart() {
  var texts = PackedTexts()
  for text in ["sea", "", "Jörg", "sea"] { texts.append(text) }
  #expect((0..<texts.count).map(texts.text) == ["sea", "", "Jörg", "sea"])
}

@Test func findsTheNumbersOfAKey() {
  var hashed = HashedNumbers()
  for (key, number) in [("b", 7), ("a", 3), ("b", 2), ("b", 7), ("c", 0), ("b", 40)] {
    hashed.append(key.utf8, number)
  }
  hashed.finish()
  func numbers(_ key: String) -> [Int] {
    let found = hashed.numbers(of: key.utf8)
    return (0..<found.count).map { found[$0] }
  }
  #expect(numbers("b") == [2, 7, 40] && numbers("a") == [3] && numbers("c") == [0] && numbers("d") == [])
  let found = hashed.numbers(of: "b".utf8)
  for (number, index) in [(0, 0), (2, 0), (3, 1), (7, 1), (8, 2), (40, 2), (41, 3)] {
    #expect(found.firstIndex(of: number, from: 0) == index)
  }
  #expect(found.firstIndex(of: 5, from: 3) == 3)
}

/// Keys enough for many runs of pairs, a few of them with many numbers: as a dictionary has them.
@Test(arguments: [0, 1, 4, 5, 1000, 30_000])
func findsTheNumbersOfManyKeys(count: Int) {
  var hashed = HashedNumbers()
  var plain: [String: [Int]] = [:]
  for number in 0..<count {
    let key = number % 7 == 0 ? "often" : "key \(number / 2)"
    hashed.append(key.utf8, number)
    plain[key, default: []].append(number)
  }
  hashed.finish()
  for key in Array(plain.keys) + ["none", ""] {
    let found = hashed.numbers(of: key.utf8)
    // Two keys may share a hash.
    #expect(Set((0..<found.count).map { found[$0] }).isSuperset(of: plain[key] ?? []), "\(key)")
    #expect(found.count < (plain[key]?.count ?? 0) + 8, "\(key)")
  }
}

/// Few words are all compared with a slip, many only when they begin or end alike; both ways find the same.
@Test(arguments: [100, WordList.fewWords + 500])
func mendsSlipsAmongFewAndManyWords(count: Int) {
  let fillers = (0..<count).map { number in
    "zz"
      + String(number, radix: 16).map {
        String(Character(UnicodeScalar($0.wholeNumberValue.map { UInt8(97 + $0) } ?? $0.asciiValue ?? 97)))
      }.joined() + "qqqqqq"
  }
  let list = WordList(Set(fillers + ["resonator", "boat"]))
  #expect(
    list.contains("resonator") && list.contains("boat") && !list.contains("boa") && !list.contains("zebra"))
  let speller = Speller(values: list, catalog: [], everyday: [])
  for (word, expected) in [
    ("rseonator", "resonator"), ("resontaor", "resonator"), ("resonatro", "resonator"),
    ("resonaror", "resonator"),
    ("tesonator", "resonator"), ("baot", "boat"), ("boatt", "boat"), ("resonattoor", "resonator"),
  ] {
    #expect(speller.correction(of: word) == expected, "\(word)")
  }
  for word in ["unicorn", "goat", "raisinator"] { #expect(speller.correction(of: word) == nil, "\(word)") }
}
