/// Reads texts as numbered terms: a word is analyzed when it is first seen, then known by the hash of its bytes.
///
/// Numbers count from 0, in the order in which terms are first seen. Two words share a hash of 64 bits by a chance
/// of 1 in 10^9 among ten thousand times a thousand words; they would share a term then.
package struct TermNumbering {
  /// Hashes of the terms, by number; as `hash(of:)` gives.
  package private(set) var hashes: [UInt64] = []
  private let analyzer: Analyzer
  private var memo: StemMemo
  private var words = NumberTable()
  private var terms = NumberTable()

  package init(_ analyzer: Analyzer) {
    self.analyzer = analyzer
    memo = StemMemo(analyzer.language)
  }

  /// Gives up what texts are read with: nothing may be appended any more.
  package mutating func forgetWords() {
    (words, terms, memo) = (NumberTable(), NumberTable(), StemMemo(analyzer.language))
  }

  /// What a term is known by.
  package static func hash(of term: String) -> UInt64 {
    var hash = FeatureHash()
    hash.combine(term.utf8)
    return hash.value
  }

  /// Adds the numbers of the terms of `text`, in its order, repeats kept. O(length).
  package mutating func append(_ text: String, to numbers: inout [UInt32]) {
    withUTF8(text) { bytes in
      WordScanner.scan(bytes) { range, role in
        if role == .compound, !analyzer.keepsCompounds { return }
        if role == .part, !analyzer.splitsCompounds { return }
        let word = UnsafeBufferPointer(rebasing: bytes[range])
        let number = number(ofWord: word)
        if number != NumberTable.none { numbers.append(number) }
      }
    }
  }

  /// The number of a word's term; none for a stop word.
  private mutating func number(ofWord word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word {
      let folded = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
      state = (state ^ UInt64(folded)) &* 0x100_0000_01B3
    }
    let hash = FeatureHash.finalized(state)
    if let known = words[hash] { return known }
    var number = NumberTable.none
    if let term = analyzer.term(of: Tokenizer.folded(word), memo: &memo) {
      let key = Self.hash(of: term)
      if let known = terms[key] {
        number = known
      } else {
        number = UInt32(clamping: hashes.count)
        hashes.append(key)
        terms[key] = number
      }
    }
    words[hash] = number
    return number
  }
}

/// Numbers by 64-bit hashes: open addressing, at most half full.
struct NumberTable {
  /// Of words that have no term.
  static let none = UInt32.max

  private var keys: [UInt64]
  private var values: [UInt32]
  private var count = 0

  init() {
    keys = [UInt64](repeating: 0, count: 1024)
    values = [UInt32](repeating: 0, count: 1024)
  }

  subscript(hash: UInt64) -> UInt32? {
    get {
      let slot = slot(of: hash)
      return keys[slot] == 0 ? nil : values[slot]
    }
    set {
      guard let newValue else { return }
      if 2 * (count + 1) > keys.count { grow() }
      let slot = slot(of: hash)
      if keys[slot] == 0 { count += 1 }
      keys[slot] = hash == 0 ? 1 : hash
      values[slot] = newValue
    }
  }

  /// Where `hash` is, or would be; 0 marks a free slot.
  private func slot(of hash: UInt64) -> Int {
    let hash = hash == 0 ? 1 : hash
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while keys[slot] != 0, keys[slot] != hash { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    var larger = self
    larger.keys = [UInt64](repeating: 0, count: keys.count * 2)
    larger.values = [UInt32](repeating: 0, count: keys.count * 2)
    larger.count = 0
    for (slot, key) in keys.enumerated() where key != 0 { larger[key] = values[slot] }
    self = larger
  }
}
