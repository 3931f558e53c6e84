import Domain
import Foundation

/// A value of a response or of the expected result, with everything that it may stand for.
struct GradedCell: Sendable, Hashable {
  enum Kind: Sendable, Hashable { case null, boolean(Bool), number(Double), text }

  let kind: Kind
  /// As written.
  let plain: String
  /// Trimmed, blanks single, without letter case, short weekday names written out.
  let folded: String
  /// The number in it: 1234.5 for "$1,234.50", 12 for "12 %"; nil for anything else.
  let number: Double?
  /// What a date, month, quarter or year can stand for, in one spelling; empty for anything else.
  let periods: Set<String>

  init(_ kind: Kind, _ plain: String) {
    (self.kind, self.plain) = (kind, plain)
    folded = Self.folded(plain)
    switch kind {
    case .null, .boolean: number = nil
    case .number(let value): number = value
    case .text: number = Self.number(in: plain)
    }
    periods = CalendarSpelling.periods(plain)
  }

  init(text: String) { self.init(.text, text) }

  init(number: Double) {
    let isWhole = number == number.rounded() && abs(number) < 1e15
    self.init(.number(number), isWhole ? String(Int64(number)) : String(number))
  }

  /// A cell of a result, as its JSON form has it.
  init(_ value: Value, in column: ResultColumn) {
    switch (column.kind, value) {
    case (_, .null): self.init(.null, "")
    case (.boolean, .integer(let bit)) where bit == 0 || bit == 1:
      self.init(.boolean(bit == 1), bit == 1 ? "true" : "false")
    case (.decimal, .integer(let units)):
      self.init(number: FixedDecimal(units: units, scale: column.scale)?.double ?? .nan)
    case (.year, .text(let text)):
      if let year = Int(text) { self.init(number: Double(year)) } else { self.init(text: text) }
    case (_, .text(let text)): self.init(text: text)
    case (_, let value): self.init(number: value.double ?? .nan)
    }
  }

  var isText: Bool { kind == .text }
  var isBlank: Bool { kind == .null || folded.isEmpty }

  static func folded(_ text: String) -> String {
    let folded = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    return CalendarSpelling.days.first { folded == $0.prefix(3) } ?? folded
  }

  private static func number(in text: String) -> Double? {
    guard text.utf8.count <= 64, text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    let pattern =
      #/(?:[$€£#]|aud|usd|eur|idr|rp\.?)?\s*([+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)\s*(?:%|[a-z]{1,10})?/#
    guard let found = try? pattern.wholeMatch(in: trimmed) else { return nil }
    return Double(found.1.filter { $0 != "," })
  }
}
