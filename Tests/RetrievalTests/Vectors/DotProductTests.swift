import CDotProducts
import Testing

@Test(arguments: [1, 2, 6, 7, 8, 9, 16, 17, 1_024])
func dotsOfCodesAreTheSameWithEveryInstruction(blocks: Int) {
  var random = SplitMix(state: UInt64(blocks))
  let rows = 5
  let codes = (0..<rows * blocks * 32).map { row in
    // One row and one query have the largest numbers there are, for overflow.
    row < blocks * 32 ? UInt8.max : UInt8.random(in: 0...255, using: &random)
  }
  let queries = [
    [Int8](repeating: 127, count: blocks * 64), [Int8](repeating: -127, count: blocks * 64),
    (0..<blocks * 64).map { _ in Int8.random(in: -127...127, using: &random) },
  ]
  let some = [4, 0, 2, 3, 3].map(UInt32.init)
  for query in queries {
    let plain = (0..<rows).map { row in
      (0..<blocks * 64).reduce(0) { sum, index in
        let byte = codes[(row * blocks + index / 64) * 32 + index % 32]
        return sum + Int(index % 64 < 32 ? byte & 15 : byte >> 4) * Int(query[index])
      }
    }
    for dot in [dot_codes, dot_codes_plain] {
      var dots = [Int32](repeating: 0, count: rows)
      dot(codes, blocks, nil, rows, query, &dots)
      #expect(dots.map(Int.init) == plain)
      dot(codes, blocks, some, some.count, query, &dots)
      #expect(dots.prefix(some.count).map(Int.init) == some.map { plain[Int($0)] })
    }
  }
}
