import Domain
import Foundation
import KnowledgePacks
import Testing

@testable import Curation

/// The whole of the real-shaped data, curated with the pack as it is shipped.
@Suite(.enabled(if: hasSharedData, "no shared data beside the package")) struct SharedData {
  static let collected = Result {
    try curate(
      loadSources(pack: packageRoot.appendingPathComponent("knowledge")), folders: [sharedData])
  }

  @Test(
    arguments: [
      ("parts", 400, 400), ("services", 110, 110), ("service_parts", 1074, 1074), ("customers", 1149, 1149),
      ("orders", 30_000, 29_960), ("order_parts", 79_050, 78_876), ("order_services", 9_438, 9_423),
      ("tickets", 5_000, 5_000), ("service_records", 1_643, 1_540), ("record_services", 2_400, 2_336),
      ("record_parts", 2_255, 2_195), ("purchases", 6_966, 6_698), ("customer_masters", 7_749, 7_555),
      ("vehicle_sales", 3_418, 3_200), ("service_history", 9_000, 9_000),
    ])
  func counts(source: String, read: Int, kept: Int) throws {
    let collected = try Self.collected.get()
    let count = collected.count(source)
    #expect(count.read == read)
    #expect(count.kept == kept)
    #expect(count.isConserved)
    #expect(collected.rows[source, default: []].count == kept)
    #expect(collected.quarantined.count { $0.source == source } == count.quarantined)
  }

  @Test(
    arguments: [
      ("orders", "O2", 23), ("orders", "O3", 14), ("order_parts", "L1", 19), ("order_parts", "L2", 40),
      ("order_parts", "L4", 115), ("order_services", "L4", 15), ("purchases", "P1", 78),
      ("service_records", "R1", 1), ("service_records", "R2", 61), ("customer_masters", "D2", 194),
    ])
  func quarantined(source: String, rule: String, count: Int) throws {
    let rows = try Self.collected.get().quarantined.filter { $0.source == source && $0.rule == rule }
    #expect(rows.count == count)
    #expect(rows.allSatisfy { $0.raw.isEmpty == (rule == "D2") })
  }

  @Test func repairsOrders() throws { #expect(try Self.collected.get().count("orders").repaired == 116) }

  @Test func convertsPurchasesExactly() throws {
    let rows = try Self.collected.get().rows["purchases", default: []]
    let units = rows.reduce(Int64(0)) { sum, row in
      if case .decimal(let amount) = row[8], amount.scale == 4 { sum + amount.units } else { sum }
    }
    #expect(units == 13_038_974_995)
  }

  @Test func namesLocationsByFile() throws {
    let rows = try Self.collected.get().rows["customer_masters", default: []]
    let locations = Set(rows.compactMap { $0[0].text })
    #expect(locations.count == 12)
    #expect(locations.contains("North Valley") && !locations.contains("NorthValley"))
    #expect(!rows.contains { $0[4].text?.lowercased().hasPrefix("noemail@") == true })
  }

  @Test func keepsNoTwoRowsOfAKey() throws {
    let collected = try Self.collected.get()
    for (source, key) in [
      ("orders", [0]), ("order_parts", [0, 1]), ("purchases", [4]), ("vehicle_sales", [0]),
    ] {
      let rows = collected.rows[source, default: []]
      #expect(Set(rows.map { row in key.map { row[$0] } }).count == rows.count)
    }
  }

  /// However the files are cut, the same rows come in the same order, with the same said of the others.
  @Test func sectionsChangeNothing() throws {
    let sources = try loadSources(pack: packageRoot.appendingPathComponent("knowledge")).filter {
      ["parts", "services", "orders", "order_services", "purchases", "vehicle_sales"].contains($0.name)
    }
    let whole = try curate(sources, folders: [sharedData], limits: ReadingLimits(section: .max))
    for section in [4_099, 100_003] {
      let cut = try curate(sources, folders: [sharedData], limits: ReadingLimits(section: section))
      #expect(cut.counts == whole.counts)
      #expect(cut.quarantined == whole.quarantined)
      #expect(cut.rows == whole.rows)
    }
  }
}
