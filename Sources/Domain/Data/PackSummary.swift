/// What a first look at data found, for whoever asked for it.
package struct PackSummary: Sendable, Hashable {
  package struct Column: Sendable, Hashable {
    package let name: String
    /// The field or part of the path that it is read from.
    package let from: String
    /// "text", "integer" … as in a pack.
    package let type: String
    package let unit: String?
    package let isPersonal: Bool
    package let evidence: String
    /// 0 to 1.
    package let confidence: Double
    /// Cells that the type does not take: they become NULL.
    package let misfits: Int

    package init(
      name: String, from: String, type: String, unit: String?, isPersonal: Bool, evidence: String,
      confidence: Double, misfits: Int
    ) {
      (self.name, self.from, self.type, self.unit, self.isPersonal) = (name, from, type, unit, isPersonal)
      (self.evidence, self.confidence, self.misfits) = (evidence, confidence, misfits)
    }
  }

  package struct Table: Sendable, Hashable {
    /// Of the dataset, and of one of its rows.
    package let name: String
    package let entity: String
    package let files: [String]
    package let rows: Int
    package let columns: [Column]
    package let key: String?
    package let label: String?
    package let time: String?
    package let isDocumented: Bool

    package init(
      name: String, entity: String, files: [String], rows: Int, columns: [Column], key: String?,
      label: String?,
      time: String?, isDocumented: Bool
    ) {
      (self.name, self.entity, self.files, self.rows, self.columns) = (name, entity, files, rows, columns)
      (self.key, self.label, self.time, self.isDocumented) = (key, label, time, isDocumented)
    }
  }

  /// A join, a measure: what it is and why.
  package struct Finding: Sendable, Hashable {
    package let text: String
    package let evidence: String

    package init(text: String, evidence: String) { (self.text, self.evidence) = (text, evidence) }
  }

  package var tables: [Table]
  package var joins: [Finding]
  package var measures: [Finding]
  package var examples: [String]
  /// Rows that will be rejected when the pack is rebuilt, and files and parts of them that are left out.
  package var notes: [String] = []
  /// The folder of the pack, once it is written.
  package var pack = ""

  package init(tables: [Table], joins: [Finding], measures: [Finding], examples: [String]) {
    (self.tables, self.joins, self.measures, self.examples) = (tables, joins, measures, examples)
  }
}
