package import Domain
import Foundation

extension GenerationWriter {
  /// The vectors written so far, read in place; nil when there are none.
  package func vectors() throws -> StoredVectors? {
    guard let vectorFile, let dimension = embedder?.dimension else { return nil }
    return StoredVectors(dimension: dimension, count: chunkCount, numbers: try vectorFile.mapped())
  }

  /// Keeps what search made of the chunks or their vectors, for the one who reads them.
  package func write(_ memory: MemoryRegion, as name: FileRegion.Name) throws {
    try write { _ in made[name] = memory }
  }

  /// What goes behind the tables, and where.
  func regions() throws -> [(name: FileRegion.Name, region: FileRegion, memory: MemoryRegion)] {
    var regions: [(name: FileRegion.Name, region: FileRegion, memory: MemoryRegion)] = []
    var offset = 0
    for name in FileRegion.Name.allCases {
      guard let memory = try made[name] ?? (name == .vectors ? vectorFile?.mapped() : nil) else { continue }
      regions.append((name, FileRegion(offset: offset, byteCount: memory.bytes.count), memory))
      offset += FileRegion.aligned(memory.bytes.count)
    }
    return regions
  }

  /// Adds vectors to those that wait for their region.
  func append(_ vectors: EmbeddingMatrix) throws {
    if vectors.count == 0 { return }
    do {
      let file = try vectorFile ?? RegionFile(URL(fileURLWithPath: building.path + FileReplacement.vectors))
      vectorFile = file
      try vectors.values.withUnsafeBytes { try file.append($0) }
    } catch {
      close(because: "a write failed (\(error))")
      throw error
    }
  }
}
