import Foundation
import Testing

@testable import Answering

/// The folder of prompts beside the sources.
let promptsFolder = URL(filePath: #filePath).appending(path: "../../../../prompts").standardized.path()

@Test func rendersTheShippedPrompt() throws {
  let values = WordingPrompt.values(
    question: "Which \"harbour\" & why <b>?", interpretation: "as read", table: single.table, sources: [],
    text: "412 boats.", limits: Wording.Limits())
  let prompt = try PromptFolder(promptsFolder).render(WordingPrompt.name, values)
  #expect(
    prompt.hasSuffix(
      """
      Question: Which "harbour" & why <b>?
      Read as: as read
      Result:
      Boats
      412
      A correct answer: 412 boats.

      Answer:

      """), "\(prompt)")
}

@Test func saysWhichPromptIsMissing() {
  #expect(
    throws: PromptError(file: "nowhere/none.mustache", found: "none", expected: "a readable file")
  ) { try PromptFolder("nowhere").render("none", [:]) }
}
