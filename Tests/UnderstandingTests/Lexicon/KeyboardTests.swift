import Testing

@testable import Understanding

@Test(
  arguments: [
    // Swapped, left out, doubled, the key beside or across.
    ("stauts", "status", true), ("brnch", "branch", true), ("orderr", "order", true),
    ("orfer", "order", true),
    ("oeder", "order", true), ("tciket", "ticket", true), ("servies", "services", true),
    // Another key, a letter more that is none of its neighbors, two slips, the same word.
    ("opder", "order", false), ("ordxer", "order", false), ("odrre", "order", false),
    ("order", "order", false),
    ("", "order", false), ("order", "", false), ("o", "or", true),
  ] as [(String, String, Bool)])
func isASlipThatFingersMake(word: String, meant: String, isLikely: Bool) {
  #expect(Keyboard.isLikelySlip(Array(word.utf8), of: Array(meant.utf8)) == isLikely)
}
