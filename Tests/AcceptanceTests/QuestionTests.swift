import Domain
import Testing

@Suite(
  "Questions with known answers", .enabled(if: !QuestionSet.isRecording, "the answers are being recorded"))
struct QuestionTests {
  @Test func theFilesCanBeRead() throws {
    #expect(try QuestionFolder.golden.questions().count >= 90)
    #expect(try QuestionFolder.notYet.questions().count >= 1)
    #expect(try QuestionSet.bakery.golden.questions().count >= 15)
  }

  @Test("is answered right, and as before", arguments: QuestionFolder.golden.all)
  func golden(question: KnownQuestion) async throws { try await QuestionSet.ours.checkGolden(question) }

  @Test("is not answered right yet, in the way that is written down", arguments: QuestionFolder.notYet.all)
  func notYet(question: KnownQuestion) async throws { try await QuestionSet.ours.checkNotYet(question) }

  @Test("has no number in its text that is not in its table", arguments: QuestionFolder.golden.all)
  func numbers(question: KnownQuestion) async throws { try await QuestionSet.ours.checkNumbers(question) }

  @Test("of another trade: is answered right, and as before", arguments: QuestionSet.bakery.golden.all)
  func bakery(question: KnownQuestion) async throws { try await QuestionSet.bakery.checkGolden(question) }

  @Test("of another trade: is not answered right yet", arguments: QuestionSet.bakery.notYet.all)
  func bakeryNotYet(question: KnownQuestion) async throws {
    try await QuestionSet.bakery.checkNotYet(question)
  }

  @Test("of another trade: has no number that is not in its table", arguments: QuestionSet.bakery.golden.all)
  func bakeryNumbers(question: KnownQuestion) async throws {
    try await QuestionSet.bakery.checkNumbers(question)
  }
}

@Suite(
  "Recording", .serialized, .enabled(if: QuestionSet.isRecording, "PITWALL_RECORD=1 records the answers"))
struct RecordingTests {
  @Test func record() async throws { try await QuestionSet.ours.record() }
  @Test func recordBakery() async throws { try await QuestionSet.bakery.record() }
}
