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
  /// Lines of a route's file that must be superseded, and as many as stay, for it to be written anew without them.
  package var fewestSuperseded = 10_000

  package init() {}
}

/// Takes the records of one source that are sent in: looks at them by the rules that will read them, and stores them.
///
/// All that is new is stored, the faulty too: the next generation has those in quarantine, with the same reason. A
/// record that came last under its key just as it is now is not stored again.
package final class RecordIntake: Sendable {
  private struct Store {
    var spool: RecordSpool
    let keys: IdempotencyKeys
    /// By the hash of its key, the hash of the record that came last.
    var latest: [Int: Int]
    /// Of the file.
    var lines: Int
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
  private let withoutRebuild: @Sendable (() throws -> Bool) throws -> Bool?
  private let state = Mutex(State())

  /// Records that are looked at together when the file is read.
  private static let batch = 1_000

  /// `onTaken` is called after records were stored; `withoutRebuild` runs what it is given while nobody reads the files,
  /// and gives nil where somebody does.
  init(
    _ check: RecordCheck, _ posted: PostedRecords, limits: IntakeLimits,
    values: @escaping RecordCheck.Values, onTaken: @escaping @Sendable () -> Void,
    withoutRebuild: @escaping @Sendable (() throws -> Bool) throws -> Bool?
  ) {
    (route, self.check, self.posted, self.limits) = (check.route, check, posted, limits)
    (self.values, self.onTaken, self.withoutRebuild) = (values, onTaken, withoutRebuild)
  }

  /// Reads what was stored before. O(bytes).
  private func open() throws -> Store {
    let file = posted.file(of: route)
    let spool = try RecordSpool(file)
    var latest: [Int: Int] = [:]
    var count = 0
    try RecordSpool.lines(of: file, batch: Self.batch) { lines in
      count += lines.count
      for (line, key) in zip(lines, try check.keys(lines)) {
        let (name, content) = Self.hashes(line, key)
        latest[name] = content
      }
    }
    let keys = posted.folder.appendingPathComponent(".\(route).keys")
    return Store(
      spool: spool, keys: try IdempotencyKeys(keys, most: limits.mostKeys), latest: latest,
      lines: count)
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
      store.lines += new.count
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

  /// Writes the file anew without records that others took the place of, once most are such (`SpoolCompaction`).
  /// Records that come meanwhile wait. Does nothing while some are in no generation yet, or while somebody rebuilds.
  ///
  /// A crash leaves the file as it was, or the new one.
  /// - Returns: whether it did so: the next rebuild reads the new file.
  /// - Throws: `IntakeError.notStored`; the file is as it was then.
  func compact() throws -> Bool {
    guard check.lastWins else { return false }
    return try state.withLock { state in
      guard var store = state.store, state.taken == state.answered,
        store.lines >= limits.fewestSuperseded + store.latest.count, store.lines >= 2 * store.latest.count
      else { return false }
      let file = posted.file(of: route)
      return try withoutRebuild {
        let compaction = try SpoolCompaction(file, check, values: values)
        guard compaction.superseded >= limits.fewestSuperseded else { return false }
        let new = try RecordSpool.empty(posted.folder.appendingPathComponent(".\(route).new"))
        try compaction.write(to: new)
        try new.replace(file)
        (store.spool, store.lines) = (new, store.lines - compaction.superseded)
        state.store = store
        return true
      } ?? false
    }
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
