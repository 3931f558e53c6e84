import CCurl

/// One HTTP POST over libcurl: only http and https, no redirect followed, no signal used.
struct CurlTransfer: Sendable {
  let url: String
  /// "Name: value", without line ends.
  let headers: [String]
  let body: [UInt8]
  let connectSeconds: Double
  let totalSeconds: Double
  /// A proxy's URL; empty for none.
  let proxy: String
  /// Hosts the proxy is not used for, separated by commas.
  let noProxy: String
  /// A file of certificates to trust; nil for the system's.
  let certificates: String?

  enum Failure: Error, Hashable {
    case timedOut
    case unreachable(String)
    case cut(String)
    /// `receive` returned false, or `isCancelled` true.
    case stopped
  }

  /// Runs the transfer to its end; blocks the calling thread for `totalSeconds` at most.
  ///
  /// - Parameters:
  ///   - isCancelled: asked about once a second, and with every piece of data.
  ///   - receive: gets the status and a piece of the body; false ends the transfer.
  /// - Returns: the HTTP status.
  /// - Throws: `Failure`, when no whole reply came.
  func perform(
    isCancelled: @escaping () -> Bool, receive: @escaping (_ status: Int, _ bytes: [UInt8]) -> Bool
  ) throws(Failure) -> Int {
    guard Self.isReady, let handle = curl_easy_init() else { throw .unreachable("libcurl does not start") }
    defer { curl_easy_cleanup(handle) }
    var list: UnsafeMutablePointer<curl_slist>?
    defer { curl_slist_free_all(list) }
    for header in headers {
      guard let longer = curl_slist_append(list, header) else { throw .unreachable("out of memory") }
      list = longer
    }
    let context = Context(handle: handle, isCancelled: isCancelled, receive: receive)
    let code = withExtendedLifetime(context) {
      body.withUnsafeBytes { bytes in
        let place = Unmanaged.passUnretained(context).toOpaque()
        let results = [
          pitwall_setopt_string(handle, CURLOPT_URL, url),
          pitwall_setopt_string(handle, CURLOPT_PROTOCOLS_STR, "http,https"),
          pitwall_setopt_long(handle, CURLOPT_FOLLOWLOCATION, 0),
          pitwall_setopt_long(handle, CURLOPT_NOSIGNAL, 1),
          pitwall_setopt_string(handle, CURLOPT_PROXY, proxy),
          pitwall_setopt_string(handle, CURLOPT_NOPROXY, noProxy),
          certificates.map { pitwall_setopt_string(handle, CURLOPT_CAINFO, $0) } ?? CURLE_OK,
          pitwall_setopt_long(handle, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(connectSeconds)),
          pitwall_setopt_long(handle, CURLOPT_TIMEOUT_MS, Self.milliseconds(totalSeconds)),
          pitwall_setopt_pointer(handle, CURLOPT_HTTPHEADER, list),
          pitwall_setopt_long(handle, CURLOPT_POST, 1),
          pitwall_setopt_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)),
          pitwall_setopt_pointer(
            handle, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress)),
          pitwall_setopt_write(handle, Self.write),
          pitwall_setopt_pointer(handle, CURLOPT_WRITEDATA, place),
          pitwall_setopt_progress(handle, Self.progress),
          pitwall_setopt_pointer(handle, CURLOPT_XFERINFODATA, place),
          pitwall_setopt_long(handle, CURLOPT_NOPROGRESS, 0),
        ]
        return results.first { $0 != CURLE_OK } ?? curl_easy_perform(handle)
      }
    }
    switch code {
    case CURLE_OK: return context.status
    case CURLE_OPERATION_TIMEDOUT: throw .timedOut
    case CURLE_WRITE_ERROR, CURLE_ABORTED_BY_CALLBACK: throw .stopped
    case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_HTTP2,
      CURLE_HTTP2_STREAM:
      throw .cut(String(cString: curl_easy_strerror(code)))
    default: throw .unreachable(String(cString: curl_easy_strerror(code)))
    }
  }

  /// libcurl's global start, once for the process: 3 is `CURL_GLOBAL_ALL`.
  private static let isReady = curl_global_init(3) == CURLE_OK

  /// At least 1: libcurl takes 0 for no limit.
  private static func milliseconds(_ seconds: Double) -> Int {
    Int(min(max(seconds.isNaN ? 0 : seconds * 1000, 1), 86_400_000))
  }

  /// What the callbacks reach; used by the transfer's thread only.
  private final class Context {
    let handle: UnsafeMutableRawPointer
    let isCancelled: () -> Bool
    let receive: (Int, [UInt8]) -> Bool

    init(
      handle: UnsafeMutableRawPointer, isCancelled: @escaping () -> Bool,
      receive: @escaping (Int, [UInt8]) -> Bool
    ) {
      (self.handle, self.isCancelled, self.receive) = (handle, isCancelled, receive)
    }

    var status: Int {
      var status = 0
      return pitwall_getinfo_long(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK ? status : 0
    }
  }

  private static let write: curl_write_callback = { bytes, size, count, place in
    guard let bytes, let place else { return 0 }
    let context = Unmanaged<Context>.fromOpaque(place).takeUnretainedValue()
    // libcurl: size is always 1.
    let data = [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
    if context.isCancelled() { return 0 }
    return context.receive(context.status, data) ? count : 0
  }

  private static let progress: curl_xferinfo_callback = { place, _, _, _, _ in
    guard let place else { return 0 }
    return Unmanaged<Context>.fromOpaque(place).takeUnretainedValue().isCancelled() ? 1 : 0
  }
}
