/// What a reader of a file reports, in the order of the file.
protocol RecordVisitor: AnyObject {
  /// The columns whose fields are wanted, by the names that may stand in the file.
  var wanted: [WantedField] { get }
  /// Called before each record; false when its fields are not wanted, nor a call of `record`.
  func wantsNext() -> Bool
  /// A record; `fields` are those of `wanted`, in its order, good during the call only.
  func record(_ record: RawRecord, _ fields: UnsafeMutableBufferPointer<Field>) throws
  /// A record that cannot be taken apart.
  func unreadable(_ record: RawRecord, reason: String) throws
  func warn(_ text: String) throws
}

extension RecordVisitor {
  func wantsNext() -> Bool { true }
}

/// A field that is looked for in each record.
struct WantedField: Sendable, Hashable {
  /// The column of the dataset.
  let column: String
  /// Names it may have; for JSON, paths with dots.
  let names: [String]
  /// Absent in every record is fine.
  let isOptional: Bool
}
