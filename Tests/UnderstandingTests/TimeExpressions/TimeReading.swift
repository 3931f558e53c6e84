import Domain
import Understanding

/// The words of a question as the parser is given them: split at spaces, or split at every mark as well.
enum Splitting: CaseIterable {
  case spaces, marks

  func tokens(_ question: String) -> [TimeToken] {
    let words = question.lowercased().split(separator: " ").map(String.init)
    guard self == .marks else { return words.map { TimeToken($0) } }
    var tokens: [TimeToken] = []
    for word in words {
      var run = ""
      for character in word {
        if character.isLetter || character.isNumber || (character == "'" && !run.isEmpty) {
          run.append(character)
        } else {
          if !run.isEmpty { tokens.append(TimeToken(run)) }
          run = ""
          tokens.append(TimeToken(String(character)))
        }
      }
      if !run.isEmpty { tokens.append(TimeToken(run)) }
    }
    return tokens
  }
}

let timeParser = TimeExpressionParser(identityNouns: ["order", "invoice", "technician", "ticket", "part"])

func timeContext(_ asOf: String = "2024-12-31", fiscal: Int = 1) -> TimeContext {
  TimeContext(asOf: CalendarDate(iso: asOf) ?? CalendarDate(dayNumber: 0), fiscalYearStart: fiscal)
}

/// Short words for what was understood: "2024-01-01..2025-01-01 year", "by month", "weekdays 6 7".
func wording(_ meaning: TimeMatch.Meaning) -> String {
  func bounds(_ window: TimeWindow) -> String {
    let grain = window.grain.map { " \($0.rawValue)" } ?? ""
    return "\(window.start?.description ?? "")..\(window.end?.description ?? "")\(grain)"
  }
  switch meaning {
  case .window(let window): return bounds(window)
  case .windows(let windows): return windows.map(bounds).joined(separator: " | ")
  case .grain(let grain): return "by \(grain.rawValue)"
  case .weekday: return "by weekday"
  case .hour: return "by hour"
  case .weekdays(let days): return "weekdays \(days.sorted().map(String.init).joined(separator: " "))"
  case .hours(let hours): return "hours \(hours.sorted().map(String.init).joined(separator: " "))"
  case .relative(let shift):
    return "\(shift.manner) \(shift.count) \(shift.unit?.rawValue ?? "period")"
  }
}

func readings(_ question: String, _ context: TimeContext, _ splitting: Splitting = .spaces) -> [String] {
  timeParser.matches(in: splitting.tokens(question), context: context).map { wording($0.meaning) }
}
