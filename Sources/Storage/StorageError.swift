package import Domain

/// A database that cannot be opened, written or read.
package enum StorageError: Error, Hashable, CustomStringConvertible {
  case missing(file: String)
  /// `found` says what the file is instead.
  case notADatabase(file: String, found: String)
  case foreign(file: String, applicationID: Int32)
  case version(file: String, found: Int32, expected: Int32)
  case truncated(file: String, bytes: Int, expected: Int)
  /// The file begins as one of ours, but cannot be read.
  case damaged(file: String, reason: String)
  /// Another rebuild of the same database runs.
  case locked(file: String, holder: String)
  /// The file system refused `action`.
  case file(String, action: String, reason: String)
  case notConserved(SourceCount)
  /// The sources `sources` together kept another number of rows than the dataset holds.
  case miscounted(dataset: String, sources: [String], kept: Int, rows: Int)
  /// A source counts `quarantined` rejected rows, and the quarantine holds another number of them.
  case unaccounted(source: String, quarantined: Int, rows: Int)
  case unknown(kind: String, name: String, candidates: [String])
  case reserved(name: String)
  case duplicate(kind: String, name: String)
  case duplicateKey(dataset: String, key: [String])
  case rowWidth(dataset: String, found: Int, expected: Int)
  case tooManyRows(dataset: String, limit: Int)
  case cell(dataset: String, column: String, found: String, expected: String)
  case vectorCount(found: Int, expected: Int)
  case dimension(found: Int, expected: Int)
  case notFinite(chunk: String, component: Int)
  case notUnit(chunk: String, length: Double)
  case embedder(found: EmbedderIdentity?, expected: EmbedderIdentity)
  /// Statement number `statement` (from 1) of a script, which starts on line `line` (from 1).
  case script(statement: Int, line: Int, text: String, message: String)
  case sql(message: String, text: String)
  /// The writer was finished or abandoned, or an earlier write failed.
  case closed(reason: String)

  package var description: String {
    switch self {
    case .missing(let file): "\(file): no database there; `pitwall rebuild` makes it"
    case .notADatabase(let file, let found):
      "\(file): expected a pitwall database, found \(found); `pitwall rebuild` makes a new one"
    case .foreign(let file, let id):
      "\(file): expected a pitwall database (application id \(Schema.applicationID)), "
        + "found the SQLite file of another program (\(id))"
    case .version(let file, let found, let expected):
      "\(file): expected schema version \(expected), found \(found); `pitwall rebuild` makes a new one"
    case .truncated(let file, let bytes, let expected):
      "\(file): expected \(expected) bytes, found \(bytes): the file was cut; `pitwall rebuild` makes a new one"
    case .damaged(let file, let reason):
      "\(file): the database is damaged (\(reason)); `pitwall rebuild` makes a new one"
    case .locked(let file, let holder): "\(file): another rebuild holds the database: \(holder)"
    case .file(let file, let action, let reason): "\(file): cannot \(action): \(reason)"
    case .notConserved(let count):
      "source '\(count.name)': read \(count.read), expected kept \(count.kept) + superseded "
        + "\(count.superseded) + quarantined \(count.quarantined)"
    case .miscounted(let dataset, let sources, let kept, let rows):
      "dataset '\(dataset)': expected the \(kept) rows kept of \(sources.joined(separator: ", ")), found \(rows)"
    case .unaccounted(let source, let quarantined, let rows):
      "source '\(source)': expected the \(quarantined) rows it counts in quarantine, found \(rows)"
    case .unknown(let kind, let name, let candidates): Self.unknown(kind, name, candidates)
    case .reserved(let name): "'\(name)': names that start with \(Schema.prefix) or sqlite_ are taken"
    case .duplicate(let kind, let name): "\(kind) '\(name)' is there already"
    case .duplicateKey(let dataset, let key):
      "dataset '\(dataset)': expected one row per \(key.joined(separator: ", ")), found several"
    case .rowWidth(let dataset, let found, let expected):
      "dataset '\(dataset)': expected \(expected) cells in a row, found \(found)"
    case .tooManyRows(let dataset, let limit):
      "dataset '\(dataset)': expected at most \(limit) rows, or bytes of long keys in one index, found more"
    case .cell(let dataset, let column, let found, let expected):
      "\(dataset).\(column): expected \(expected), found \(found)"
    case .vectorCount(let found, let expected): "expected \(expected) vectors, one per chunk, found \(found)"
    case .dimension(let found, let expected): "expected vectors of \(expected) dimensions, found \(found)"
    case .notFinite(let chunk, let component): "vector of \(chunk): component \(component) is not finite"
    case .notUnit(let chunk, let length): "vector of \(chunk): expected length 1 or 0, found \(length)"
    case .embedder(let found, let expected):
      "expected vectors of \(Self.words(expected)), found \(found.map(Self.words) ?? "none")"
    case .script(let statement, let line, let text, let message):
      "statement \(statement), line \(line): \(message), in: \(text)"
    case .sql(let message, let text): "\(message), in: \(text)"
    case .closed(let reason): "the database under construction takes no more: \(reason)"
    }
  }

  private static func words(_ embedder: EmbedderIdentity) -> String {
    "\(embedder.name) \(embedder.version) (\(embedder.dimension) dimensions)"
  }

  private static func unknown(_ kind: String, _ name: String, _ candidates: [String]) -> String {
    let meant = Spelling.nearest(to: name, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
    let known = candidates.isEmpty ? "none exist" : "known: \(candidates.joined(separator: ", "))"
    return "no \(kind) '\(name)'; \(known)\(meant)"
  }
}
