import Foundation
import Glibc

/// One HTTP request on a connection of its own, and its reply read to the end: a reply cut short is an error.
final class Exchange {
  /// Seconds without a byte before an exchange counts as failed.
  static let patience = 20

  struct Reply {
    let status: Int
    let body: String
  }

  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: Self.patience, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw failure("connect") }
  }

  deinit { close(descriptor) }

  private func failure(_ action: String) -> Program.Failure {
    Program.Failure(description: "\(action): \(String(cString: strerror(errno)))")
  }

  /// The text of a request whose reply ends the connection.
  static func request(_ method: String, _ path: String, body: String = "") -> String {
    "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  func send(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { throw failure("send") }
      rest = rest.dropFirst(sent)
    }
  }

  /// Everything until the other side closes.
  func reply() throws -> Reply {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count >= 0 else { throw failure("receive after \(bytes.count) bytes") }
      if count == 0 { break }
      bytes.append(contentsOf: buffer.prefix(count))
    }
    return try Self.parse(bytes)
  }

  static func send(_ method: String, _ path: String, body: String = "", port: Int) throws -> Reply {
    let exchange = try Exchange(port: port)
    try exchange.send(request(method, path, body: body))
    return try exchange.reply()
  }

  private static func parse(_ bytes: [UInt8]) throws -> Reply {
    let end = Array("\r\n\r\n".utf8)
    guard let split = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else {
      throw Program.Failure(description: "expected a whole head, found \(bytes.count) bytes")
    }
    let head = String(decoding: bytes[..<split], as: UTF8.self).lowercased().components(separatedBy: "\r\n")
    let body = bytes[(split + end.count)...]
    let status = head.first.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) } ?? 0
    func value(_ name: String) -> String? {
      head.first { $0.hasPrefix(name + ":") }?.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
    }
    if value("transfer-encoding") == "chunked" {
      return Reply(status: status, body: String(decoding: try joined(body), as: UTF8.self))
    }
    guard let length = value("content-length").flatMap({ Int($0) }), body.count == length else {
      throw Program.Failure(
        description: "expected \(value("content-length") ?? "a length"), found \(body.count) bytes of body")
    }
    return Reply(status: status, body: String(decoding: body, as: UTF8.self))
  }

  /// The chunks of a chunked body in one; the last must be the empty one.
  private static func joined(_ body: ArraySlice<UInt8>) throws -> [UInt8] {
    var (rest, all) = (body, [UInt8]())
    while let line = rest.firstIndex(of: 13) {
      guard let size = Int(String(decoding: rest[..<line], as: UTF8.self), radix: 16),
        rest.endIndex - line >= size + 4
      else { break }
      let start = line + 2
      all += rest[start..<(start + size)]
      rest = rest[(start + size + 2)...]
      if size == 0, rest.isEmpty { return all }
    }
    throw Program.Failure(description: "expected a last chunk, found a stream cut after \(all.count) bytes")
  }
}
