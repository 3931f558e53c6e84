import Domain
import Rendering
import Testing

private let plain = Style(isTerminal: false, environment: [:], width: 80)

@Test func generationsAreListedWithTheirRows() {
  var count = SourceCount(name: "orders")
  (count.read, count.kept) = (4, 3)
  let text = GenerationsText.text(
    [
      GenerationSummary(
        id: "g2", built: "2024-12-31T00:00:00Z", isCurrent: true, sources: [count], bytes: 4096),
      GenerationSummary(id: "g1", label: "old", built: "", isCurrent: false, bytes: 1, fault: "it was cut"),
    ], now: 1_735_603_200 + 7200, style: plain)
  #expect(
    text == """
      generation  label      built                 age          size    rows
      ──────────  ─────────  ────────────────────  ───────────  ──────  ────
      g2          (current)  2024-12-31T00:00:00Z  2 hours old  4.1 kB     3
      g1          old                                           1 B        –

      rows kept  g2
      ─────────  ──
      orders      3
      g1 cannot be asked: it was cut

      """)
}

@Test func changesTellKeysAndValues() {
  var dataset = DatasetChanges(name: "orders", rowsBefore: 5, rowsAfter: 6)
  (dataset.added, dataset.removed, dataset.changed) = (2, 1, 1)
  let key = RowChange.Field(column: "id", old: .integer(7), new: .integer(7))
  let changes = GenerationChanges(
    from: "g1", to: "g2", datasets: [dataset],
    rows: [
      RowChange(kind: .added, key: [key]),
      RowChange(
        kind: .changed, key: [key],
        fields: [
          RowChange.Field(column: "name", old: .null, new: .text("a\nb")),
          RowChange.Field(column: "mail", old: .text("x"), new: .text("y"), isHidden: true),
        ]),
    ], limit: 1)
  let text = GenerationsText.text(changes, style: plain)
  #expect(text.hasPrefix("g1 → g2\n\ndataset  before  + added  - removed  = after  changed\n"))
  #expect(text.contains("added: 2\n  7\n  … and 1 more; --limit lists more\n"))
  #expect(text.contains("changed: 1\n  7: name – → a") && text.hasSuffix("mail (personal)\n"))
  #expect(!text.contains("x") && !text.contains("a\nb"))
  let same = GenerationChanges(
    from: "g1", to: "g2", datasets: [DatasetChanges(name: "orders", rowsBefore: 5, rowsAfter: 5)])
  #expect(GenerationsText.text(same, style: plain) == "g1 → g2\nnothing changed in 1 datasets\n")
  #expect(
    JSONWriter.text(of: changes).hasSuffix(
      #""rows":[{"change":"added","key":{"id":7}},{"change":"changed","key":{"id":7},"fields":["#
        + #"{"column":"name","old":null,"new":"a\nb"},{"column":"mail","personal":true}]}],"limit":1}"#))
}

@Test func lineageTellsWhatBecameOfEachRecord() {
  let repaired = Lineage.Field(
    column: "sum", raw: "-2.50", read: .integer(-3), isUnreadable: false, value: .integer(3), rule: "R1")
  let lineage = Lineage(
    dataset: "orders", source: "orders", generation: "g1",
    key: [Lineage.KeyPart(column: "id", value: .integer(7))],
    records: [
      .init(
        file: "a.csv", line: 2, fate: .superseded(.larger(column: "rev", own: .null, kept: .integer(3))),
        fields: [repaired]),
      .init(file: "a.csv", line: 3, fate: .kept, fields: [repaired]),
      .init(file: "b.csv", line: 9, fate: .quarantined(rule: "Q", reason: "found sum '500'"), fields: []),
      .init(file: "b.csv", line: 10, fate: .deleted(rule: "D"), fields: []),
    ], changedFiles: ["b.csv"], isUnchanged: false, inGeneration: .different)
  #expect(
    LineageText.text(lineage, style: plain) == """
      orders: id 7
      generation g1: it has another row than the files make
      changed since that generation: b.csv; what follows is how the files are now, a
      rebuild takes them up

      a.csv:2
        superseded: the largest rev is kept; – here, 3 there
        sum: '-2.50' → 3, repaired by R1

      a.csv:3
        kept: this is the row
        column  in the file  as read  in the row  rule
        ──────  ───────────  ───────  ──────────  ────
        sum     -2.50        -3       3           R1

      b.csv:9
        quarantined by Q: found sum '500'; pitwall quarantine --source orders --rule Q

      b.csv:10
        deleted on request, by D; nothing of it is kept or shown

      """)
}
