/// Edits one line: keys in, the state of the line and what is to be done out. Pure: knows no terminal.
package struct Editor: Sendable {
  /// What the caller is to do after a key.
  package enum Effect: Sendable, Equatable {
    /// Nothing has changed.
    case none
    case redraw
    /// The line is done.
    case submit(String)
    /// The line was cleared, or was empty: the second time in a row means to leave.
    case interrupt
    case leave
    case clearScreen
    case suspend
    /// Names are wanted that start with one of these, the first that has any; then `offer` is called.
    case complete([String])
    /// Candidates to list below the line.
    case list([String])
  }

  struct Search: Sendable {
    var text = ""
    /// The line of the history that is shown; its count while nothing was found.
    var index: Int
    var isFailing = false
    let original: LineBuffer
  }

  /// Words that Tab takes together as the start of one name, at most.
  static let mostWords = 4

  package private(set) var buffer = LineBuffer()
  package private(set) var history: History
  private(set) var search: Search?
  private var killed = ""
  private var isKilling = false
  /// The line of the history being looked at; its count stands for the line being written.
  private var browsed: Int
  private var draft = LineBuffer()
  private var isTabRepeated = false
  private var candidates: [String] = []

  package init(history: History = History()) {
    self.history = history
    browsed = history.lines.count
  }

  /// What stands before the line: the caller's prompt, or that of a search.
  package func prompt(_ prompt: String) -> String {
    guard let search else { return prompt }
    return "(\(search.isFailing ? "not found" : "search") '\(search.text)') "
  }

  /// A new line, after one was entered or left.
  package mutating func reset() {
    (buffer, draft, search, candidates, isTabRepeated) = (LineBuffer(), LineBuffer(), nil, [], false)
    browsed = history.lines.count
  }

  package mutating func apply(_ key: Key) -> Effect {
    if let effect = applyToSearch(key) { return effect }
    let wasKilling = isKilling
    isKilling = false
    let wasTab = isTabRepeated
    isTabRepeated = false
    let before = buffer
    switch key {
    case .text(let text): buffer.insert(text)
    case .paste(let text): buffer.insert(Self.oneLine(text))
    case .enter:
      let line = buffer.text
      history.add(line)
      reset()
      return .submit(line)
    case .tab:
      isTabRepeated = true
      if wasTab, candidates.count > 1 { return .list(candidates) }
      return .complete(prefixes)
    case .backspace, .control("h"): buffer.deleteBack()
    case .control("d") where buffer.isEmpty: return .leave
    case .delete, .control("d"): buffer.deleteForward()
    case .left, .control("b"): buffer.move(by: -1)
    case .right, .control("f"): buffer.move(by: 1)
    case .home, .control("a"): buffer.moveToStart()
    case .end, .control("e"): buffer.moveToEnd()
    case .wordLeft, .alt("b"): buffer.moveToWordStart()
    case .wordRight, .alt("f"): buffer.moveToWordEnd()
    case .control("k"): kill(buffer.deleteToEnd(), wasKilling, isBack: false)
    case .control("u"): kill(buffer.deleteToStart(), wasKilling, isBack: true)
    case .control("w"): kill(buffer.deleteWordBack(), wasKilling, isBack: true)
    case .alt("d"): kill(buffer.deleteWordForward(), wasKilling, isBack: false)
    case .control("y"): buffer.insert(killed)
    case .up, .control("p"): browse(-1)
    case .down, .control("n"): browse(1)
    case .control("r"):
      search = Search(index: history.lines.count, original: buffer)
      return .redraw
    case .control("l"): return .clearScreen
    case .control("c"):
      reset()
      return .interrupt
    case .control("z"): return .suspend
    case .control, .alt, .escape: return .none
    }
    return buffer == before ? .none : .redraw
  }

  /// Answers `.complete`: names that start with `prefix`, which stands before the cursor. The part they have in
  /// common is written, one name alone with a space behind it; a second Tab lists them.
  package mutating func offer(_ names: [String], for prefix: String) -> Effect {
    candidates = names
    guard let first = names.first, buffer.beforeCursor.hasSuffix(prefix) else { return .none }
    var common = Array(first)
    for name in names.dropFirst() {
      let shared = zip(common, name).prefix { $0.0.lowercased() == $0.1.lowercased() }.count
      common = Array(common.prefix(shared))
    }
    let before = buffer
    if common.count >= prefix.count, names.count == 1 || common.count > prefix.count {
      buffer.deleteBack(count: prefix.count)
      buffer.insert(String(common) + (names.count == 1 ? " " : ""))
    }
    return buffer == before ? .none : .redraw
  }

  /// The last words before the cursor, most first: a name may have several.
  private var prefixes: [String] {
    let text = Array(buffer.beforeCursor)
    var starts: [Int] = []
    for index in text.indices where text[index] != " " && (index == 0 || text[index - 1] == " ") {
      starts.append(index)
    }
    return starts.suffix(Self.mostWords).map { String(text[$0...]) }
  }

  private mutating func kill(_ text: String, _ wasKilling: Bool, isBack: Bool) {
    isKilling = true
    if text.isEmpty { return }
    killed = !wasKilling ? text : isBack ? text + killed : killed + text
  }

  private mutating func browse(_ step: Int) {
    let next = browsed + step
    guard (0...history.lines.count).contains(next) else { return }
    if browsed == history.lines.count { draft = buffer }
    browsed = next
    buffer = next == history.lines.count ? draft : LineBuffer(history.lines[next])
  }

  /// Handles a key while searching; nil when there is no search, or it ends and the key goes on to the line.
  private mutating func applyToSearch(_ key: Key) -> Effect? {
    guard var search else { return nil }
    var start = history.lines.count
    switch key {
    case .text(let text): search.text += text
    case .paste(let text): search.text += Self.oneLine(text)
    case .backspace, .control("h"): search.text = String(search.text.dropLast())
    case .control("r"): start = search.index
    case .control("c"), .control("g"), .escape:
      buffer = search.original
      self.search = nil
      return .redraw
    default:
      self.search = nil
      let effect = apply(key)
      return effect == .none ? .redraw : effect
    }
    // Typing more keeps the line that is shown as long as it fits.
    if case .text = key, search.index < start { start = search.index + 1 }
    if let found = history.search(search.text, before: start) {
      (search.index, search.isFailing) = (found, false)
      buffer = LineBuffer(history.lines[found])
    } else {
      search.isFailing = !search.text.isEmpty
    }
    self.search = search
    return .redraw
  }

  /// Line ends and other controls become spaces, none at the end.
  static func oneLine(_ text: String) -> String {
    var line = ""
    for character in text {
      let isControl = character.unicodeScalars.first.map { $0.value < 0x20 || $0.value == 0x7F } ?? true
      line.append(isControl || character.isNewline ? " " : character)
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
