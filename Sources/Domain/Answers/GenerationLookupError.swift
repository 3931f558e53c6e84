/// A generation that cannot be asked, labelled or removed.
package enum GenerationLookupError: Error, Hashable, CustomStringConvertible {
  case unknown(String, candidates: [String])
  /// None was built before a day.
  case noneBefore(CalendarDate, oldest: String)
  case unreadable(String, reason: String)
  case label(String, expected: String)
  /// It is an overlay, which a generation of one file follows in a moment.
  case unsettled(String)
  /// It is the one in place, and has no label.
  case inPlace(String)

  package var description: String {
    switch self {
    case .unknown(let name, let candidates):
      "no generation '\(name)'; known: \(candidates.joined(separator: ", ")), current, yesterday"
        + (Spelling.nearest(to: name, among: candidates + ["current", "yesterday"])
          .map { "; did you mean '\($0)'?" } ?? "")
    case .noneBefore(let day, let oldest):
      "generation 'yesterday': expected one built before \(day) (UTC), found none; the oldest is of \(oldest)"
    case .unreadable(let id, let reason): "generation \(id) cannot be asked any more: \(reason)"
    case .label(let label, let expected): "label: expected \(expected), found '\(label)'"
    case .unsettled(let id):
      "generation \(id): expected one that is whole, found one whose documents follow; try again in a moment"
    case .inPlace(let id):
      "generation \(id) is the one in place: expected one that is kept, or a label to take off"
    }
  }
}
