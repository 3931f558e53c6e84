/// What became of one record that was sent in.
package struct RecordVerdict: Sendable, Hashable {
  package enum Kind: String, Sendable { case accepted, duplicate, rejected }

  package let kind: Kind
  /// The key of the record in its dataset; nil when it has none that can be read.
  package let id: String?
  /// Why it was rejected, one line each: the rule, what was found and what was expected.
  package let reasons: [String]

  package init(kind: Kind, id: String?, reasons: [String] = []) {
    (self.kind, self.id, self.reasons) = (kind, id, reasons)
  }
}

/// Why records that were sent in are not taken, any of them: what was sent is to be sent again.
package enum IntakeError: Error, Hashable, CustomStringConvertible {
  /// `waiting` records are taken but in no generation yet, the most there may be; soon fewer will be.
  case tooManyWaiting(waiting: Int, limit: Int)
  /// The file of the route is as large as it may be.
  case full(route: String, limit: Int)
  /// The key came before with other records.
  case keyReused(String)
  /// The disk did not take them.
  case notStored(file: String, reason: String)

  package var description: String {
    switch self {
    case .tooManyWaiting(let waiting, let limit):
      "\(waiting) records wait to be in the answers, \(limit) are the most; try again later"
    case .full(let route, let limit):
      "records of '\(route)': expected at most \(limit) bytes in all, found more"
    case .keyReused(let key):
      "header Idempotency-Key: expected the records that came with '\(key)' before, found others"
    case .notStored(let file, let reason): "\(file): cannot store records: \(reason)"
    }
  }
}
