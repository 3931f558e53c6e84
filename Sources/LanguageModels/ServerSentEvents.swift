/// Reads a stream of server-sent events from bytes that may be split anywhere, inside a character too.
///
/// Lines end with LF, CRLF or CR; lines that start with a colon are comments; several `data` lines of one event
/// are joined by a line feed. An event without the blank line that ends it is never reported. O(bytes).
///
/// - SeeAlso: *HTML Living Standard*, 9.2.6, "Interpreting an event stream".
struct ServerSentEvents: Sendable {
  struct Event: Sendable, Hashable {
    /// "message" when the stream names none.
    let name: String
    let data: String
  }

  private var line: [UInt8] = []
  private var lastWasReturn = false
  private var isFirstLine = true
  private var name = ""
  private var data: String?

  /// The events completed by `bytes`, in order.
  mutating func feed(_ bytes: some Sequence<UInt8>) -> [Event] {
    var events: [Event] = []
    for byte in bytes {
      let followsReturn = lastWasReturn
      lastWasReturn = byte == UInt8(ascii: "\r")
      switch byte {
      case UInt8(ascii: "\n") where followsReturn: continue
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if let event = endLine() { events.append(event) }
      default: line.append(byte)
      }
    }
    return events
  }

  private mutating func endLine() -> Event? {
    if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    isFirstLine = false
    defer { line.removeAll(keepingCapacity: true) }
    if line.isEmpty {
      defer { (name, data) = ("", nil) }
      return data.map { Event(name: name.isEmpty ? "message" : name, data: $0) }
    }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[colon...].dropFirst()
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    let text = String(decoding: value, as: UTF8.self)
    switch String(decoding: line[..<colon], as: UTF8.self) {
    case "event": name = text
    case "data": data = data.map { "\($0)\n\(text)" } ?? text
    default: break
    }
    return nil
  }
}
