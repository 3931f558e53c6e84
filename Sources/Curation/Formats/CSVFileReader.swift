/// Reads the rows of a CSV file and hands each to a visitor.
struct CSVFileReader {
  let file: String
  let source: String
  let limits: ReadingLimits
  var delimiter = UInt8(ascii: ",")
  var block = ByteStream.block

  /// Reads `stream`, which begins with the header, to its end.
  func read(_ stream: ByteStream, _ visitor: some RecordVisitor) throws {
    let buffer = RecordBuffer(stream, limit: limits.longestRecord, block: block)
    var reader = CSVReader(mostColumns: limits.mostColumns, delimiter: delimiter)
    try buffer.skipByteOrderMark()
    guard let (header, _) = try header(buffer, &reader) else {
      if buffer.failure != nil { return try cut(buffer, line: 1, number: 1, visitor) }
      return try visitor.warn("the file is empty")
    }
    _ = try readRecords(buffer, &reader, header, line: 1 + reader.lineFeeds, from: 0, to: .max, visitor)
  }

  /// Reads the records of a part of a file, lines counted from 0 at its first record.
  ///
  /// - Returns: From where the first record starts to where the first one behind the part does, and the lines between.
  ///   A line end inside quotes is taken for the end of a record: the part is right when it starts where the one
  ///   before it ends.
  func read(
    _ part: Section.Part, of file: SourceFile, _ visitor: some RecordVisitor
  ) throws -> (bytes: Range<Int>, lines: Int) {
    var start = part.bytes.lowerBound
    if !part.isExact { start = try Self.lineStart(of: file, from: start) }
    if start >= part.bytes.upperBound { return (start..<start, 0) }
    let stream = try ByteStream.plain(file, from: start)
    let buffer = RecordBuffer(stream, limit: limits.longestRecord, block: block)
    var reader = CSVReader(mostColumns: limits.mostColumns, delimiter: delimiter)
    let (next, lines) = try readRecords(
      buffer, &reader, part.header, line: 0, from: start, to: part.bytes.upperBound, visitor)
    return (start..<next, lines)
  }

  /// The header of a file, where it ends, and its lines; nil for a packed file, or one without a header.
  func header(of file: SourceFile) throws -> (CSVHeader, end: Int, lines: Int)? {
    let buffer = RecordBuffer(try ByteStream.plain(file, from: 0), limit: limits.longestRecord, block: block)
    var reader = CSVReader(mostColumns: limits.mostColumns, delimiter: delimiter)
    try buffer.skipByteOrderMark()
    let mark = buffer.start
    if buffer.bytes.starts(with: ByteStream.gzipMagic) { return nil }
    guard let (header, size) = try header(buffer, &reader) else { return nil }
    return (header, mark + size, reader.lineFeeds)
  }

  /// The header of a file, packed or not; nil for one without.
  func header(_ stream: ByteStream) throws -> CSVHeader? {
    let buffer = RecordBuffer(stream, limit: limits.longestRecord, block: block)
    var reader = CSVReader(mostColumns: limits.mostColumns, delimiter: delimiter)
    try buffer.skipByteOrderMark()
    return try header(buffer, &reader)?.0
  }

  /// Where the first line starts that begins at `offset` or behind it; the end of the file when none does.
  private static func lineStart(of file: SourceFile, from offset: Int) throws -> Int {
    var place = max(0, offset - 1)
    let stream = try ByteStream.plain(file, from: place)
    let space = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 4096)
    defer { space.deallocate() }
    while true {
      let count = try stream.read(space)
      if count == 0 { return place }
      if let index = space[..<count].firstIndex(of: UInt8(ascii: "\n")) { return place + index + 1 }
      place += count
    }
  }

  /// Reads the records that start in `start..<end`, bytes of the file; `buffer` begins at `start`.
  ///
  /// - Returns: where the first record starts that is not read, and its line.
  private func readRecords(
    _ buffer: RecordBuffer, _ reader: inout CSVReader, _ header: CSVHeader, line firstLine: Int,
    from start: Int, to end: Int, _ visitor: some RecordVisitor
  ) throws -> (next: Int, line: Int) {
    let places = try header.places(of: visitor.wanted, file: file, source: source)
    let fields = UnsafeMutableBufferPointer<Field>.allocate(capacity: places.count)
    fields.initialize(repeating: .absent)
    defer { fields.deallocate() }
    var unescaped = UnescapeSpace()
    var (line, number, position) = (firstLine, 0, start)

    while position < end {
      if buffer.start == buffer.end {
        if buffer.isLast { break }
        _ = try buffer.fill()
        continue
      }
      let bytes = buffer.bytes
      let start = buffer.start
      var outcome = reader.next(in: bytes, from: start, isLast: buffer.isLast)
      if case .incomplete = outcome {
        if try buffer.fill() { continue }
        outcome = .malformed(.openQuote, next: bytes.count)
        let isLong = endOfFirstLine(bytes, start) == nil
        if isLong {
          number += 1
          position += try skipLongLine(buffer, line: line, number: number, visitor)
          line += 1
          continue
        }
      }
      var next = bytes.count
      var fault: String?
      switch outcome {
      case .incomplete: break
      case .record(let end):
        next = end
        if isBlank(reader, bytes) {
          line += reader.lineFeeds
          position += next - start
          buffer.advance(to: next)
          continue
        }
        if reader.fields.count != header.names.count {
          fault = "\(reader.fields.count) fields, expected \(header.names.count)"
        }
      case .malformed(let kind, let end):
        next = end
        fault = Self.words(kind)
      }
      var lines = reader.lineFeeds
      // A row that is none because a quote was left open must not swallow the lines after it.
      if fault != nil, let first = endOfFirstLine(bytes, start), first < next { (next, lines) = (first, 1) }
      number += 1
      let record = RawRecord(
        bytes: UnsafeBufferPointer(rebasing: bytes[start..<next]).trimmingLineEnd, line: line, number: number)
      if fault == nil, !buffer.isPlain { fault = textFault(record.bytes) }
      let isCut =
        buffer.isLast && buffer.failure != nil && next == buffer.end && bytes[next - 1] != UInt8(ascii: "\n")
      if isCut { fault = buffer.failure?.description }
      if let fault {
        try visitor.unreadable(record, reason: "found \(fault)")
      } else {
        if visitor.wantsNext() {
          unescaped.reset(bytes: next - start)
          for index in 0..<places.count {
            let place = places[index]
            fields[index] = place < 0 ? .absent : field(reader.fields[place], bytes, &unescaped)
          }
          try visitor.record(record, fields)
        }
      }
      line += lines
      position += next - start
      buffer.advance(to: next)
      if isCut { return (position, line) }
    }
    if buffer.failure != nil { try cut(buffer, line: line, number: number + 1, visitor) }
    return (position, line)
  }

  private static func words(_ fault: CSVReader.Fault) -> String {
    switch fault {
    case .openQuote: "a quote that is not closed"
    case .textAfterQuote: "text after a closing quote"
    case .tooManyColumns: "more columns than are read"
    }
  }

  @inline(__always)
  private func field(
    _ range: CSVReader.FieldRange, _ bytes: UnsafeBufferPointer<UInt8>, _ space: inout UnescapeSpace
  ) -> Field {
    var value = UnsafeBufferPointer(rebasing: bytes[range.start..<range.end])
    if range.hasEscapes { value = space.unescape(value) }
    value = value.trimmed
    return Field(bytes: value, kind: value.isEmpty ? .absent : .text)
  }

  private func isBlank(_ reader: CSVReader, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    reader.fields.count == 1 && reader.fields[0].start == reader.fields[0].end
  }

  private func endOfFirstLine(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
  }

  /// A line of more bytes than a record may have: its head goes to quarantine, the rest is passed over.
  ///
  /// - Returns: its bytes.
  private func skipLongLine(
    _ buffer: RecordBuffer, line: Int, number: Int, _ visitor: some RecordVisitor
  ) throws -> Int {
    var skipped = 0
    let head = Array(buffer.bytes[buffer.start...].prefix(64 * 1024))
    while true {
      if let end = endOfFirstLine(buffer.bytes, buffer.start) {
        skipped += end - buffer.start
        buffer.advance(to: end)
        break
      }
      skipped += buffer.end - buffer.start
      buffer.advance(to: buffer.end)
      if buffer.isLast { break }
      _ = try buffer.fill()
    }
    try head.withUnsafeBufferPointer { head in
      try visitor.unreadable(
        RawRecord(bytes: head, line: line, number: number),
        reason: "found a row of more than \(limits.longestRecord) bytes")
    }
    return skipped
  }

  private func cut(
    _ buffer: RecordBuffer, line: Int, number: Int, _ visitor: some RecordVisitor
  ) throws {
    try visitor.unreadable(
      RawRecord(bytes: UnsafeBufferPointer(start: nil, count: 0), line: line, number: number),
      reason: "found \(buffer.failure?.description ?? "a cut-off file")")
  }

  private func header(_ buffer: RecordBuffer, _ reader: inout CSVReader) throws -> (CSVHeader, size: Int)? {
    while true {
      switch reader.next(in: buffer.bytes, from: buffer.start, isLast: buffer.isLast) {
      case .incomplete:
        guard try buffer.fill() else {
          throw CurationError.tooManyColumns(file: file, limit: limits.mostColumns)
        }
      case .malformed(.tooManyColumns, _):
        throw CurationError.tooManyColumns(file: file, limit: limits.mostColumns)
      case .record(let next), .malformed(_, let next):
        if buffer.start == buffer.end { return nil }
        var space = UnescapeSpace()
        space.reset(bytes: next - buffer.start)
        let names = reader.fields.map {
          String(decoding: field($0, buffer.bytes, &space).bytes, as: UTF8.self)
        }
        let size = next - buffer.start
        buffer.advance(to: next)
        return (CSVHeader(names: names), size)
      }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Without white space of ASCII at both ends.
  @inline(__always)
  var trimmed: UnsafeBufferPointer<UInt8> {
    var (start, end) = (0, count)
    while start < end, self[start] == 0x20 || (0x09...0x0D).contains(self[start]) { start += 1 }
    while end > start, self[end - 1] == 0x20 || (0x09...0x0D).contains(self[end - 1]) { end -= 1 }
    return start == 0 && end == count ? self : UnsafeBufferPointer(rebasing: self[start..<end])
  }

  var trimmingLineEnd: UnsafeBufferPointer<UInt8> {
    var end = count
    if end > 0, self[end - 1] == 0x0A { end -= 1 }
    if end > 0, self[end - 1] == 0x0D { end -= 1 }
    return UnsafeBufferPointer(rebasing: self[0..<end])
  }
}
