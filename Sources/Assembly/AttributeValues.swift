import Domain
import Storage
import Synchronization

/// The distinct values of attributes in a generation; those of tables that are the very ones of the generation before are
/// not looked for again.
final class AttributeValues: Sendable {
  /// Longer lists are not kept, so that a generation takes little memory beside what it is asked by.
  private static let mostKept = 10_000

  private let generation: Generation
  private let kept = Mutex<[SQLStatement: [String]]>([:])

  init(_ generation: Generation) { self.generation = generation }

  /// The values of an attribute: of its column when it is one, else of its expression. `former` are those of the
  /// generation before.
  func values(of id: AttributeID, _ catalog: Catalog, former: AttributeValues?) throws -> [String] {
    guard let entity = catalog.entity(id.entity), let attribute = entity.attribute(id.name) else { return [] }
    let expression = attribute.sql.replacing("{this}", with: entity.dataset)
    let statement = SQLStatement(
      text: "SELECT DISTINCT \(expression) FROM \(entity.dataset) WHERE \(expression) IS NOT NULL",
      parameters: [],
      columns: [ResultColumn(name: "value", label: "", kind: .text)])
    let values = try former.flatMap { known($0, statement) } ?? read(statement)
    if values.count <= Self.mostKept { kept.withLock { $0[statement] = values } }
    return values
  }

  private func read(_ statement: SQLStatement) throws -> [String] {
    let table = try generation.execute(statement, limits: ExecutionLimits(seconds: 60, rows: 10_000_000))
    return table.rows.compactMap { $0.first?.description }
  }

  /// What `former` found, where every table that the statement names is as it was.
  private func known(_ former: AttributeValues, _ statement: SQLStatement) -> [String]? {
    let words = Reuse.words(of: [statement.text])
    let names = generation.datasets.map(\.dataset.name).filter { words.contains($0.lowercased()) }
    guard names.allSatisfy({ generation.shares($0, with: former.generation) }) else { return nil }
    return former.kept.withLock { $0[statement] }
  }
}
