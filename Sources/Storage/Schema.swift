/// What a database file of ours holds.
///
/// Data: one table per dataset, under its own name, and whatever views and tables the pack's scripts make.
/// Text is TEXT, dates and timestamps ISO 8601 TEXT, truth values INTEGER 0 and 1, a decimal of scale s INTEGER
/// units of 10^-s. The declared type of a column says which (`DeclaredType`), and shines through views.
///
/// Ours, all under the prefix `pitwall_`:
/// `metadata` key → value · `datasets`, `columns` what the data tables are · `counts` one row per source ·
/// `quarantine` rejected rows · `documents` text and content hash · `chunks` by position from 0.
///
/// An overlay (`BaseFile`) has only the tables that were made anew, and all of ours but documents and chunks.
///
/// Behind the tables, which SQLite leaves alone, lie the vectors and what search made of chunks and vectors (`FileRegion`).
enum Schema {
  /// "PitW" in the file's header: the file is ours.
  static let applicationID: Int32 = 0x5069_7457
  /// Raised whenever a table below or a region changes; a file of another version is rebuilt, never migrated.
  static let version: Int32 = 6

  /// Names under this prefix are ours; a dataset or script may not use it.
  static let prefix = "pitwall_"

  static func isReserved(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasPrefix(prefix) || name.hasPrefix("sqlite_")
  }

  /// The raw text of a rejected row is its bytes, which need not be UTF-8; it is read as bytes.
  static let tables = """
    CREATE TABLE pitwall_metadata(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE TABLE pitwall_datasets(
      name TEXT PRIMARY KEY, position INTEGER NOT NULL, key TEXT NOT NULL, indexes TEXT NOT NULL,
      row_count INTEGER NOT NULL DEFAULT 0) STRICT;
    CREATE TABLE pitwall_columns(
      dataset TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, unit TEXT,
      is_personal INTEGER NOT NULL, PRIMARY KEY(dataset, position)) STRICT;
    CREATE TABLE pitwall_counts(
      position INTEGER PRIMARY KEY, name TEXT NOT NULL, read INTEGER NOT NULL, kept INTEGER NOT NULL,
      superseded INTEGER NOT NULL, quarantined INTEGER NOT NULL, repaired INTEGER NOT NULL) STRICT;
    CREATE TABLE pitwall_quarantine(
      position INTEGER PRIMARY KEY, source TEXT NOT NULL, rule TEXT NOT NULL, reason TEXT NOT NULL,
      file TEXT NOT NULL, line INTEGER NOT NULL, raw TEXT NOT NULL) STRICT;
    CREATE TABLE pitwall_documents(
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
      identifiers TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
    CREATE TABLE pitwall_chunks(
      position INTEGER PRIMARY KEY, document TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
      ordinal INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
      identifiers TEXT NOT NULL) STRICT;
    """

  /// Made after the load, when it is cheaper.
  static let indexes = """
    CREATE INDEX pitwall_quarantine_source ON pitwall_quarantine(source);
    """

  /// An identifier in SQL, quoted.
  static func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"").replacing("\0", with: "") + "\""
  }
}
