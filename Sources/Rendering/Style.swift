/// How text is drawn: in how many columns, with colours or without.
package struct Style: Sendable, Hashable {
  /// The part a text plays; all that tells parts apart by colour.
  ///
  /// Only bold, faint, magenta and red are used: the four that can be read on dark and light ground alike.
  package enum Role: String, Sendable {
    case strong = "1"
    case faint = "2"
    case code = "35"
    case prompt = "1;35"
    case failure = "31"
  }

  package let isColored: Bool
  /// Columns of the window, within `widths`.
  package let width: Int

  /// The widths that are drawn for; others are held to the nearer bound.
  package static let widths = 20...400

  package init(isColored: Bool, width: Int) {
    self.isColored = isColored
    self.width = min(max(width, Self.widths.lowerBound), Self.widths.upperBound)
  }

  /// No colours, for files, pipes and tests.
  package static func plain(width: Int = 100) -> Style { Style(isColored: false, width: width) }

  /// What a window asks for: colours on a terminal, unless NO_COLOR is set to something or TERM is "dumb".
  ///
  /// - SeeAlso: https://no-color.org
  package init(isTerminal: Bool, environment: [String: String], width: Int) {
    let refused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    self.init(isColored: isTerminal && !refused, width: width)
  }

  package func paint(_ text: some StringProtocol, _ role: Role) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m" : String(text)
  }
}
