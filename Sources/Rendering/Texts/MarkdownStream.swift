/// Markdown, in pieces as they arrive, to terminal text: words are given out as soon as they are whole.
///
/// Understood are headings, lists, quotes, rules, fenced code, `**bold**`, `` `code` `` and backslash escapes;
/// tables pass through. Cutting the same text into other pieces never changes the joined output.
package struct MarkdownStream: Sendable {
  private enum Block { case start, paragraph, heading, verbatim, skipped }

  private let style: Style
  /// Lines of pipe tables are left out: the caller draws the table itself.
  private let skipsTables: Bool
  private var block = Block.start
  private var isFenced = false
  private var isBold = false
  private var isCode = false
  private var pending = ""
  private var output = ""
  private var column = 0
  private var indent = 0
  /// An empty line is due before the next one, which comes only between lines.
  private var isBlankDue = false
  private var hasLines = false

  package init(style: Style, skipsTables: Bool = false) {
    (self.style, self.skipsTables) = (style, skipsTables)
  }

  /// The whole of `text`, with a line end after the last line.
  package static func text(_ text: String, style: Style, skipsTables: Bool = false) -> String {
    var stream = MarkdownStream(style: style, skipsTables: skipsTables)
    return stream.feed(text) + stream.finish()
  }

  /// What can be shown after the next piece.
  package mutating func feed(_ piece: String) -> String {
    for scalar in piece.unicodeScalars where scalar != "\r" {
      switch scalar {
      case "\n": endLine()
      case " " where block != .verbatim && block != .skipped,
        "\t" where block != .verbatim && block != .skipped:
        endWord()
      default: pending.unicodeScalars.append(scalar)
      }
      if block == .start { startVerbatim() }
    }
    defer { output = "" }
    return output
  }

  /// The rest; afterwards the stream stands before a new text.
  package mutating func finish() -> String {
    if block != .start || !pending.isEmpty { endLine() }
    defer { self = MarkdownStream(style: style, skipsTables: skipsTables) }
    return output
  }

  private mutating func startLine() {
    if isBlankDue, hasLines { output += "\n" }
    (isBlankDue, hasLines) = (false, true)
  }

  private mutating func startVerbatim() {
    if isFenced || pending.hasPrefix("```") || pending.hasPrefix("|") {
      block = pending.hasPrefix("|") && skipsTables && !isFenced ? .skipped : .verbatim
    }
  }

  private mutating func endWord() {
    defer { pending = "" }
    guard block == .start else { return word() }
    guard !pending.isEmpty else {
      indent = min(indent + 1, 8)
      return
    }
    startLine()
    if pending.allSatisfy({ $0 == "#" }), pending.count <= 6 {
      (block, indent) = (.heading, 0)
    } else if ["-", "*", "+"].contains(pending) {
      begin(mark: "• ")
    } else if pending == ">" {
      begin(mark: "│ ")
    } else if pending.last == ".", let number = Int(pending.dropLast()), pending.count < 5 {
      begin(mark: "\(number). ")
    } else {
      block = .paragraph
      indent = 0
      word()
    }
  }

  private mutating func begin(mark: String) {
    block = .paragraph
    output += String(repeating: " ", count: indent) + mark
    indent += mark.count
    column = indent
  }

  private mutating func endLine() {
    switch block {
    case .start where pending.isEmpty:
      isBlankDue = true
    case .start where pending.count >= 3 && pending.allSatisfy({ $0 == "-" || $0 == "*" || $0 == "_" }):
      startLine()
      output += style.paint(String(repeating: "─", count: min(style.width, 40)), .faint) + "\n"
    case .start:
      startLine()
      (block, indent) = (.paragraph, 0)
      word()
      output += "\n"
    case .paragraph, .heading:
      word()
      output += "\n"
    case .verbatim where pending.hasPrefix("```"): isFenced.toggle()
    case .verbatim:
      startLine()
      let line = isFenced ? "  " + DisplayWidth.printable(pending) : DisplayWidth.printable(pending)
      output += (isFenced ? style.paint(line, .code) : line) + "\n"
    case .skipped: break
    }
    (pending, block, column, indent) = ("", .start, 0, 0)
    (isBold, isCode) = (false, false)
  }

  /// Gives out the pending word, on a new line when it does not fit on this one.
  private mutating func word() {
    guard !pending.isEmpty else { return }
    let (text, width) = painted(pending)
    pending = ""
    guard width > 0 else { return }
    if column > indent, column + 1 + width > style.width {
      output += "\n" + String(repeating: " ", count: indent)
      column = indent
    } else if column > indent {
      output += " "
      column += 1
    }
    output += text
    column += width
  }

  private mutating func painted(_ word: String) -> (text: String, width: Int) {
    var text = ""
    var run = ""
    var width = 0
    func role(_ block: Block, _ isBold: Bool, _ isCode: Bool) -> Style.Role? {
      isCode ? .code : isBold || block == .heading ? .strong : nil
    }
    func flush(_ role: Style.Role?) {
      let safe = DisplayWidth.printable(run)
      width += DisplayWidth.of(safe)
      text += role.map { style.paint(safe, $0) } ?? safe
      run = ""
    }
    let characters = Array(word)
    var index = 0
    while index < characters.count {
      let character = characters[index]
      let next = index + 1 < characters.count ? characters[index + 1] : nil
      index += 1
      if character == "\\", !isCode, let next, next.isPunctuation || next.isSymbol {
        run.append(next)
        index += 1
      } else if character == "`" {
        flush(role(block, isBold, isCode))
        isCode.toggle()
      } else if character == "*", next == "*", !isCode {
        flush(role(block, isBold, isCode))
        isBold.toggle()
        index += 1
      } else {
        run.append(character)
      }
    }
    flush(role(block, isBold, isCode))
    return (text, width)
  }
}
