package import Domain
package import Foundation

/// A file that was written.
package struct GeneratedFile: Sendable, Hashable {
  /// Relative to the output folder.
  package let path: String
  /// Records, without a header; 0 for a hand-written file that was copied.
  package let rows: Int
  package let bytes: Int
}

/// How far generation has come in one dataset.
package struct GenerationProgress: Sendable, Hashable {
  package let dataset: String
  /// Rows of the dataset, without their children, that are done of those to do, redelivered ones included.
  package let done, total: Int
}

/// Makes data of one business from the declaration in its pack.
///
/// A value depends on the seed, the dataset, the row and the formula alone: the same seed gives the same bytes, on
/// every machine, and the first N rows are the same however many are made. Memory is bounded by the tables picked
/// from and the write buffers, not by the number of rows.
package struct DataGenerator {
  /// The largest arguments that are taken.
  package static let mostOrders = 100_000_000
  package static let mostDuplicates = 1000.0
  package static let mostFaults = 1000.0
  /// Rows between two reports of progress.
  private static let reportInterval = 4096

  private static let redelivery = RandomKey.hash("redelivery")

  private let spec: GenerationSpec
  private let handWritten: URL

  /// - Parameters:
  ///   - spec: the declaration of the pack.
  ///   - handWritten: the folder of the hand-written files, which are copied and picked from.
  package init(spec: GenerationSpec, handWritten: URL) {
    (self.spec, self.handWritten) = (spec, handWritten)
  }

  /// Generates all files of the spec into the folder `output`, which is empty, absent, or made by an earlier run.
  ///
  /// - Parameters:
  ///   - orders: what the row counts of the spec are relative to, 0 to `mostOrders`.
  ///   - seed: what all randomness comes from.
  ///   - duplicates: how often the rows of redelivered datasets are written on average, 1 to `mostDuplicates`;
  ///     later deliveries stand after the whole first one, row by row the same.
  ///   - faults: multiplies the shares of all faults and repeats; 0 makes clean data.
  ///   - output: the folder.
  ///   - progress: called now and then while a dataset is written, and at its end.
  /// - Returns: all files, hand-written ones first, in the order they were made in.
  /// - Throws: `PackError` when the spec cannot be used, before anything is written; else `GenerationError`.
  /// - Complexity: O(rows written), one pass for each delivery.
  package func generate(
    orders: Int, seed: UInt64, duplicates: Double = 1, faults: Double = 1, output: URL,
    progress: (GenerationProgress) -> Void = { _ in }
  ) throws -> [GeneratedFile] {
    guard (0...Self.mostOrders).contains(orders) else { throw GenerationError.orders(orders) }
    guard (1...Self.mostDuplicates).contains(duplicates) else { throw GenerationError.duplicates(duplicates) }
    guard (0...Self.mostFaults).contains(faults) else { throw GenerationError.faults(faults) }
    let compiler = DatasetCompiler(
      spec: spec, handWritten: handWritten, orders: orders, seed: seed, faultFactor: faults)
    let plans = try compiler.plans()
    var folder = try OutputFolder(output)
    for path in spec.handWritten { try folder.copy(path, from: handWritten) }
    for plan in plans {
      let count = try plan.count(orders: orders, limit: Self.mostOrders)
      let deliveries = plan.declaration.isRedelivered ? duplicates : 1
      try openFixed(plan, &folder)
      guard hasFiles(plan) else { continue }
      try write(plan, count: count, seed: seed, deliveries: deliveries, to: &folder, progress)
    }
    return try folder.close(cutOff: spec.files.flatMap(\.cutOff))
  }

  /// Files with one path are made even when they get no record.
  private func openFixed(_ plan: DatasetPlan, _ folder: inout OutputFolder) throws(GenerationError) {
    for file in plan.files {
      if let path = file.constantPath { try folder.open(path, of: file) }
    }
    for child in plan.children { try openFixed(child, &folder) }
  }

  private func hasFiles(_ plan: DatasetPlan) -> Bool {
    !plan.files.isEmpty || plan.children.contains(where: hasFiles)
  }

  private func write(
    _ plan: DatasetPlan, count: Int, seed: UInt64, deliveries: Double, to folder: inout OutputFolder,
    _ progress: (GenerationProgress) -> Void
  ) throws(GenerationError) {
    let whole = Int(deliveries)
    let share = deliveries - Double(whole)
    let passes = share > 0 ? whole + 1 : whole
    var done = 0
    func report(_ isEnd: Bool) {
      if isEnd || done % Self.reportInterval == 0 {
        progress(GenerationProgress(dataset: plan.declaration.name, done: done, total: count * passes))
      }
    }
    for pass in 0..<passes {
      for number in stride(from: 1, through: count, by: 1) {
        done += 1
        report(false)
        if pass >= whole {
          let bits = RandomKey.child(plan.key(seed: seed, number: number), Self.redelivery)
          if RandomKey.unit(bits) >= share { continue }
        }
        try write(try plan.row(seed: seed, number: number), of: plan, to: &folder)
      }
    }
    for number in stride(from: 1, through: count, by: 1) where plan.isRepeated(seed: seed, number: number) {
      if let row = try plan.repeated(plan.row(seed: seed, number: number)) {
        try writeRecord(row, of: plan, to: &folder)
      }
    }
    report(true)
  }

  /// Writes a row, then its children.
  private func write(
    _ row: Frame, of plan: DatasetPlan, to folder: inout OutputFolder
  ) throws(GenerationError) {
    if !plan.files.isEmpty { try writeRecord(plan.exported(row), of: plan, to: &folder) }
    for (index, child) in plan.children.enumerated() where hasFiles(child) {
      for row in row.children[index] { try write(row, of: child, to: &folder) }
    }
  }

  private func writeRecord(
    _ row: Frame, of plan: DatasetPlan, to folder: inout OutputFolder
  ) throws(GenerationError) {
    for file in plan.files {
      let path: String
      do throws(EvaluationError) { path = try file.path(row) } catch {
        throw DatasetPlan.error(error, file.declaration.path, row)
      }
      try folder.append(to: path, of: file) { (buffer) throws(GenerationError) in
        try file.append(row, of: plan, to: &buffer)
      }
    }
  }
}
