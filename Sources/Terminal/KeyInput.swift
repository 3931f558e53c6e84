@preconcurrency import Dispatch
import Foundation

/// Bytes of a file as they come, without blocking a thread of Swift's pool.
final class KeyInput: Sendable {
  enum Event: Sendable, Equatable {
    case bytes([UInt8])
    /// No byte came within the time asked for.
    case silence
    /// The window has another size.
    case resized
    case end
  }

  private let file: Int32
  private let wakeRead: Int32
  private let wakeWrite: Int32
  private let queue = DispatchQueue(label: "terminal input")
  private let resizes: any DispatchSourceSignal

  init(_ file: Int32) {
    self.file = file
    var ends: [Int32] = [-1, -1]
    // Without a pipe only changes of size are missed.
    _ = pipe(&ends)
    (wakeRead, wakeWrite) = (ends[0], ends[1])
    resizes = DispatchSource.makeSignalSource(signal: SIGWINCH, queue: DispatchQueue(label: "window size"))
    let wake = wakeWrite
    resizes.setEventHandler { _ = Foundation.write(wake, [1], 1) }
    resizes.resume()
  }

  deinit {
    resizes.cancel()
    close(wakeRead)
    close(wakeWrite)
  }

  /// What happens next, or silence after so many milliseconds; nil waits for ever.
  func next(within milliseconds: Int32?) async -> Event {
    await withCheckedContinuation { continuation in
      queue.async { [self] in continuation.resume(returning: wait(milliseconds ?? -1)) }
    }
  }

  private func wait(_ milliseconds: Int32) -> Event {
    while true {
      var files = [
        pollfd(fd: file, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wakeRead, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&files, nfds_t(files.count), milliseconds)
      if ready == 0 { return .silence }
      if ready < 0 {
        if errno == EINTR { continue }
        return .end
      }
      var buffer = [UInt8](repeating: 0, count: 4096)
      if files[1].revents & Int16(POLLIN) != 0 {
        _ = read(wakeRead, &buffer, buffer.count)
        return .resized
      }
      let count = read(file, &buffer, buffer.count)
      if count > 0 { return .bytes(Array(buffer.prefix(count))) }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      return .end
    }
  }
}
