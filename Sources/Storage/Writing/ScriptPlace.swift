/// Where a statement stands in a script, for messages.
enum ScriptPlace {
  /// Characters of a statement that a message shows.
  static let shown = 120

  /// The first line of the statement at `place`, cut.
  static func firstLine(of place: UnsafePointer<CChar>) -> String {
    String(String(cString: start(of: place)).prefix { !$0.isNewline }.prefix(shown))
  }

  /// The line, from 1, on which the statement at `place` begins.
  static func line(of place: UnsafePointer<CChar>, in script: UnsafePointer<CChar>) -> Int {
    let first = start(of: place)
    return UnsafeBufferPointer(start: script, count: first - script).reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
  }

  /// The first character that is neither space nor comment nor a semicolon.
  private static func start(of place: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
    var at = place
    while at.pointee != 0 {
      switch (at[0], at[1]) {
      case (0x2D, 0x2D):  // -- to the end of the line
        while at.pointee != 0, at.pointee != 0x0A { at += 1 }
      case (0x2F, 0x2A):  // slash star … star slash
        at += 2
        while at[0] != 0, !(at[0] == 0x2A && at[1] == 0x2F) { at += 1 }
        if at.pointee != 0 { at += 2 }
      case (0x09...0x0D, _), (0x20, _), (0x3B, _): at += 1
      default: return at
      }
    }
    return at
  }
}
