import Curation
package import Domain
import Foundation
import Synchronization

/// Bounds of what is taken in, each with its number.
package struct IntakeLimits: Sendable, Hashable {
  /// Records of a route that are taken but in no generation yet; more are refused until fewer are.
  package var mostWaiting = 50_000
  /// Bytes of the file of a route.
  package var mostBytes = 4 << 30
  /// Idempotency keys of a route that are remembered, the newest.
  package var mostKeys = 10_000

  package init() {}
}

/// Takes the records of one source that are sent in: looks at them by the rules that will read them, and stores them.
///
/// All that is new is stored, the faulty too: the next generation has those in quarantine, with the same reason. A
/// record that came last under its key just as it is now is not stored again.
package final class RecordIntake: Sendable {
  private struct Store {
    let spool: RecordSpool
    let keys: IdempotencyKeys
    /// By the hash of its key, the hash of the record that came last.
    var latest: [Int: Int]
  }

  private struct State {
    /// Opened with the first records, so that a server which gets none leaves nothing behind.
    var store: Store?
    /// Records stored since the start.
    var taken = 0
    /// Of those, the ones that are in a generation.
    var answered = 0
  }

  /// The name of the route below `/v1`.
  package let route: String
  private let check: RecordCheck
  private let posted: PostedRecords
  private let limits: IntakeLimits
  private let values: RecordCheck.Values
  private let onTaken: @Sendable () -> Void
  private let state = Mutex(State())

  /// Records that are looked at together when the file is read.
  private static let batch = 1_000

  /// `onTaken` is called after records were stored.
  init(
    _ check: RecordCheck, _ posted: PostedRecords, limits: IntakeLimits,
    values: @escaping RecordCheck.Values, onTaken: @escaping @Sendable () -> Void
  ) {
    (route, self.check, self.posted, self.limits) = (check.route, check, posted, limits)
    (self.values, self.onTaken) = (values, onTaken)
  }

  /// Reads what was stored before. O(bytes).
  private func open() throws -> Store {
    let file = posted.file(of: route)
    let spool = try RecordSpool(file)
    var latest: [Int: Int] = [:]
    try RecordSpool.lines(of: file, batch: Self.batch) { lines in
      for (line, key) in zip(lines, try check.keys(lines)) {
        let (name, content) = Self.hashes(line, key)
        latest[name] = content
      }
    }
    let keys = posted.folder.appendingPathComponent(".\(route).keys")
    return Store(spool: spool, keys: try IdempotencyKeys(keys, most: limits.mostKeys), latest: latest)
  }

  /// Takes records, each the text of one.
  ///
  /// - Returns: a verdict for each, in order; what is new is on the disk by then.
  /// - Throws: `IntakeError`; nothing is taken then.
  package func take(_ records: [[UInt8]], key: String?) throws -> [RecordVerdict] {
    let lines = records.map(Self.line)
    let verdicts = try state.withLock { state in
      var store = try state.store ?? open()
      state.store = store
      if let key, let verdicts = try store.keys.verdicts(of: key, lines) { return verdicts }
      let waiting = state.taken - state.answered
      guard waiting + lines.count <= limits.mostWaiting else {
        throw IntakeError.tooManyWaiting(waiting: waiting, limit: limits.mostWaiting)
      }
      let bytes = lines.reduce(0) { $0 + $1.count + 1 }
      guard bytes <= limits.mostBytes - store.spool.byteCount else {
        throw IntakeError.full(route: route, limit: limits.mostBytes)
      }
      let (verdicts, new, latest) = try judge(lines, store.latest)
      if !new.isEmpty { try store.spool.append(new) }
      if let key { try store.keys.remember(key, lines, verdicts) }
      // Held once only, so that the table grows in place.
      state.store = nil
      store.latest.merge(latest) { _, new in new }
      state.store = store
      state.taken += new.count
      return verdicts
    }
    onTaken()
    return verdicts
  }

  /// What becomes of records whose likes came as `latest` says, and which of them are to be stored.
  private func judge(
    _ lines: [[UInt8]], _ latest: [Int: Int]
  ) throws -> (verdicts: [RecordVerdict], new: [[UInt8]], latest: [Int: Int]) {
    var (verdicts, new, fresh): ([RecordVerdict], [[UInt8]], [Int: Int]) = ([], [], [:])
    for (line, finding) in zip(lines, try check.findings(lines, values: values)) {
      let (name, content) = Self.hashes(line, finding.key)
      let isKnown = (fresh[name] ?? latest[name]) == content
      if !isKnown {
        new.append(line)
        fresh[name] = content
      }
      if let fault = finding.fault {
        verdicts.append(
          RecordVerdict(kind: .rejected, id: finding.key, reasons: ["\(fault.rule): \(fault.reason)"]))
      } else {
        verdicts.append(RecordVerdict(kind: isKnown ? .duplicate : .accepted, id: finding.key))
      }
    }
    return (verdicts, new, fresh)
  }

  /// How many records were taken so far: what a rebuild that begins now has.
  var taken: Int { state.withLock(\.taken) }

  /// Notes that the first `count` records taken are in a generation.
  func answer(_ count: Int) { state.withLock { $0.answered = max($0.answered, count) } }

  /// A record as one line: its line ends, which can only stand between its parts, become blanks.
  private static func line(_ record: [UInt8]) -> [UInt8] {
    record.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
  }

  /// What tells records apart in this process; one without a key goes by what is in it.
  private static func hashes(_ line: [UInt8], _ key: String?) -> (name: Int, content: Int) {
    var content = Hasher()
    line.withUnsafeBytes { content.combine(bytes: $0) }
    let hash = content.finalize()
    return (key.map(\.hashValue) ?? hash, hash)
  }
}
