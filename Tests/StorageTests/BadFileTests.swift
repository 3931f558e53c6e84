import Foundation
import Storage
import Testing

@Suite struct BadFileTests {
  /// A file in a bad state, made from the bytes of a good one.
  struct Bad: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: String
    let make: @Sendable (Data) -> Data
  }

  static let register = [
    Bad(testDescription: "cut", words: "was cut") { $0.prefix($0.count - 100) },
    Bad(testDescription: "cut to a page", words: "was cut") { $0.prefix(4096) },
    Bad(testDescription: "cut in the header", words: "no SQLite database") { $0.prefix(50) },
    Bad(testDescription: "empty", words: "an empty file") { _ in Data() },
    Bad(testDescription: "text", words: "no SQLite database") { _ in
      Data(String(repeating: "a,b\n", count: 999).utf8)
    },
    Bad(testDescription: "another program's", words: "another program (7)") { patch($0, 68, [0, 0, 0, 7]) },
    Bad(testDescription: "unfinished", words: "another program (0)") { patch($0, 68, [0, 0, 0, 0]) },
    Bad(testDescription: "a newer schema", words: "expected schema version 6, found 99") {
      patch($0, 60, [0, 0, 0, 99])
    },
    Bad(testDescription: "pages of zeros", words: "is damaged") {
      $0.prefix(4096) + Data(count: $0.count - 4096)
    },
    Bad(testDescription: "first page of zeros", words: "is damaged") {
      $0.prefix(100) + Data(count: 3996) + $0.dropFirst(4096)
    },
    Bad(testDescription: "nonsense after the header", words: "is damaged") {
      $0.prefix(100) + Data(repeating: 0xA7, count: $0.count - 100)
    },
  ]

  static func patch(_ data: Data, _ place: Int, _ bytes: [UInt8]) -> Data {
    var data = data
    data.replaceSubrange(place..<place + bytes.count, with: bytes)
    return data
  }

  @Test(arguments: register) func refuses(bad: Bad) throws {
    let scratch = try Scratch()
    try scratch.build { try Sample.fill($0) }
    try bad.make(Data(contentsOf: scratch.file)).write(to: scratch.file)
    #expect {
      try scratch.open()
    } throws: {
      $0 is StorageError && "\($0)".contains(bad.words)
    }
    try scratch.build("next")
    #expect(try scratch.open().metadata.generation == "next")
  }

  @Test func saysHowToMakeAMissingFile() throws {
    let scratch = try Scratch()
    #expect(throws: StorageError.missing(file: scratch.file.path)) { try scratch.open() }
    #expect("\(StorageError.missing(file: "a.db"))" == "a.db: no database there; `pitwall rebuild` makes it")
  }

  @Test func aFolderIsNoDatabase() throws {
    let scratch = try Scratch()
    #expect(throws: StorageError.self) { try Generation(opening: scratch.folder) }
    #expect(throws: StorageError.self) {
      try GenerationWriter(replacing: URL(fileURLWithPath: "/dev/null/a/b.db"))
    }
  }
}
