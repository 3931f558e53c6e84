/// A reply as it comes in; used by the transfer's thread only.
final class Reply {
  /// Bytes kept of a refusal's body, and of a reply's start.
  static let keptBytes = 4096

  private var decoder: ReplyDecoder
  private let limits: RemoteLanguageModel.Limits
  private let piece: (String) -> Void
  private var bytes = 0
  /// The start of the body of a reply whose status is 200.
  private(set) var head: [UInt8] = []
  /// The start of the body of any other reply.
  private(set) var refusal: [UInt8] = []
  private(set) var hasEnded = false
  private(set) var hasPieces = false
  /// Why `receive` returned false.
  private(set) var failure: LanguageModelError?

  init(decoder: ReplyDecoder, limits: RemoteLanguageModel.Limits, piece: @escaping (String) -> Void) {
    (self.decoder, self.limits, self.piece) = (decoder, limits, piece)
  }

  /// Takes a piece of the body; false when the transfer can end: the text is whole, or `failure` is set.
  func receive(status: Int, _ data: [UInt8]) -> Bool {
    bytes += data.count
    guard bytes <= limits.replyBytes else {
      failure = .tooLarge(limit: limits.replyBytes)
      return false
    }
    guard status == 200 else {
      refusal += data.prefix(max(0, Self.keptBytes - refusal.count))
      return true
    }
    head += data.prefix(max(0, Self.keptBytes - head.count))
    do {
      for part in try decoder.feed(data) { try take(part) }
      return !hasEnded
    } catch {
      failure = error
      return false
    }
  }

  private func take(_ part: ReplyDecoder.Part) throws(LanguageModelError) {
    switch part {
    case .piece(let text):
      hasPieces = true
      piece(text)
    case .stopped(let atLimit):
      if atLimit { throw .stoppedAtLimit(tokens: limits.tokens) }
      hasEnded = true
    case .failed(let message): throw .failed(message: message)
    }
  }
}
