/// What a knowledge pack says of one kind of document: the rows it is made of and the template that words them.
package struct DocumentDeclaration: Sendable, Hashable {
  /// A SELECT, and which of its whole-number columns are amounts.
  package struct Rows: Sendable, Hashable {
    package let sql: String
    /// Digits after the point, by column: amounts stored as whole numbers of units of 10^-digits.
    package let amounts: [String: Int]
    /// Columns whose values are exact names of the document.
    package let identifiers: [String]
    package let place: PackPlace

    package init(sql: String, amounts: [String: Int] = [:], identifiers: [String] = [], place: PackPlace) {
      (self.sql, self.amounts, self.identifiers, self.place) = (sql, amounts, identifiers, place)
    }
  }

  /// Rows that belong to a document: the lines under an order.
  ///
  /// The template sees them as a section of this name, their number as `name_count`, and the number of those
  /// left out at the limit as `name_more`.
  package struct List: Sendable, Hashable {
    package let name: String
    package let rows: Rows
    /// Columns of both queries whose values must be equal.
    package let on: [String]
    /// Rows that the template sees; nil for all.
    package let limit: Int?

    package init(name: String, rows: Rows, on: [String], limit: Int? = nil) {
      (self.name, self.rows, self.on, self.limit) = (name, rows, on, limit)
    }
  }

  package let kind: String
  /// Columns whose values make the id after the kind and a slash; a row with a null in one is no document.
  package let key: [String]
  /// A template.
  package let title: String
  /// A template, and the file it is in, relative to the pack.
  package let text: String
  package let textFile: String
  package let rows: Rows
  package let lists: [List]
  /// Personal columns that may be read for these documents; any other one may not.
  package let personal: [String]
  /// Found by their identifiers only; see `Document.isNameOnly`.
  package let isNameOnly: Bool

  package init(
    kind: String, key: [String], title: String, text: String, textFile: String, rows: Rows,
    lists: [List] = [],
    personal: [String] = [], isNameOnly: Bool = false
  ) {
    self.isNameOnly = isNameOnly
    (self.kind, self.key, self.title) = (kind, key, title)
    (self.text, self.textFile, self.rows) = (text, textFile, rows)
    (self.lists, self.personal) = (lists, personal)
  }
}
