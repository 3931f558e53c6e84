import Curation
import Domain
import Foundation

/// Which lines of a file of sent records nobody needs any more: those that a later line under the same key took the
/// place of, where both pass every rule.
///
/// What a rule rejects stays, so that quarantine keeps it. Told of sources alone where the last record of a key wins.
struct SpoolCompaction {
  /// Lines that are looked at together.
  private static let batch = 1_000

  /// Two hashes of a key: no two keys share both.
  private struct Name: Hashable {
    let first: Int
    let second: Int

    init(_ key: String) { (first, second) = (key.hashValue, "\(key)/".hashValue) }
  }

  private let file: URL
  /// By line, whether it stays.
  private(set) var stays: [Bool] = []

  /// Looks at all lines of `file`. O(bytes), and 17 bytes for each key.
  init(_ file: URL, _ check: RecordCheck, values: RecordCheck.Values) throws {
    self.file = file
    var latest: [Name: Int] = [:]
    try RecordSpool.lines(of: file, batch: Self.batch) { lines in
      for finding in try check.findings(lines, values: values) {
        if let key = finding.key, finding.fault == nil,
          let former = latest.updateValue(stays.count, forKey: Name(key))
        {
          stays[former] = false
        }
        stays.append(true)
      }
    }
  }

  var superseded: Int { stays.count { !$0 } }

  /// Adds the lines that stay to `spool`.
  func write(to spool: RecordSpool) throws {
    var place = 0
    try RecordSpool.lines(of: file, batch: Self.batch) { lines in
      let kept = lines.indices.filter { place + $0 >= stays.count || stays[place + $0] }
      place += lines.count
      if !kept.isEmpty { try spool.append(kept.map { lines[$0] }) }
    }
  }
}
