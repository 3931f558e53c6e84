package import Domain
package import Rendering

/// A conversation with the assistant over lines of text: reads a line, carries it out, writes what comes.
package actor ChatSession {
  /// The world around a session.
  package struct Surroundings: Sendable {
    /// The next line after showing the prompt; nil ends the session.
    package var readLine: @Sendable (_ prompt: String) async -> String?
    package var write: @Sendable (String) -> Void
    /// Calls back whenever the person wants to stop what goes on, until the returned closure is called.
    package var onInterrupt: @Sendable (@escaping @Sendable () -> Void) -> @Sendable () -> Void
    /// Colours, and the width the window has now.
    package var style: @Sendable () -> Style
    /// Seconds since 1970, UTC.
    package var now: @Sendable () -> Int
    /// What "~/" at the head of a file name stands for.
    package var home: String?

    package init(
      readLine: @escaping @Sendable (String) async -> String?, write: @escaping @Sendable (String) -> Void,
      onInterrupt: @escaping @Sendable (@escaping @Sendable () -> Void) -> @Sendable () -> Void,
      style: @escaping @Sendable () -> Style, now: @escaping @Sendable () -> Int, home: String? = nil
    ) {
      (self.readLine, self.write, self.onInterrupt) = (readLine, write, onInterrupt)
      (self.style, self.now, self.home) = (style, now, home)
    }
  }

  /// Datasets that the welcome names.
  static let mostDatasets = 6

  let assistant: AssistantInterface
  let surroundings: Surroundings
  let asOf: CalendarDate?
  /// How long a table waits for its answer to be complete, so that both are drawn as one.
  let patience: Duration
  private let examples: [String]
  private let isInteractive: Bool

  var conversation: String?
  /// The last question that was answered, and its answer.
  var last: (question: String, answer: Answer)?
  /// Full questions that the numbers on the screen stand for.
  var choices: [String] = []
  /// When the generation in use was built; read once for each generation.
  private var built: (generation: String, at: String)?

  /// A session that has not begun. The welcome offers the first three of `examples`; where the session
  /// `isInteractive`, a person is there: a welcome is written.
  package init(
    assistant: AssistantInterface, surroundings: Surroundings, asOf: CalendarDate?, examples: [String],
    isInteractive: Bool, patience: Duration = .milliseconds(150)
  ) {
    (self.assistant, self.surroundings, self.asOf) = (assistant, surroundings, asOf)
    (self.examples, self.isInteractive) = (Array(examples.prefix(3)), isInteractive)
    self.patience = patience
  }

  var style: Style { surroundings.style() }

  func write(_ text: String) { surroundings.write(text) }

  func fail(_ text: String) { write(style.paint(DisplayWidth.printable(text), .failure) + "\n") }

  /// Goes on until the person leaves or the lines end.
  ///
  /// - Returns: false when something that was asked failed and there was no person to see it.
  package func run() async -> Bool {
    if isInteractive { await welcome() }
    var isGood = true
    while let line = await surroundings.readLine(style.paint("pitwall>", .prompt) + " ") {
      switch ChatCommand(line, choices: choices.count) {
      case .nothing: continue
      case .quit: return isGood
      case .help: help()
      case .sql: showSQL()
      case .sources: showSources()
      case .rows(let row): isGood = await showRows(row) && isGood
      case .explain(let question): isGood = await explain(question) && isGood
      case .export(let path, let overwrites): isGood = export(to: path, overwrites: overwrites) && isGood
      case .new: await startAnew()
      case .choice(let number):
        guard choices.indices.contains(number - 1) else { continue }
        let question = choices[number - 1]
        write(style.paint(DisplayWidth.printable(question), .faint) + "\n")
        isGood = await ask(question) && isGood
      case .question(let question): isGood = await ask(question) && isGood
      case .mistake(let words):
        fail(words)
        isGood = false
      }
      write("\n")
    }
    return isGood || isInteractive
  }

  /// What Tab offers after `prefix`: commands after a slash, known names otherwise.
  package static func completions(
    of assistant: AssistantInterface, limit: Int = 200
  ) -> @Sendable (String) async -> [String] {
    { prefix in
      if prefix.hasPrefix("/") {
        return ChatCommand.all.map(\.name).filter { $0.hasPrefix(prefix.lowercased()) }
      }
      return await assistant.completions(prefix, limit)
    }
  }

  private func welcome() async {
    let style = style
    write(style.paint("pitwall", .strong))
    do {
      let status = try await assistant.status()
      built = (status.generation, status.built)
      let age = Span.seconds(since: status.built, now: surroundings.now()).map {
        " · \(Span.age(seconds: $0))"
      }
      let newest = status.sources.compactMap(\.newest).max().map { " · newest row \($0.prefix(10))" }
      let head = " · generation \(status.generation)\(age ?? "")\(newest ?? "")"
      write(DisplayWidth.cut(DisplayWidth.printable(head), to: style.width - 7) + "\n")
      let largest = status.datasets.filter { $0.rows > 0 }.sorted { ($1.rows, $0.name) < ($0.rows, $1.name) }
      var known = largest.prefix(Self.mostDatasets).map { "\(Span.count($0.rows)) \($0.name)" }
      if largest.count > Self.mostDatasets {
        known.append("\(largest.count - Self.mostDatasets) more datasets")
      }
      known.append("\(Span.count(status.documents)) documents")
      let line = "It knows " + DisplayWidth.printable(known.joined(separator: ", ")) + "."
      write(DisplayWidth.wrap(line, to: style.width).map { $0 + "\n" }.joined())
    } catch {
      write("\n")
      fail("\(error)")
    }
    if !examples.isEmpty {
      choices = examples
      write(AnswerText(style: style).numbered(examples, title: "Ask in plain words, or type a number:"))
    }
    let hint = "/help lists the commands, Tab completes names, Ctrl-D leaves."
    write(
      "\n" + DisplayWidth.wrap(hint, to: style.width).map { style.paint($0, .faint) + "\n" }.joined() + "\n")
  }

  /// Seconds since the generation that answered was built; nil when it is not known.
  func age(of generation: String) async -> Int? {
    if built?.generation != generation {
      guard let status = try? await assistant.status() else { return nil }
      built = (status.generation, status.built)
    }
    guard let built, built.generation == generation else { return nil }
    return Span.seconds(since: built.at, now: surroundings.now())
  }
}
