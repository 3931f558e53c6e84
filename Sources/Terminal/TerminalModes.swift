import Foundation
import Synchronization

/// The modes of the controlling terminal: as found, while a line is edited, while an answer is shown.
///
/// Whatever ends the process, exit or signal, the terminal is left as it was found.
package enum TerminalModes {
  package enum Mode: Sendable {
    /// As it was found.
    case found
    /// Every key arrives as its bytes; nothing is echoed.
    case editing
    /// Ctrl-C is a signal again; what is typed waits unseen for the next line.
    case listening
  }

  private static let signals = [SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE]
  private static let isInstalled = Mutex(false)

  /// - Returns: false when `terminal` is no terminal.
  @discardableResult
  package static func set(_ mode: Mode, of terminal: Int32) -> Bool {
    guard keep(terminal) else { return false }
    var modes = foundModes.pointee
    switch mode {
    case .found: break
    case .editing, .listening:
      modes.c_lflag &= ~tcflag_t(ECHO | ICANON | IEXTEN)
      modes.c_iflag &= ~tcflag_t(ICRNL | INLCR | IXON)
      if mode == .editing { modes.c_lflag &= ~tcflag_t(ISIG) }
    }
    return tcsetattr(terminal, TCSADRAIN, &modes) == 0
  }

  /// Reads the modes once and arranges for their return.
  private static func keep(_ terminal: Int32) -> Bool {
    isInstalled.withLock { isInstalled in
      if isInstalled { return terminal == foundTerminal.pointee }
      guard isatty(terminal) == 1, tcgetattr(terminal, foundModes) == 0 else { return false }
      foundTerminal.pointee = terminal
      isInstalled = true
      atexit { restoreTerminal() }
      for number in signals {
        signal(number) { number in
          restoreTerminal()
          signal(number, SIG_DFL)
          raise(number)
        }
      }
      return true
    }
  }

  /// Stops the process as Ctrl-Z does, until the shell lets it go on.
  static func suspend() {
    // Threads of a pool block signals: without this the stop would wait for ever on the calling one.
    var stop = sigset_t()
    var before = sigset_t()
    sigemptyset(&stop)
    sigaddset(&stop, SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &stop, &before)
    raise(SIGTSTP)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  /// Columns and rows of the window; 80 × 24 when it does not say.
  package static func window(of terminal: Int32) -> (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(terminal, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return (80, 24)
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Writes all of `text`; gives up when the reader is gone.
  package static func write(_ text: String, to file: Int32) { write(Array(text.utf8), to: file) }

  /// As the other, of bytes that need not be text.
  package static func write(_ bytes: [UInt8], to file: Int32) {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno == EAGAIN {
        var wait = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wait, 1, 1000)
      } else if errno != EINTR {
        return
      }
    }
  }
}

// A signal handler may not take a lock: it reads these two, which are written once, before it is installed.
nonisolated(unsafe) private let foundModes: UnsafeMutablePointer<termios> = {
  let modes = UnsafeMutablePointer<termios>.allocate(capacity: 1)
  modes.initialize(to: termios())
  return modes
}()
nonisolated(unsafe) private let foundTerminal: UnsafeMutablePointer<Int32> = {
  let terminal = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
  terminal.initialize(to: -1)
  return terminal
}()

private func restoreTerminal() {
  if foundTerminal.pointee >= 0 { tcsetattr(foundTerminal.pointee, TCSANOW, foundModes) }
}
