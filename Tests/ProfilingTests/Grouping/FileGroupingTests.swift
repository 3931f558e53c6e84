import Domain
import Testing

@testable import Profiling

@Suite struct FileGroupingTests {
  private func member(_ path: String, _ fields: [String] = ["id", "total"]) -> FileGroup.Member {
    FileGroup.Member(path: path, format: .csv, delimiter: UInt8(ascii: ","), fields: fields)
  }

  private func patterns(_ paths: [String]) -> [[String]] {
    FileGrouping.groups(paths.map { member($0) }, root: "root").map(\.patterns)
  }

  @Test(arguments: [
    (["sales_2024_01.csv", "sales_2024_02.csv"], ["sales_*.csv"], "sales"),
    (["2024-01.csv", "2024-02.csv"], ["*.csv"], "root"),
    (["trips/2024-01.csv", "trips/2024-02.csv.gz"], ["trips/*.csv"], "trips"),
    (["region=us/sales.csv", "region=eu/sales.csv"], ["region=*/sales.csv"], "sales"),
    (
      ["year=2024/month=01/part-0.csv", "year=2024/month=02/part-0.csv"], ["year=*/month=*/part-*.csv"],
      "root"
    ),
    (["oslo-temps.csv", "rome-temps.csv"], ["{part}-temps.csv"], "temps"),
    (["shops/north.csv", "shops/south.csv", "shops/east.csv"], ["shops/{part}.csv"], "root"),
  ])
  func belongTogether(paths: [String], patterns: [String], name: String) throws {
    let groups = FileGrouping.groups(paths.map { member($0) }, root: "root")
    #expect(groups.flatMap(\.patterns) == patterns)
    #expect(groups.first?.name == name)
  }

  @Test func areApart() {
    // Other columns, other names, two files only without a shared word.
    let others = [member("sales_1.csv"), member("sales_2.csv", ["city", "country", "area"])]
    #expect(FileGrouping.groups(others, root: "root").count == 2)
    #expect(patterns(["orders.csv", "refunds.csv"]).count == 2)
    // A pattern that would take a file of another table is not used.
    let mixed = [member("a1.csv"), member("a2.csv"), member("a3.csv", ["x", "y", "z"])]
    #expect(FileGrouping.groups(mixed, root: "root").map(\.patterns) == [["a1.csv", "a2.csv"], ["a3.csv"]])
  }

  @Test func columnsOfSomeFilesOnly() {
    let fields = ["a", "b", "c", "d", "e"]
    let groups = FileGrouping.groups(
      [member("x1.csv", fields), member("x2.csv", fields + ["f"])], root: "root")
    #expect(groups.count == 1)
    #expect(groups.first?.fields == fields + ["f"])
    #expect(groups.first?.optional == ["f"])
  }
}
