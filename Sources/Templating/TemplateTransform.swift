import Domain

/// What a template can do to a value: `{{money(price)}}`, `{{#positive(orders)}}…{{/positive(orders)}}`.
package enum TemplateTransform: String, Sendable, CaseIterable {
  /// An amount with two digits after the point, rounded half away from zero, and commas at the thousands: 1,234.50.
  case money
  /// An amount without its fraction, rounded half away from zero: 1,235.
  case whole
  /// A number as it is, with commas at the thousands: 1,234.5.
  case number
  /// "2024-03-01" and timestamps of that day: March 1, 2024.
  case day
  /// "2024-03" and days in it: March 2024.
  case month
  case lowercased
  case uppercased
  /// True for a number above 0.
  case positive
  /// True for the number 1.
  case one

  enum Outcome { case text(String), flag(Bool) }

  /// The value transformed; nil when it is null. A value that the transform is not for stays as it is.
  func apply(_ value: Value) -> Outcome? {
    if value.isNull {
      switch self {
      case .positive, .one: return .flag(false)
      default: return nil
      }
    }
    switch self {
    case .money: return .text(NumberText.fixed(value, digits: 2) ?? value.description)
    case .whole: return .text(NumberText.fixed(value, digits: 0) ?? value.description)
    case .number: return .text(NumberText.grouped(value.description))
    case .day: return .text(DateText.day(value.description) ?? value.description)
    case .month: return .text(DateText.month(value.description) ?? value.description)
    case .lowercased: return .text(value.description.lowercased())
    case .uppercased: return .text(value.description.uppercased())
    case .positive: return .flag((value.double ?? 0) > 0)
    case .one: return .flag(value.double == 1)
    }
  }
}
