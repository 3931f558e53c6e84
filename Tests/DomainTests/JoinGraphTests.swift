import Domain
import Testing

/// A graph of joins written "loan>book": each loan has at most one book.
private func graph(_ joins: String) -> JoinGraph {
  let pairs = joins.split(separator: " ").map { $0.split(separator: ">").map(String.init) }
  var names: [String] = []
  for name in pairs.joined() where !names.contains(name) { names.append(name) }
  return JoinGraph(
    Catalog(
      entities: names.map {
        Entity(id: $0, domain: "", dataset: $0, key: "id", label: "id", names: [$0], attributes: [])
      },
      joins: pairs.map { Join(from: $0[0], fromColumn: "\($0[1])_id", to: $0[1], toColumn: "id") },
      measures: []))
}

/// A library: copies of books are lent to members; books and members stand in branches.
private let library = "loan>copy copy>book loan>member book>author fine>loan review>book review>member"

@Test(
  arguments: [
    ("loan", "book", "copy book"), ("loan", "author", "copy book author"), ("loan", "loan", ""),
    ("fine", "member", "loan member"), ("review", "author", "book author"),
    // Against a join there is no one row; nor to what is not there.
    ("book", "loan", nil), ("member", "author", nil), ("loan", "fine", nil), ("loan", "shelf", nil),
    ("shelf", "loan", nil),
  ] as [(String, String, String?)])
func findsPaths(from: String, to: String, expected: String?) {
  let path = graph(library).path(from: from, to: to)
  #expect(path?.map(\.to).joined(separator: " ") == expected)
}

@Test(
  arguments: [
    ("book", "loan", "-copy -loan"), ("member", "loan", "-loan"), ("book", "fine", "-copy -loan -fine"),
    ("loan", "book", "copy book"), ("author", "review", "-book -review"), ("book", "book", ""),
    // A review is the shorter way between books and members than a loan.
    ("book", "member", "-review member"), ("copy", "member", "-loan member"), ("loan", "shelf", nil),
  ] as [(String, String, String?)])
func findsRelations(from: String, to: String, expected: String?) {
  let steps = graph(library).relation(from: from, to: to)
  #expect(steps?.map { ($0.isDown ? "-" : "") + $0.target }.joined(separator: " ") == expected)
}

@Test func leavesOutWaysThatAreEquallyShort() {
  // A transfer has two branches: one it leaves, one it reaches.
  let twice = graph("transfer>branch transfer>branch transfer>van van>depot")
  #expect(twice.path(from: "transfer", to: "branch") == nil)
  #expect(twice.relation(from: "branch", to: "transfer") == nil)
  #expect(twice.path(from: "transfer", to: "depot")?.count == 2)
  // What lies behind two equal ways is as unsure.
  let diamond = graph("a>b a>c b>d c>d d>e")
  #expect(diamond.path(from: "a", to: "d") == nil && diamond.path(from: "a", to: "e") == nil)
  #expect(diamond.path(from: "b", to: "e")?.map(\.to) == ["d", "e"])
  // A direct join comes before the way around.
  let direct = graph("a>b b>d a>d")
  #expect(direct.path(from: "a", to: "d")?.map(\.to) == ["d"])
  // Among equally short ways the one with fewer steps down.
  let down = graph("a>b b>d c>a c>d")
  #expect(down.relation(from: "a", to: "d")?.map(\.target) == ["b", "d"])
}

@Test func comesToAnEndInCircles() {
  let circle = graph("a>b b>c c>a")
  #expect(circle.path(from: "a", to: "c")?.map(\.to) == ["b", "c"])
  #expect(circle.path(from: "a", to: "a") == [])
  #expect(circle.reachable(from: "a") == ["a", "b", "c"])
  let own = graph("a>a a>b")
  #expect(own.path(from: "a", to: "a") == [] && own.reachable(from: "a") == ["a", "b"])
}

@Test func reachesWhatEachRowHasOneOf() {
  #expect(graph(library).reachable(from: "loan") == ["loan", "copy", "book", "author", "member"])
  #expect(graph(library).reachable(from: "author") == ["author"])
  #expect(graph(library).reachable(from: "shelf") == ["shelf"])
}
