/// A completion service: an HTTP endpoint in production, a list of strings in tests.
package struct LanguageModel: Sendable {
  /// Streams the completion of `prompt`; the pieces, joined, are the whole text. Throws if the service fails,
  /// also after pieces were sent: they are then not the whole. Dropping the stream cancels the request.
  package var complete: @Sendable (_ prompt: String) -> AsyncThrowingStream<String, any Error>

  package init(complete: @escaping @Sendable (_ prompt: String) -> AsyncThrowingStream<String, any Error>) {
    self.complete = complete
  }
}
