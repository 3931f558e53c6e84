/// How a file writes dates that are not in the order of ISO 8601: "31/12/2024", "Dec 31 2024 4:05 PM".
package struct WrittenTime: Sendable, Hashable {
  /// Which part of a date stands first; behind a year the month, else the year stands last.
  package enum Order: String, Sendable, Hashable, CaseIterable { case year, month, day }

  package let order: Order
  /// The twelve names of months, from January, of which the first letters may be written; empty: only digits.
  package let months: [String]

  package init(order: Order, months: [String] = []) { (self.order, self.months) = (order, months) }
}
