import Dispatch
import Synchronization

/// A language model behind HTTP: options, and the `LanguageModel` that keeps to them.
package struct RemoteLanguageModel: Sendable {
  package struct Limits: Sendable, Hashable {
    package var connectSeconds: Double = 5
    /// From the start of the request to the last byte of the reply.
    package var totalSeconds: Double = 20
    /// Bytes of a reply.
    package var replyBytes = 1024 * 1024
    /// Bytes of a prompt.
    package var promptBytes = 256 * 1024
    /// Tokens the model may write.
    package var tokens = 400
    /// Requests under way at once; one more is refused.
    package var requests = 8
    package init() {}
  }

  package let provider: Provider
  package let model: String
  package let limits: Limits
  /// The address requests go to.
  package let url: String
  private let key: String?
  private let temperature: Double?
  private let proxy: String
  private let noProxy: String
  private let certificates: String?

  /// - Parameters:
  ///   - provider: whose shape of request and reply is spoken.
  ///   - url: the base, "http://127.0.0.1:8081/v1", or the whole address; nil for the provider's own.
  ///   - model: the provider's name of the model.
  ///   - key: sent in the provider's header, never shown; nil or empty to send none.
  ///   - temperature: nil for models that take none.
  ///   - limits: bounds of a request.
  ///   - environment: read for `http_proxy`, `https_proxy`, `all_proxy`, `no_proxy` (the last three in capitals
  ///     too), `CURL_CA_BUNDLE` and `SSL_CERT_FILE`.
  /// - Throws: `LanguageModelError.invalidOption`.
  package init(
    provider: Provider, url: String?, model: String, key: String?, temperature: Double? = 0,
    limits: Limits = Limits(), environment: [String: String] = [:]
  ) throws(LanguageModelError) {
    guard !model.isEmpty, model.utf8.count <= 200, Self.isPrintable(model) else {
      throw .invalidOption(
        name: "--llm-model", found: LanguageModelError.shortened(model, hiding: nil),
        expected: "a model's name")
    }
    guard let base = url ?? provider.standardURL else {
      throw .invalidOption(
        name: "--llm-url", found: "",
        expected: "the URL of a \(provider.rawValue) endpoint, which has no standard")
    }
    guard Self.host(of: base) != nil else {
      throw .invalidOption(
        name: "--llm-url", found: LanguageModelError.shortened(base, hiding: key),
        expected: "http://HOST[:PORT][/PATH] or https://…, without user, query or fragment")
    }
    let key = key.flatMap { $0.isEmpty ? nil : $0 }
    guard key.map(Self.isPrintable) ?? true else {
      throw .invalidOption(name: "PITWALL_LLM_KEY", found: "(hidden)", expected: "printable ASCII, one line")
    }
    (self.provider, self.model, self.limits) = (provider, model, limits)
    (self.key, self.temperature) = (key, temperature)
    self.url = provider.endpoint(base: base, model: model)
    func variable(_ names: String...) -> String {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    }
    let special =
      base.lowercased().hasPrefix("https:")
      ? variable("https_proxy", "HTTPS_PROXY") : variable("http_proxy")
    proxy = special.isEmpty ? variable("all_proxy", "ALL_PROXY") : special
    noProxy = variable("no_proxy", "NO_PROXY")
    let bundle = variable("CURL_CA_BUNDLE", "SSL_CERT_FILE")
    certificates = bundle.isEmpty ? nil : bundle
  }

  /// The host of an http or https URL without user, query and fragment; nil for anything else.
  static func host(of url: String) -> String? {
    guard url.utf8.count <= 2000, isPrintable(url), !url.contains(where: { "@?#\"<> ".contains($0) }),
      let scheme = ["http://", "https://"].first(where: { url.lowercased().hasPrefix($0) })
    else { return nil }
    let authority = url.dropFirst(scheme.count).prefix { $0 != "/" }
    return authority.isEmpty || authority.hasPrefix(":") ? nil : String(authority)
  }

  private static func isPrintable(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }

  /// A model that keeps to these options; its streams share the limit of requests under way.
  package func languageModel() -> LanguageModel {
    let running = Running()
    return LanguageModel { prompt in
      AsyncThrowingStream { continuation in
        guard running.start(limit: limits.requests) else {
          continuation.finish(throwing: LanguageModelError.busy(limit: limits.requests))
          return
        }
        let flag = Flag()
        continuation.onTermination = { _ in flag.set() }
        // libcurl blocks: each request has a thread of its own, for `totalSeconds` at most.
        DispatchQueue(label: "pitwall.language-model").async {
          defer { running.end() }
          do {
            try run(prompt, isCancelled: { flag.isSet }) { continuation.yield($0) }
            continuation.finish()
          } catch {
            continuation.finish(throwing: error)
          }
        }
      }
    }
  }

  /// One request from start to end, on the calling thread.
  private func run(
    _ prompt: String, isCancelled: @escaping () -> Bool, piece: @escaping (String) -> Void
  ) throws(LanguageModelError) {
    guard prompt.utf8.count <= limits.promptBytes else { throw .tooLarge(limit: limits.promptBytes) }
    let body: [UInt8]
    do {
      body = try provider.body(prompt: prompt, model: model, tokens: limits.tokens, temperature: temperature)
    } catch {
      throw .invalidOption(name: "prompt", found: "\(error)", expected: "text that JSON can carry")
    }
    let accepted = provider == .bedrock ? "application/vnd.amazon.eventstream" : "text/event-stream"
    let transfer = CurlTransfer(
      url: url,
      headers: ["Content-Type: application/json", "Accept: \(accepted)", "Expect:"]
        + provider.headers(key: key),
      body: body, connectSeconds: limits.connectSeconds, totalSeconds: limits.totalSeconds, proxy: proxy,
      noProxy: noProxy, certificates: certificates)
    let reply = Reply(decoder: ReplyDecoder(provider: provider), limits: limits, piece: piece)
    let status: Int
    do {
      status = try transfer.perform(isCancelled: isCancelled) { reply.receive(status: $0, $1) }
    } catch {
      switch error {
      case .stopped where reply.failure == nil && reply.hasEnded: return
      case .timedOut: throw .timedOut(seconds: limits.totalSeconds)
      case .unreachable(let reason):
        throw .unreachable(host: Self.host(of: url) ?? "the host", reason: reason)
      case .cut(let reason): throw .cut(reason: reason)
      case .stopped:
        guard let failure = reply.failure else { throw .cancelled }
        throw hidingKey(failure)
      }
    }
    guard status == 200 else {
      throw hidingKey(.status(status, message: ReplyDecoder.message(inRefusal: reply.refusal)))
    }
    if reply.hasPieces { throw .cut(reason: "no end of the text") }
    throw hidingKey(
      .notUnderstood(
        found: String(decoding: reply.head, as: UTF8.self), expected: "a stream of the \(provider) shape"))
  }

  /// The same error, its foreign words cut and without the key.
  private func hidingKey(_ error: LanguageModelError) -> LanguageModelError {
    func short(_ text: String) -> String { LanguageModelError.shortened(text, hiding: key) }
    switch error {
    case .status(let code, let message): return .status(code, message: short(message))
    case .failed(let message): return .failed(message: short(message))
    case .notUnderstood(let found, let expected):
      return .notUnderstood(found: short(found), expected: expected)
    default: return error
    }
  }
}

extension RemoteLanguageModel: CustomStringConvertible, CustomReflectable {
  package var description: String { "\(provider.rawValue) \(model) at \(url)" }
  /// Shows no key.
  package var customMirror: Mirror {
    Mirror(self, children: ["provider": provider, "model": model, "url": url])
  }
}

/// Set once, from any thread.
private final class Flag: Sendable {
  private let value = Atomic(false)
  var isSet: Bool { value.load(ordering: .relaxed) }
  func set() { value.store(true, ordering: .relaxed) }
}

/// How many requests are under way.
private final class Running: Sendable {
  private let count = Mutex(0)

  func start(limit: Int) -> Bool {
    count.withLock { count in
      guard count < limit else { return false }
      count += 1
      return true
    }
  }

  func end() { count.withLock { $0 -= 1 } }
}
