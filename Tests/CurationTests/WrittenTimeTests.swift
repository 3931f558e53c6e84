import Domain
import Testing

@testable import Curation

@Suite struct WrittenTimeTests {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  private func moment(_ text: String, _ order: WrittenTime.Order) -> String? {
    var text = text
    return text.withUTF8 {
      WrittenTimeParser(WrittenTime(order: order, months: Self.months)).moment($0)?.timestamp
    }
  }

  @Test(arguments: [
    (WrittenTime.Order.day, "31/12/2024", "2024-12-31 00:00:00"), (.day, "1.2.2024", "2024-02-01 00:00:00"),
    (.day, "05-Mar-99", "1999-03-05 00:00:00"), (.day, "5 march 2024 7:05", "2024-03-05 07:05:00"),
    (.month, "12/31/69", "2069-12-31 00:00:00"), (.month, "12/31/70", "1970-12-31 00:00:00"),
    (.month, "Jan 1 2000", "2000-01-01 00:00:00"), (.month, "Dec 31, 2024 12:00 AM", "2024-12-31 00:00:00"),
    (.month, "1/2/2024 12:30:15 pm", "2024-01-02 12:30:15"), (.year, "2024/1/5", "2024-01-05 00:00:00"),
    (.year, "2010/01/01 23:59:59.25", "2010-01-01 23:59:59"), (.day, "29/02/2024", "2024-02-29 00:00:00"),
  ])
  func reads(order: WrittenTime.Order, text: String, expected: String) {
    #expect(moment(text, order) == expected)
  }

  @Test(arguments: [
    (WrittenTime.Order.day, "12/31/2024"), (.month, "31/12/2024"), (.day, "29/02/2023"), (.day, "1/2"),
    (.day, "1/2/3/4"),
    (.year, "24/1/5"), (.day, "1/2/20244"), (.month, "Janx 1 2000"), (.month, "1/2/2024 25:00"),
    (.month, "1/2/2024 13:00 PM"),
    (.day, "1/2/2024 10"), (.day, "1/2/2024x"), (.day, "001/2/2024"), (.day, "Ja 1 2000"), (.day, ""),
    (.day, "//2024//"),
    (.day, "1////2////2024"),
  ])
  func readsNot(order: WrittenTime.Order, text: String) { #expect(moment(text, order) == nil) }
}

@Suite struct HeaderNameTests {
  private func places(_ names: [String], _ wanted: [String]) throws -> [Int] {
    try CSVHeader(names: names).places(
      of: wanted.map { WantedField(column: $0, names: [$0], isOptional: false) }, file: "f.csv", source: "s")
  }

  @Test func aNameAsItIsWrittenGoesFirst() throws {
    #expect(try places(["Total", "total", "TOTAL"], ["total", "TOTAL", "Total"]) == [1, 2, 0])
    #expect(try places(["Unit Price"], ["unit_price"]) == [0])
    #expect(try places(["x", "x", "y"], ["x#2", "x#1", "y"]) == [1, 0, 2])
    #expect(try places(["", "a", ""], ["#1", "#2"]) == [0, 2])
  }

  @Test(arguments: [(["Total", "total"], "TOTAL"), (["x", "x"], "x"), (["a"], "b"), (["x", "x"], "x#3")])
  func isNotFound(names: [String], wanted: String) {
    #expect(throws: CurationError.self) { try places(names, [wanted]) }
  }
}

@Suite struct DelimiterTests {
  @Test(arguments: [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")])
  func divides(delimiter: UInt8) {
    let sign = String(Character(Unicode.Scalar(delimiter)))
    let bytes = Array(["a,b", "\"c\(sign)d\"", "", "e"].joined(separator: sign).utf8) + [UInt8(ascii: "\n")]
    bytes.withUnsafeBufferPointer { bytes in
      var reader = CSVReader(mostColumns: 10, delimiter: delimiter)
      #expect(reader.next(in: bytes, from: 0, isLast: true) == .record(next: bytes.count))
      let fields = reader.fields.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
      #expect(fields == ["a,b", "c\(sign)d", "", "e"])
    }
  }
}

@Suite struct SnifferTests {
  @Test(arguments: [
    ("a,b\n1,2\n", FileSniffer.Finding.csv(delimiter: UInt8(ascii: ","))),
    ("a;b\n1,5;2,5\n", .csv(delimiter: UInt8(ascii: ";"))),
    ("a\tb c\n1\t2, and 3\n", .csv(delimiter: UInt8(ascii: "\t"))),
    ("a|b\n1|2\n", .csv(delimiter: UInt8(ascii: "|"))),
    ("name\nx\n", .csv(delimiter: UInt8(ascii: ","))), ("{\"a\": 1}\n{\"a\": 2}\n", .jsonLines),
    ("{\"a\": 1}", .json),
    ("{\n \"a\": 1\n}", .json), ("[{\"a\": 1}]", .json),
    ("[city],[area]\nx,1\n", .csv(delimiter: UInt8(ascii: ","))),
    ("\u{FEFF}a;b\n1;2\n", .csv(delimiter: UInt8(ascii: ";"))), ("", .nothing("an empty file")),
  ])
  func tells(text: String, finding: FileSniffer.Finding) {
    #expect(FileSniffer.finding(Array(text.utf8), isWhole: true) == finding)
  }

  /// What a file ends with must not matter where it is not all there.
  @Test func aCutHeadIsNoFault() {
    let text = Array(("name,city\n" + String(repeating: "Zoë,Malmö\n", count: 50)).utf8)
    for count in 12..<text.count {
      #expect(
        FileSniffer.finding(Array(text.prefix(count)), isWhole: false) == .csv(delimiter: UInt8(ascii: ",")),
        "\(count)")
    }
  }
}
