import Domain
import Foundation

/// A moment as ISO 8601, UTC, to the second: "2024-03-01T14:06:26Z".
struct UTCTime {
  let text: String

  init(_ date: Date) { self.init(seconds: Int(min(max(date.timeIntervalSince1970, -6e10), 2.5e11))) }

  init(seconds: Int) {
    let day = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = seconds - day * 86_400
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    text = "\(CalendarDate(dayNumber: day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }
}
