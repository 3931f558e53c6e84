import Domain
import Testing

@testable import Answering

private func hit(_ title: String, _ text: String, score: Double = 1) -> SearchHit {
  let chunk = Chunk(
    document: "article/\(title)", kind: "article", title: title, ordinal: 0, bytes: 0..<text.utf8.count,
    text: text)
  return SearchHit(chunk: chunk, score: score, parts: [])
}

private let fines = hit("Late fees", "A late book costs ten cents for each day that it is late.")
private let cards = hit(
  "Library cards", "Readers get a card at the desk with a letter that shows their address.")

@Test(
  arguments: [
    ("how much does a late book cost for each day", [fines, cards], "Late fees"),
    ("how do readers get a library card", [fines, cards], "Library cards"),
    // The title is part of the question: less of the rest is enough.
    ("late fees for children under seven", [cards, fines], "Late fees"),
    // Too little of the question is in any passage; nothing is asked; nothing is found.
    ("opening hours on Sunday in the reading room", [fines, cards], nil), ("", [fines], nil),
    ("?!", [fines], nil),
    ("late book", [], nil),
  ] as [(String, [SearchHit], String?)])
func choosesAPassage(question: String, hits: [SearchHit], title: String?) {
  let best = KnowledgeAnswer().best(question, hits)
  #expect(best?.hit.chunk.title == title)
  if let best { #expect((0...1).contains(best.coverage)) }
}

@Test func looksAtTheFirstHitsOnly() {
  let others = (0..<5).map { hit("Other \($0)", "Nothing of it.") }
  #expect(KnowledgeAnswer().best("late book costs each day", others + [fines]) == nil)
  #expect(KnowledgeAnswer().best("late book costs each day", others.dropLast() + [fines])?.hit == fines)
}

@Test func quotesAtMostSoMuch() {
  let answer = KnowledgeAnswer()
  #expect(answer.quote(fines.chunk, whole: nil) == "**Late fees**\n\n\(fines.chunk.text)")
  #expect(answer.quote(fines.chunk, whole: "\n\n The whole.").hasSuffix("The whole."))
  let sentence = "A sentence of the book. "
  let long = String(repeating: sentence, count: 200)
  #expect(answer.quote(fines.chunk, whole: long).hasSuffix(fines.chunk.text))
  let cut = answer.quote(hit("Long", long).chunk, whole: nil)
  #expect(cut.count < KnowledgeAnswer.mostCharacters + 40 && cut.hasSuffix("A sentence of the book …"))
  let endless = answer.quote(hit("Long", String(repeating: "é", count: 5_000)).chunk, whole: nil)
  #expect(endless.count < KnowledgeAnswer.mostCharacters + 40)
}
