package import Foundation
import Generation
import KnowledgePacks

/// What a generation of data wrote.
package struct MadeData: Sendable, Hashable {
  package let files: Int
  package let rows: Int
  package let bytes: Int
}

/// Makes data as the pack in the folder `knowledge` declares; `progress` gets a dataset and the part of it done.
///
/// - Throws: `PackError`, `GenerationError`.
package func generateData(
  knowledge: URL, orders: Int, seed: UInt64, duplicates: Double, faults: Double, output: URL,
  progress: (_ dataset: String, _ fraction: Double) -> Void
) throws -> MadeData {
  let generator = DataGenerator(
    spec: try loadGenerationSpec(pack: knowledge), handWritten: knowledge.appendingPathComponent("data"))
  let files = try generator.generate(
    orders: orders, seed: seed, duplicates: duplicates, faults: faults, output: output
  ) { progress($0.dataset, $0.total > 0 ? Double($0.done) / Double($0.total) : 1) }
  return MadeData(
    files: files.count, rows: files.reduce(0) { $0 + $1.rows }, bytes: files.reduce(0) { $0 + $1.bytes })
}
