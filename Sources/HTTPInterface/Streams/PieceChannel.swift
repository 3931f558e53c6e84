import Synchronization

/// A queue between one answer that sends pieces and one response that writes them: the sender waits while
/// `capacity` pieces wait to be written, and goes on at once, unheard, when the reader is gone.
final class PieceChannel<Piece: Sendable>: Sendable {
  private struct State {
    var pieces: [Piece] = []
    var senders: [CheckedContinuation<Void, Never>] = []
    var reader: CheckedContinuation<Piece?, Never>?
    var isFinished = false
  }

  private let state = Mutex(State())
  private let capacity: Int

  /// - Precondition: `capacity` is at least 1.
  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// Appends a piece; returns when there is room for the next.
  func send(_ piece: Piece) async {
    await withCheckedContinuation { continuation in
      let resumed: CheckedContinuation<Void, Never>? = state.withLock { state in
        if state.isFinished { return continuation }
        if let reader = state.reader {
          state.reader = nil
          reader.resume(returning: piece)
          return continuation
        }
        state.pieces.append(piece)
        if state.pieces.count < capacity { return continuation }
        state.senders.append(continuation)
        return nil
      }
      resumed?.resume()
    }
  }

  /// Appends a piece without waiting, unless pieces wait already.
  func offer(_ piece: Piece) {
    state.withLock { state in
      guard !state.isFinished, state.pieces.isEmpty else { return }
      if let reader = state.reader {
        state.reader = nil
        reader.resume(returning: piece)
      } else {
        state.pieces.append(piece)
      }
    }
  }

  /// No piece follows; those that wait are still read.
  func finish() {
    state.withLock { state in
      state.isFinished = true
      state.reader?.resume(returning: nil)
      state.reader = nil
      for sender in state.senders { sender.resume() }
      state.senders = []
    }
  }

  /// The next piece, or nil after the last. One reader at a time.
  func next() async -> Piece? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { state in
          if !state.pieces.isEmpty {
            continuation.resume(returning: state.pieces.removeFirst())
            if !state.senders.isEmpty { state.senders.removeFirst().resume() }
          } else if state.isFinished {
            continuation.resume(returning: nil)
          } else {
            state.reader?.resume(returning: nil)
            state.reader = continuation
          }
        }
      }
    } onCancel: {
      finish()
    }
  }
}
