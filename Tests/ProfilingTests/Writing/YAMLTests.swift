import KnowledgePacks
import Testing

@testable import Profiling

@Suite struct YAMLTests {
  @Test(arguments: [
    "plain", "two words", "yes", "No", "null", "12", "1.5", "", " ", "a: b", "# no comment", "[x]", "{y}",
    "it's", "say \"hi\"",
    "back\\slash", "tab\there", "line\nbreak", "ends with ", "über", "日本語", "emoji 🎈", "a,b", "*star", "&and",
    "!bang", "%", "@",
    "-", "- a", "? b", "\u{0}", "\u{85}", "\u{2028}", "~", "on", "0x1F", "2024-01-01", "a #b",
    "trailing:", "`",
  ])
  func readsBack(text: String) throws {
    let node = try PackNode(
      parsing: "value: \(YAML.scalar(text))\nlist: \(YAML.list([text, "x"]))\n", file: "test.yaml")
    let fields = try node.fields("value", "list")
    #expect(try fields.string("value") == text)
    #expect(try fields.strings("list") == [text, "x"])
  }

  @Test func commentsAreOneLine() throws {
    let comment = YAML.comment("first\nsecond\u{0}\u{2028}third\r\nfourth: x", indent: 2)
    #expect(!comment.contains("\n"))
    let node = try PackNode(parsing: "\(comment)\nvalue: a\n", file: "test.yaml")
    #expect(try node.fields("value").string("value") == "a")
  }
}
