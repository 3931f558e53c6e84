package import Domain

/// A table of which nothing is declared but where it is, and what its data declares itself.
package struct TableInput: Sendable, Hashable {
  /// A column that the data declares to hold keys of another table.
  package struct Reference: Sendable, Hashable {
    package let column: String
    package let table: String

    package init(column: String, table: String) { (self.column, self.table) = (column, table) }
  }

  /// The array in each record of another table that the rows stand in.
  package struct Array: Sendable, Hashable {
    /// Index of that table among the inputs, before this one.
    package let table: Int
    package let path: String

    package init(table: Int, path: String) { (self.table, self.path) = (table, path) }
  }

  /// As people call it: the name of the file or table.
  package let name: String
  package let patterns: [String]
  package let format: SourceDeclaration.Format
  package let delimiter: UInt8
  package let fields: [String]
  package let optional: Set<String>
  package let captures: [String]
  package var array: Array?
  package var primaryKey: [String] = []
  package var references: [Reference] = []

  package init(
    name: String, patterns: [String], format: SourceDeclaration.Format, delimiter: UInt8, fields: [String],
    optional: Set<String> = [], captures: [String] = [], array: Array? = nil
  ) {
    (self.name, self.patterns, self.format, self.delimiter) = (name, patterns, format, delimiter)
    (self.fields, self.optional, self.captures, self.array) = (fields, optional, captures, array)
  }
}
