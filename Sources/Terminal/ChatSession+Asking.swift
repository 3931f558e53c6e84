import Domain
import Rendering

extension ChatSession {
  /// What happens while an answer is made, in the order it happens.
  private enum Step: Sendable {
    case event(AnswerEvent)
    case finished(Answer)
    case failed(String)
    case interrupted
    /// The table has waited long enough for the rest.
    case overdue
  }

  /// Asks and shows the answer as it comes.
  ///
  /// - Returns: false when it failed.
  func ask(_ text: String) async -> Bool {
    let question = Question(text: text, conversation: conversation, asOf: asOf)
    let (steps, happens) = AsyncStream.makeStream(of: Step.self)
    let assistant = assistant
    let work = Task {
      do {
        let answer = try await assistant.answer(question) { happens.yield(.event($0)) }
        happens.yield(.finished(answer))
      } catch {
        happens.yield(.failed("\(error)"))
      }
    }
    let stopListening = surroundings.onInterrupt { happens.yield(.interrupted) }
    defer {
      stopListening()
      happens.finish()
    }
    var shown = Shown(style: style)
    var alarm: Task<Void, Never>?
    defer { alarm?.cancel() }
    for await step in steps {
      switch step {
      case .event(let event):
        write(shown.take(event))
        if shown.isHolding, alarm == nil {
          let patience = patience
          alarm = Task {
            if patience > .zero {
              do { try await Task.sleep(for: patience) } catch { return }
            }
            happens.yield(.overdue)
          }
        }
      case .overdue: write(shown.release())
      case .finished(let answer):
        write(shown.finish(answer))
        await keep(answer, question: text)
        return true
      case .failed(let words):
        write(shown.abandon())
        fail(words)
        return false
      case .interrupted:
        work.cancel()
        write(shown.abandon() + style.paint("stopped", .faint) + "\n")
        return true
      }
    }
    return false
  }

  private func keep(_ answer: Answer, question: String) async {
    write(AnswerText(style: style).footer(answer, age: await age(of: answer.generation)))
    last = (question, answer)
    if !answer.conversation.isEmpty { conversation = answer.conversation }
    choices = answer.options.isEmpty ? answer.suggestions : answer.options.map(\.question)
  }

  /// What of an answer stands on the screen, and what waits for the rest.
  private struct Shown {
    let drawing: AnswerText
    private var hasInterpretation = false
    private var held: ResultTable?
    private var heldText = ""
    /// Parts are written as they come, no longer held together.
    private var isStreaming = false
    private var hasTable = false
    private var hasText = false
    private var markdown: MarkdownStream

    init(style: Style) {
      drawing = AnswerText(style: style, isChat: true)
      markdown = MarkdownStream(style: style, skipsTables: true)
    }

    var isHolding: Bool { !isStreaming && (held != nil || !heldText.isEmpty) }

    /// What is to be written at once.
    mutating func take(_ event: AnswerEvent) -> String {
      switch event {
      case .interpretation(let text):
        hasInterpretation = true
        return drawing.interpretation(text)
      case .statement, .sources: return ""
      case .table(let table):
        held = table
        return isStreaming ? release() : ""
      case .text(let piece):
        hasText = true
        if isStreaming { return markdown.feed(piece) }
        heldText += piece
        return ""
      }
    }

    /// Writes what waits; from here on, parts come as they are known.
    mutating func release() -> String {
      isStreaming = true
      var text = ""
      if let held {
        text = drawing.table(held, chart: nil)
        if !text.isEmpty { text += "\n" }
        (self.held, hasTable) = (nil, true)
      }
      defer { heldText = "" }
      return text + markdown.feed(heldText)
    }

    mutating func finish(_ answer: Answer) -> String {
      var text = hasInterpretation ? "" : drawing.interpretation(answer.interpretation)
      if isStreaming {
        text += hasText ? markdown.finish() : drawing.words(answer)
        if !hasTable {
          text += drawing.table(answer)
        } else if let chart = answer.chart, let table = answer.table {
          let lines = AnswerChart.lines(chart, of: table, style: drawing.style)
          if !lines.isEmpty { text += "\n" + lines.joined(separator: "\n") + "\n" }
        }
      } else {
        text += drawing.words(answer) + drawing.table(answer)
      }
      return text + drawing.choices(answer) + drawing.sources(answer.sources)
    }

    /// Ends the line that is being written.
    mutating func abandon() -> String { isStreaming ? markdown.finish() : "" }
  }
}
