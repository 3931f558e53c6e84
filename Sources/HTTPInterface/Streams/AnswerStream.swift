import Domain
import Logging
import Synchronization

/// Makes one answer and writes it piece by piece.
struct AnswerStream: Sendable {
  let backend: Backend
  let limits: HTTPLimits
  let slots: AnswerSlots
  let log: Logger
  /// What is written for an event, for the whole answer after the last event, and for a failure.
  let onEvent: @Sendable (AnswerEvent) -> [[UInt8]]
  let onAnswer: @Sendable (Answer) -> [[UInt8]]
  let onFailure: @Sendable (HTTPFailure) -> [[UInt8]]

  /// Writes the pieces by `write` as they come, in order; while none come, a heartbeat, so that a reader who left
  /// is noticed. Ends at the time limit at the latest. When `write` throws the answer is cancelled.
  ///
  /// Takes a slot, and gives it back when the answer is made, late or not; without one, the failure is written.
  func run(_ question: Question, write: ([UInt8]) async throws -> Void) async throws {
    do { try slots.take() } catch {
      for piece in onFailure(error) { try await write(piece) }
      return
    }
    let channel = PieceChannel<[UInt8]>(capacity: limits.streamPieces)
    let answer = Task { await make(question, to: channel) }
    let clock = Task {
      for _ in 0..<beats {
        try await Task.sleep(for: .seconds(limits.heartbeatSeconds))
        channel.offer(ServerSentEvents.heartbeat)
      }
      try await Task.sleep(for: .seconds(limits.requestSeconds - Double(beats) * limits.heartbeatSeconds))
      answer.cancel()
      for piece in onFailure(.timeLimit(seconds: limits.requestSeconds)) { await channel.send(piece) }
      channel.finish()
    }
    defer {
      clock.cancel()
      answer.cancel()
      channel.finish()
    }
    while let piece = await channel.next() { try await write(piece) }
  }

  /// Whole heartbeats within the time limit.
  private var beats: Int {
    Int(min(max(0, limits.requestSeconds / max(0.01, limits.heartbeatSeconds)), 1_000_000))
  }

  private func make(_ question: Question, to channel: PieceChannel<[UInt8]>) async {
    defer {
      slots.release()
      channel.finish()
    }
    do {
      let answer = try await backend.assistant.answer(question) { event in
        for piece in onEvent(event) { await channel.send(piece) }
      }
      for piece in onAnswer(answer) { await channel.send(piece) }
    } catch {
      if Task.isCancelled { return }
      let failure = await HTTPFailure.of(error, backend: backend, log: log)
      for piece in onFailure(failure) { await channel.send(piece) }
    }
  }
}

extension HTTPFailure {
  /// The failure that a thrown error is told as; an error that is none of ours is logged and not shown.
  static func of(_ error: any Error, backend: Backend, log: Logger) async -> HTTPFailure {
    if let failure = error as? HTTPFailure { return failure }
    if let refusal = error as? IntakeError {
      log.warning("records not taken", metadata: ["error": "\(refusal)"])
      return .intake(refusal)
    }
    if let error = error as? GenerationLookupError { return .generation(error) }
    if let error = error as? LineageError { return .lineage(error) }
    if await !backend.isReady() { return .notReady }
    log.error("request failed", metadata: ["error": "\(error)"])
    return .failed
  }
}
