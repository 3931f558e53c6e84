import Domain
import Testing

private let a = Predicate.segment("book", "new")
private let b = Predicate.segment("book", "lent")

@Test(
  arguments: [
    (a, b, .all([a, b])), (.always, a, .all([a])), (a, .always, .all([a])), (.always, .always, .always),
    (.all([a]), .all([b, a]), .all([a, b, a])), (.any([a, b]), .not(a), .all([.any([a, b]), .not(a)])),
  ] as [(Predicate, Predicate, Predicate)])
func joinsConjunctions(left: Predicate, right: Predicate, expected: Predicate) {
  #expect(left.and(right) == expected)
}

@Test(
  arguments: [
    ("speling", ["spelling", "title"], "spelling"), ("Titel", ["title", "tile"], "title"),
    ("shelf", ["title", "author"], nil), ("", ["a"], "a"), ("x", [], nil),
    ("tite", ["title", "tilt"], "title"),
  ] as [(String, [String], String?)])
func findsTheNearestName(word: String, among: [String], expected: String?) {
  #expect(Spelling.nearest(to: word, among: among) == expected)
}

@Test(
  arguments: [
    ("book", "book", 2, 0), ("book", "boko", 2, 1), ("book", "bok", 2, 1), ("book", "brook", 2, 1),
    ("book", "look", 2, 1), ("book", "", 4, 4), ("book", "shelf", 3, nil), ("book", "boooook", 2, nil),
    ("", "", 0, 0),
  ] as [(String, String, Int, Int?)])
func countsSlips(a: String, b: String, limit: Int, expected: Int?) {
  #expect(Spelling.distance(Array(a.utf8), Array(b.utf8), limit: limit) == expected)
  #expect(Spelling.distance(Array(b.utf8), Array(a.utf8), limit: limit) == expected)
}
