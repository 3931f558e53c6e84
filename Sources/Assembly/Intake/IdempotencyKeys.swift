import Domain
import Foundation
import Rendering

/// The keys that records came with, and the verdicts they got: a file beside the records, read again after a restart.
final class IdempotencyKeys {
  private struct Entry: Codable {
    let key: String
    /// Fingerprint of what came with it.
    let records: String
    /// One letter a record: a(ccepted), d(uplicate), r(ejected).
    let kinds: String
    /// By place, what a verdict has beside its kind.
    let ids: [String?]
    let reasons: [[String]]
  }

  private let file: URL
  private let most: Int
  private var spool: RecordSpool
  private var entries: [String: Entry] = [:]
  /// In the order they came.
  private var order: [String] = []

  /// - Throws: `IntakeError.notStored`.
  init(_ file: URL, most: Int) throws {
    (self.file, self.most) = (file, most)
    let spool = try RecordSpool(file)
    self.spool = spool
    let decoder = JSONDecoder()
    try RecordSpool.lines(of: file, batch: 1_000) { lines in
      for line in lines {
        if let entry = try? decoder.decode(Entry.self, from: Data(line)) { add(entry) }
      }
    }
  }

  /// The verdicts of the first use of a key; nil when it is new.
  ///
  /// - Throws: `IntakeError.keyReused` when other records came with it.
  func verdicts(of key: String, _ records: [[UInt8]]) throws(IntakeError) -> [RecordVerdict]? {
    guard let entry = entries[key] else { return nil }
    guard entry.records == Self.fingerprint(records) else { throw .keyReused(key) }
    return zip(entry.kinds, zip(entry.ids, entry.reasons)).map { letter, rest in
      let kind: RecordVerdict.Kind = letter == "a" ? .accepted : letter == "d" ? .duplicate : .rejected
      return RecordVerdict(kind: kind, id: rest.0, reasons: rest.1)
    }
  }

  /// Keeps what records got, on the disk when it returns.
  ///
  /// - Throws: `IntakeError.notStored`.
  func remember(_ key: String, _ records: [[UInt8]], _ verdicts: [RecordVerdict]) throws {
    let entry = Entry(
      key: key, records: Self.fingerprint(records),
      kinds: String(verdicts.compactMap(\.kind.rawValue.first)), ids: verdicts.map(\.id),
      reasons: verdicts.map(\.reasons))
    try spool.append([Array(try JSONEncoder().encode(entry))])
    add(entry)
    if order.count >= 2 * most { try compact() }
  }

  private func add(_ entry: Entry) {
    if entries.updateValue(entry, forKey: entry.key) == nil { order.append(entry.key) }
  }

  /// Forgets all but the newest keys.
  private func compact() throws {
    for key in order.dropLast(most) { entries[key] = nil }
    order = order.suffix(most)
    let new = URL(fileURLWithPath: file.path + ".new")
    let compacted = try RecordSpool.empty(new)
    try compacted.append(
      order.compactMap { entries[$0] }.map { Array(try JSONEncoder().encode($0)) })
    try compacted.replace(file)
    spool = compacted
  }

  private static func fingerprint(_ records: [[UInt8]]) -> String {
    var hash = Fingerprint()
    for record in records { hash.add(record) }
    return hash.text
  }
}
