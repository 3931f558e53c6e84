import Domain
import Foundation
import KnowledgePacks
import Testing

@testable import Generation

private let pack = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("knowledge")

/// The spec and the data that stand in the pack.
@Suite struct ShippedDataTests {
  /// The command that `generate.yaml` names.
  @Test func theDataFolderIsWhatTheSpecMakes() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let data = pack.appendingPathComponent("data")
    let files = try DataGenerator(spec: loadGenerationSpec(pack: pack), handWritten: data)
      .generate(orders: 12_600, seed: 20_240_607, output: folder)
    for file in files {
      let same =
        try Data(contentsOf: folder.appendingPathComponent(file.path))
        == Data(contentsOf: data.appendingPathComponent(file.path))
      #expect(same, "\(file.path) differs")
    }
    #expect(files.map(\.bytes).reduce(0, +) < 9_000_000)
    try sumsAreConsistent(in: folder)
  }

  /// Independent of the engine: a plain reading of three files; all but the declared faults add up.
  private func sumsAreConsistent(in folder: URL) throws {
    func table(_ name: String) throws -> [[String: String]] {
      let text = try String(
        contentsOf: folder.appendingPathComponent("autocorp/\(name).csv"), encoding: .utf8)
      var records = CSVText.records(of: text)
      let header = records.removeFirst()
      return records.map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }
    func cents(_ row: [String: String], _ column: String) -> Int? {
      Int((row[column] ?? "").filter { !"$,.".contains($0) })
    }
    var lines: [String: Int] = [:]
    let skus = Set(try table("auto-parts").compactMap { $0["sku"] })
    var unknown = 0
    for row in try table("sales_order_parts") {
      lines[row["order_id"] ?? "", default: 0] += abs(cents(row, "line_total") ?? 0)
      if !skus.contains(row["sku"]?.trimmingCharacters(in: .whitespaces) ?? "") { unknown += 1 }
    }
    for row in try table("sales_order_services") {
      lines[row["order_id"] ?? "", default: 0] += abs(cents(row, "line_total") ?? 0)
    }
    var (wrong, orders, customers) = (0, 0, 0)
    for row in try table("sales_orders") {
      orders += 1
      let id = row["customer_id"]?.trimmingCharacters(in: .whitespaces) ?? ""
      if !id.isEmpty, !(1...1149).contains(Int(id) ?? 0) { customers += 1 }
      guard let subtotal = cents(row, "subtotal"), let tax = cents(row, "tax"),
        let total = cents(row, "total_amount"), subtotal + tax == total,
        subtotal == lines[row["order_id"] ?? ""]
      else {
        wrong += 1
        continue
      }
      #expect(tax == (subtotal * 8 + 50) / 100)
    }
    #expect(orders > 12_600)
    #expect(customers == 0)
    #expect((1...40).contains(unknown))
    #expect((1...120).contains(wrong))
  }

  @Test func moreOrdersBeginWithTheSameCustomers() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let data = pack.appendingPathComponent("data")
    _ = try DataGenerator(spec: loadGenerationSpec(pack: pack), handWritten: data)
      .generate(orders: 10, seed: 20_240_607, faults: 0, output: folder)
    let path = "autocorp/customers.csv"
    let same =
      try Data(contentsOf: folder.appendingPathComponent(path))
      == Data(contentsOf: data.appendingPathComponent(path))
    #expect(same)
  }
}
