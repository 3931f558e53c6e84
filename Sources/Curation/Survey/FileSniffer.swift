import Domain

/// Tells the format of a file from its first bytes.
enum FileSniffer {
  enum Finding: Equatable {
    case csv(delimiter: UInt8)
    case json
    case jsonLines
    case nothing(String)
  }

  /// Bytes that are looked at.
  static let head = 256 << 10
  /// Bytes between fields that are looked for, the commonest first.
  private static let delimiters = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }
  /// Records of CSV that are looked at.
  private static let mostRecords = 100

  /// What the head of a file looks like, which may be all of it.
  static func finding(_ head: [UInt8], isWhole: Bool) -> Finding {
    var bytes = head[...]
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return .nothing("a file in UTF-16, expected UTF-8")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    guard let first = bytes.first(where: { $0 != 0x20 && !(0x09...0x0D).contains($0) }) else {
      return .nothing("an empty file")
    }
    if bytes.contains(0) { return .nothing("bytes of zero, which no text has") }
    if !isWhole, let end = bytes.lastIndex(of: UInt8(ascii: "\n")) { bytes = bytes[...end] }
    if !isWhole, bytes.count == head.count { bytes = bytes.dropLast(cutCharacter(bytes)) }
    let text = Array(bytes)
    if let line = text.withUnsafeBufferPointer(firstLineThatIsNoText) {
      return .nothing("bytes on line \(line) that are no UTF-8")
    }
    if first == UInt8(ascii: "{") { return isLines(text, isWhole) ? .jsonLines : .json }
    if first == UInt8(ascii: "["), isArray(text, isWhole) { return .json }
    return csv(text)
  }

  /// Bytes of a character that the end of `bytes` cuts.
  private static func cutCharacter(_ bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    for byte in bytes.reversed().prefix(4) {
      count += 1
      if byte < 0x80 { return 0 }
      if byte >= 0xC0 { return count }
    }
    return 0
  }

  private static func firstLineThatIsNoText(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    if isUTF8(bytes) { return nil }
    var (line, start) = (1, 0)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if !isUTF8(UnsafeBufferPointer(rebasing: bytes[start..<end])) { return line }
      (line, start) = (line + 1, end + 1)
    }
    return line
  }

  /// The first line is an object by itself, and another one follows, or nothing does.
  private static func isLines(_ text: [UInt8], _ isWhole: Bool) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes, deepestNesting: 64)
      guard (try? scanner.skipValue()) != nil else { return false }
      if bytes[..<scanner.index].contains(UInt8(ascii: "\n")) { return false }
      scanner.skipSpace()
      return scanner.byte == UInt8(ascii: "{") || !isWhole && scanner.index == bytes.count
    }
  }

  /// An array of JSON, as far as the bytes go: no header that begins with a bracket.
  private static func isArray(_ text: [UInt8], _ isWhole: Bool) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes, deepestNesting: 64)
      do throws(JSONFault) {
        try scanner.skipValue()
        scanner.skipSpace()
        return scanner.index == bytes.count
      } catch {
        return !isWhole && error.offset + 1 >= bytes.count || error.offset > bytes.count / 2
      }
    }
  }

  /// The delimiter that gives most records as many fields as the header has, then the one that gives most fields.
  private static func csv(_ text: [UInt8]) -> Finding {
    var best: (delimiter: UInt8, share: Double, fields: Int)?
    text.withUnsafeBufferPointer { bytes in
      for delimiter in delimiters {
        guard let (share, fields) = fit(delimiter, bytes), fields > 1, share >= 0.8 else { continue }
        if let known = best, known.share + 0.1 > share, known.fields >= fields || share < known.share - 0.1 {
          continue
        }
        best = (delimiter, share, fields)
      }
    }
    return .csv(delimiter: best?.delimiter ?? UInt8(ascii: ","))
  }

  private static func fit(
    _ delimiter: UInt8, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (share: Double, fields: Int)? {
    var reader = CSVReader(mostColumns: 4096, delimiter: delimiter)
    var (index, fields, records, fitting) = (0, 0, 0, 0)
    while index < bytes.count, records < mostRecords {
      guard case .record(let next) = reader.next(in: bytes, from: index, isLast: true) else { return nil }
      if fields == 0 { fields = reader.fields.count }
      let isBlank = reader.fields.count == 1 && reader.fields[0].start == reader.fields[0].end
      if !isBlank {
        records += 1
        if reader.fields.count == fields { fitting += 1 }
      }
      index = next
    }
    return records == 0 ? nil : (Double(fitting) / Double(records), fields)
  }
}
