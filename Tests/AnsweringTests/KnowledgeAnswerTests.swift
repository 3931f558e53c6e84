import Domain
import Testing

@testable import Answering

private func hit(_ title: String, _ text: String, kind: String = "article", score: Double = 1) -> SearchHit {
  let chunk = Chunk(
    document: "\(kind)/\(title)", kind: kind, title: title, ordinal: 0, bytes: 0..<text.utf8.count, text: text
  )
  return SearchHit(chunk: chunk, score: score, parts: [])
}

private let fines = hit(
  "Late fees", "A late book costs ten cents for each day that it is late.\n\nTopics: overdue, fine.")
private let cards = hit(
  "Library cards", "Readers get a card at the desk with a letter that shows their address.")
private let lost = hit(
  "Lost books", "Who loses a book pays its price.\n\n## Cards\n\nA lost card is replaced for two dollars.")
private let novel = hit(
  "Sea Stories", "Sea Stories is a kind of book that belongs to the category Fiction.", kind: "book")
private let all = [fines, cards, lost, novel]

private let answer = KnowledgeAnswer(
  rarity: TermRarity(all.map(\.chunk).filter { $0.kind == KnowledgeAnswer.articleKind }))

private func title(_ question: String, _ strictness: KnowledgeAnswer.Strictness, _ hits: [SearchHit])
  -> String?
{
  answer.best(answer.terms(question), hits, strictness)?.hit.chunk.title
}

@Test(
  arguments: [
    ("how much does a late book cost for each day", "Late fees"),
    ("how do readers get a library card", "Library cards"),
    // Topics stand for the words of the text.
    ("overdue fine for each late day", "Late fees"),
    // The title that says it goes before a text that mentions it.
    ("what is a lost book", "Lost books"), ("replaced lost card", "Lost books"),
    // What is made of rows answers when it holds nearly all.
    ("what kind of book is Sea Stories and which category", "Sea Stories"),
    ("who wrote Sea Stories, a novelist of Lisbon", nil), ("how heavy is Sea Stories", nil),
    // Too little of the question is in any passage; nothing is asked.
    ("opening hours on Sunday in the reading room", nil), ("late trains of the railway company", nil),
    ("", nil), ("?!", nil),
    // One word of a text that is about something else.
    ("desk", nil), ("what is a letter", nil), ("dollars", nil),
  ] as [(String, String?)])
func choosesAPassage(question: String, expected: String?) {
  #expect(title(question, .asked, all) == expected)
  #expect(title(question, .asked, []) == nil)
}

@Test(
  arguments: [
    // Nothing says that knowledge is asked for: the passage must hold more, and in one place.
    ("readers with a card at the desk", .asked, "Library cards"),
    ("a late book costs ten cents each day", .unasked, "Late fees"),
    ("a late book costs ten cents each day", .counted, "Late fees"),
    ("books by price", .unasked, nil), ("books of two authors", .unasked, nil),
  ] as [(String, KnowledgeAnswer.Strictness, String?)])
func isStricterUnasked(question: String, strictness: KnowledgeAnswer.Strictness, expected: String?) {
  #expect(title(question, strictness, all) == expected)
}

@Test func findsASecondPassageForASecondPart() throws {
  let asked = answer.terms("late book costs each day; readers card desk letter address")
  let first = KnowledgeAnswer.Choice(hit: fines, coverage: 0.5)
  #expect(answer.second(asked, after: first, all)?.hit == cards)
  #expect(answer.second(answer.terms("late book costs"), after: first, all) == nil)
  #expect(answer.second(asked, after: KnowledgeAnswer.Choice(hit: fines, coverage: 0.9), all) == nil)
}

@Test func quotesAShortDocumentWhole() {
  let asked = answer.terms("late book")
  #expect(
    answer.quote(fines.chunk, whole: nil, asked)
      == "**Late fees**\n\nA late book costs ten cents for each day that it is late.")
  #expect(answer.quote(fines.chunk, whole: "\n\n The whole.", asked).hasSuffix("The whole."))
}

@Test func quotesOfALongDocumentTheBlocksThatAnswer() {
  let filling = String(repeating: "Something of the house. ", count: 20)
  let whole =
    "It begins.\n\n## House\n\n\(filling)\n\n## Late\n\nA late book costs ten cents.\n\n\(filling)\n\n\(filling)"
  #expect(
    answer.quote(fines.chunk, whole: whole, answer.terms("late book costs"))
      == "**Late fees**\n\nIt begins.\n\n## Late\n\nA late book costs ten cents.")
}

@Test func quotesAtMostSoMuch() {
  let sentence = "A sentence of the book. "
  let long = hit("Long", String(repeating: sentence, count: 200)).chunk
  let cut = answer.quote(long, whole: nil, [])
  #expect(cut.count < KnowledgeAnswer.mostCharacters + 40 && cut.hasSuffix("A sentence of the book …"))
  let endless = hit("Long", String(repeating: "é", count: 5_000)).chunk
  #expect(answer.quote(endless, whole: nil, []).count < KnowledgeAnswer.mostCharacters + 40)
}

@Test func snippetsShowWhatWasAsked() {
  let filling = String(repeating: "Something of the house. ", count: 30)
  let text = "\(filling)A late book costs ten cents. \(filling)"
  let snippet = answer.source(hit("House", text), answer.terms("late book")).snippet
  #expect(snippet.hasPrefix("A late book costs ten cents."))
  #expect(snippet.count <= KnowledgeAnswer.mostOfSnippet)
  let atEnd = answer.source(hit("House", filling + "A late book."), answer.terms("late book")).snippet
  #expect(atEnd.hasSuffix("A late book.") && atEnd.count <= KnowledgeAnswer.mostOfSnippet)
  #expect(answer.source(hit("Empty", ""), []).snippet.isEmpty)
}

@Test func rareTermsWeighMore() {
  let rarity = TermRarity(all.map(\.chunk))
  #expect(rarity["unheard"] == 1)
  #expect(rarity["desk"] > rarity["book"] && rarity["book"] >= TermRarity.least)
  #expect(rarity.coverage(of: ["desk", "book"], by: ["desk"]) > 0.5)
  #expect(rarity.coverage(of: [], by: ["desk"]) == 0)
  #expect(TermRarity([])["anything"] == 1)
}
