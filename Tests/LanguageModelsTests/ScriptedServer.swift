import Dispatch
import Glibc
import Synchronization

/// An HTTP server of one thread on 127.0.0.1 that answers every connection with the same steps.
final class ScriptedServer: Sendable {
  enum Step: Sendable {
    case send([UInt8])
    /// Waits until the client has gone, 300 seconds at most.
    case hang
    /// Ends the connection with a reset.
    case reset
  }

  let port: UInt16
  private let socket: Int32
  private let state = Mutex(State())

  private struct State {
    var requests: [String] = []
    /// Clients that went while a `hang` lasted.
    var gone = 0
  }

  var url: String { "http://127.0.0.1:\(port)/v1" }
  var requests: [String] { state.withLock { $0.requests } }
  var gone: Int { state.withLock { $0.gone } }

  init(_ steps: [Step]) throws {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, size) == 0 && listen(socket, 8) == 0 && getsockname(socket, $0, &size) == 0
      }
    }
    guard bound else { throw Unavailable() }
    (self.socket, port) = (socket, UInt16(bigEndian: address.sin_port))
    DispatchQueue(label: "scripted-server").async { [self] in
      while true {
        let connection = accept(socket, nil, nil)
        guard connection >= 0 else { return }
        answer(connection, steps)
        close(connection)
      }
    }
  }

  struct Unavailable: Error {}

  /// No connection is accepted afterwards.
  func stop() { shutdown(socket, Int32(SHUT_RDWR)) }

  private func answer(_ connection: Int32, _ steps: [Step]) {
    let request = read(connection)
    state.withLock { $0.requests.append(request) }
    for step in steps {
      switch step {
      case .send(let bytes):
        var rest = bytes[...]
        while !rest.isEmpty {
          let sent = rest.withUnsafeBytes {
            send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
          }
          guard sent > 0 else { return }
          rest = rest.dropFirst(sent)
        }
      case .hang:
        var limit = timeval(tv_sec: 300, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var byte: UInt8 = 0
        if recv(connection, &byte, 1, 0) == 0 || errno == ECONNRESET { state.withLock { $0.gone += 1 } }
      case .reset:
        var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
        setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
      }
    }
  }

  /// The head and body of a request with a Content-Length.
  private func read(_ connection: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count < 1 << 20 {
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let head = text[..<end.lowerBound].lowercased()
        let length = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst(15).filter { $0 != " " }) }
        if text[end.upperBound...].utf8.count >= length ?? 0 { return text }
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      bytes += buffer.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  /// The first place of `other`; O(both).
  fileprivate func range(of other: String) -> Range<String.Index>? {
    let (text, part) = (Array(utf8), Array(other.utf8))
    guard text.count >= part.count else { return nil }
    for start in 0...(text.count - part.count) where Array(text[start..<start + part.count]) == part {
      let lower = utf8.index(startIndex, offsetBy: start)
      return lower..<utf8.index(lower, offsetBy: part.count)
    }
    return nil
  }
}
