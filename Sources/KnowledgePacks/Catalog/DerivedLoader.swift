package import Domain
package import Foundation

/// Reads the `derived:` datasets of all catalog files of a pack, in order of file and place.
package func loadDerivedDatasets(pack: URL) throws(PackError) -> [DerivedDataset] {
  var derived: [DerivedDataset] = []
  for file in PackFile.all(in: "catalog", ending: ".yaml", of: pack) {
    for (section, node) in try file.root().entries() where section == "derived" {
      for (name, node) in try node.entries() { derived.append(try derivedDataset(name, node)) }
    }
  }
  return derived
}

private func derivedDataset(_ name: String, _ node: PackNode) throws(PackError) -> DerivedDataset {
  let fields = try node.fields("sql", "key", "columns", "indexes")
  var columns: [Column] = []
  for (name, node) in try fields.entries("columns") {
    columns.append(try column(name, node))
  }
  guard !columns.isEmpty else { throw node.error(found: "no columns", expected: "the columns of \(name)") }
  let key = try fields.strings("key")
  for column in key where !columns.contains(where: { $0.name == column }) {
    throw node.error(found: column, expected: "a column of \(name)", candidates: columns.map(\.name))
  }
  var indexes: [[String]] = []
  for node in try fields.list("indexes") { indexes.append(try node.strings()) }
  for column in indexes.joined() where !columns.contains(where: { $0.name == column }) {
    throw node.error(found: column, expected: "a column of \(name)", candidates: columns.map(\.name))
  }
  return DerivedDataset(
    dataset: Dataset(name: name, columns: columns, key: key, indexes: indexes), sql: try fields.string("sql"))
}

/// "money USD": the type and the unit; "text personal": personal data.
private func column(_ name: String, _ node: PackNode) throws(PackError) -> Column {
  let rest = try node.string().split(separator: " ").map(String.init).dropFirst()
  return Column(
    name: name, type: try columnType(of: node), unit: rest.first { $0 != personal },
    isPersonal: rest.contains(personal))
}

private let personal = "personal"

/// "text", "integer", "money USD": the type, and after a blank the unit.
private func columnType(of node: PackNode) throws(PackError) -> ColumnType {
  let names = ["text", "integer", "real", "boolean", "date", "timestamp", "money"]
  switch try node.string().split(separator: " ").first.map(String.init) {
  case "text": return .text
  case "integer": return .integer
  case "real": return .real
  case "boolean": return .boolean
  case "date": return .date
  case "timestamp": return .timestamp
  case "money": return .decimal(scale: 2)
  case let other:
    throw node.error(
      found: other ?? "nothing", expected: "one of \(names.joined(separator: ", "))", candidates: names)
  }
}
