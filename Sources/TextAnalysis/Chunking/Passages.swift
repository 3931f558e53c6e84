/// The smallest pieces of a text that are kept whole: paragraphs, else sentences, else runs of words.
struct Passages {
  struct Passage {
    let bytes: Range<Int>
    let words: Int
    /// The passage begins with a heading.
    let startsSection: Bool
  }

  private let utf8: [UInt8]
  private let target: Int
  private let longest: Int

  /// `longest` is the bytes of the longest passage, at least 4.
  init(_ utf8: [UInt8], target: Int, longest: Int) {
    (self.utf8, self.target, self.longest) = (utf8, target, max(4, longest))
  }

  /// All passages in order; they cover the text without gap or overlap. O(length).
  func all() -> [Passage] {
    var passages: [Passage] = []
    for paragraph in paragraphs() {
      let words = count(paragraph)
      let startsSection = isHeading(paragraph.lowerBound)
      if words <= target, paragraph.count <= longest {
        passages.append(Passage(bytes: paragraph, words: words, startsSection: startsSection))
        continue
      }
      for (index, piece) in sentences(of: paragraph).flatMap(cut).enumerated() {
        passages.append(
          Passage(bytes: piece, words: count(piece), startsSection: startsSection && index == 0))
      }
    }
    return passages
  }

  /// Cuts after blank lines and before headings; a heading stays with the paragraph under it.
  private func paragraphs() -> [Range<Int>] {
    var cuts: [Int] = []
    var lineStart = 0
    var wasBlank = false
    var isUnderHeading = false
    while lineStart < utf8.count {
      let end = utf8[lineStart...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? utf8.count
      let isBlank = utf8[lineStart..<end].allSatisfy(Self.isSpace)
      if lineStart > 0, !isBlank, !isUnderHeading, wasBlank || isHeading(lineStart) {
        cuts.append(lineStart)
      }
      if !isBlank { isUnderHeading = isHeading(lineStart) }
      (wasBlank, lineStart) = (isBlank, end)
    }
    return ranges(of: 0..<utf8.count, at: cuts)
  }

  /// Cuts after a line, and after a full stop, question or exclamation mark with a blank behind it.
  private func sentences(of paragraph: Range<Int>) -> [Range<Int>] {
    var cuts: [Int] = []
    for index in paragraph.dropFirst() where Self.isSpace(utf8[index - 1]) && !Self.isSpace(utf8[index]) {
      var before = index - 1
      var isLineEnd = false
      while before > paragraph.lowerBound, Self.isSpace(utf8[before]) {
        if utf8[before] == UInt8(ascii: "\n") { isLineEnd = true }
        before -= 1
      }
      if isLineEnd || ".!?".utf8.contains(utf8[before]) { cuts.append(index) }
    }
    return ranges(of: paragraph, at: cuts)
  }

  /// Cuts a sentence that is still too long between words, and a word that is too long between characters.
  private func cut(_ sentence: Range<Int>) -> [Range<Int>] {
    guard sentence.count > longest || count(sentence) > target else { return [sentence] }
    var starts: [Int] = []
    utf8[sentence].withUnsafeBufferPointer { bytes in
      WordScanner.scan(bytes) { range, role in
        if role != .part { starts.append(sentence.lowerBound + range.lowerBound) }
      }
    }
    let between = stride(from: target, to: starts.count, by: target).map { starts[$0] }
    return ranges(of: sentence, at: between).flatMap { piece in
      var cuts: [Int] = []
      var start = piece.lowerBound
      while piece.upperBound - start > longest {
        start += longest
        while start > piece.lowerBound, utf8[start] & 0xC0 == 0x80 { start -= 1 }
        cuts.append(start)
      }
      return ranges(of: piece, at: cuts)
    }
  }

  private func ranges(of whole: Range<Int>, at cuts: [Int]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = whole.lowerBound
    for cut in cuts where cut > start {
      ranges.append(start..<cut)
      start = cut
    }
    if start < whole.upperBound { ranges.append(start..<whole.upperBound) }
    return ranges
  }

  private func count(_ range: Range<Int>) -> Int {
    var count = 0
    utf8[range].withUnsafeBufferPointer { bytes in
      WordScanner.scan(bytes) { _, role in if role != .part { count += 1 } }
    }
    return count
  }

  /// Whether a Markdown heading begins at `start`, the beginning of a line.
  private func isHeading(_ start: Int) -> Bool {
    let marks = utf8[start...].prefix(7).prefix { $0 == UInt8(ascii: "#") }.count
    let after = start + marks
    return (1...6).contains(marks) && after < utf8.count && utf8[after] == UInt8(ascii: " ")
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
