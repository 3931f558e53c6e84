/// Reads the records of a JSON document (an array of objects, or one object) or of JSON Lines.
struct JSONFileReader {
  let limits: ReadingLimits
  var block = ByteStream.block

  /// Reads a document: when it is not valid JSON as a whole, nothing of it is used, and it counts as one record.
  func readDocument(_ stream: ByteStream, _ visitor: some RecordVisitor) throws {
    let document: [UInt8]?
    do {
      document = try stream.readAll(limit: limits.largestDocument)
    } catch let error as InflateError {
      return try refuse([], "\(error)", visitor)
    }
    guard var document else {
      return try refuse([], "a document of more than \(limits.largestDocument) bytes", visitor)
    }
    if document.starts(with: [0xEF, 0xBB, 0xBF]) { document.removeFirst(3) }
    if document.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) {
      return try visitor.warn("the file is empty")
    }
    try document.withUnsafeBufferPointer { bytes in
      if let fault = textFault(bytes) { return try refuse(document, fault, visitor) }
      do {
        var scanner = JSONScanner(bytes, deepestNesting: limits.deepestNesting + 1)
        try scanner.skipValue()
        scanner.skipSpace()
        if scanner.index < bytes.count { throw scanner.fault("the end of the document") }
      } catch let error as JSONFault {
        let line = 1 + bytes[..<error.offset].reduce(0) { $1 == 0x0A ? $0 + 1 : $0 }
        return try refuse(document, "no valid JSON: on line \(line), \(error)", visitor)
      }
      try readRecords(bytes, visitor)
    }
  }

  private func refuse(_ document: [UInt8], _ found: String, _ visitor: some RecordVisitor) throws {
    try document.withUnsafeBufferPointer { bytes in
      try visitor.unreadable(
        RawRecord(bytes: bytes, line: 1, number: 1), reason: "the whole file: found \(found)")
    }
  }

  private func readRecords(_ bytes: UnsafeBufferPointer<UInt8>, _ visitor: some RecordVisitor) throws {
    let fields = UnsafeMutableBufferPointer<Field>.allocate(capacity: visitor.wanted.count)
    fields.initialize(repeating: .absent)
    defer { fields.deallocate() }
    var reader = JSONRecordReader(visitor.wanted, deepestNesting: limits.deepestNesting)
    var (line, counted, number) = (1, 0, 0)
    try forEachElement(of: bytes, deepestNesting: limits.deepestNesting + 1) { range in
      for byte in bytes[counted..<range.lowerBound] where byte == 0x0A { line += 1 }
      counted = range.lowerBound
      number += 1
      let record = RawRecord(bytes: UnsafeBufferPointer(rebasing: bytes[range]), line: line, number: number)
      do {
        try reader.read(record.bytes, fields)
      } catch {
        return try visitor.unreadable(record, reason: "found \(error)")
      }
      if visitor.wantsNext() { try visitor.record(record, fields) }
    }
  }

  /// Reads JSON Lines: a line that is no object is refused alone.
  func readLines(_ stream: ByteStream, _ visitor: some RecordVisitor) throws {
    let buffer = RecordBuffer(stream, limit: limits.longestRecord, block: block)
    let fields = UnsafeMutableBufferPointer<Field>.allocate(capacity: visitor.wanted.count)
    fields.initialize(repeating: .absent)
    defer { fields.deallocate() }
    var reader = JSONRecordReader(visitor.wanted, deepestNesting: limits.deepestNesting)
    var (line, number, isLong) = (0, 0, false)
    try buffer.skipByteOrderMark()
    while true {
      let bytes = buffer.bytes
      var next = bytes[buffer.start...].firstIndex(of: 0x0A).map { $0 + 1 }
      if next == nil {
        if !buffer.isLast {
          if try buffer.fill() { continue }
          if !isLong {
            number += 1
            try visitor.unreadable(
              RawRecord(bytes: bytes, line: line + 1, number: number),
              reason: "found a line of more than \(limits.longestRecord) bytes")
          }
          isLong = true
          buffer.advance(to: buffer.end)
          continue
        }
        guard buffer.start < buffer.end else { break }
        next = buffer.end
      }
      guard let next else { break }
      line += 1
      let text = UnsafeBufferPointer(rebasing: bytes[buffer.start..<next]).trimmingLineEnd
      let isCut = buffer.failure != nil && next == buffer.end && bytes[next - 1] != 0x0A
      buffer.advance(to: next)
      if isLong || text.trimmed.isEmpty || isCut {
        isLong = false
        continue
      }
      number += 1
      let record = RawRecord(bytes: text, line: line, number: number)
      if !buffer.isPlain, let fault = textFault(text) {
        try visitor.unreadable(record, reason: "found \(fault)")
        continue
      }
      do {
        try reader.read(text, fields)
      } catch {
        try visitor.unreadable(record, reason: "no valid JSON: found \(error)")
        continue
      }
      if visitor.wantsNext() { try visitor.record(record, fields) }
    }
    if let failure = buffer.failure {
      let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
      try visitor.unreadable(
        RawRecord(bytes: nothing, line: line + 1, number: number + 1), reason: "found \(failure)")
    } else if number == 0 {
      try visitor.warn("the file is empty")
    }
  }
}

/// Calls `body` with the range of each element of an array, or of the one value that is no array.
func forEachElement(
  of bytes: UnsafeBufferPointer<UInt8>, deepestNesting: Int, _ body: (Range<Int>) throws -> Void
) throws {
  var scanner = JSONScanner(bytes, deepestNesting: deepestNesting)
  scanner.skipSpace()
  guard scanner.byte == UInt8(ascii: "[") else {
    let start = scanner.index
    try scanner.skipValue()
    return try body(start..<scanner.index)
  }
  scanner.index += 1
  scanner.skipSpace()
  while scanner.index < bytes.count, scanner.byte != UInt8(ascii: "]") {
    scanner.skipSpace()
    let start = scanner.index
    try scanner.skipValue(depth: 1)
    try body(start..<scanner.index)
    scanner.skipSpace()
    if scanner.byte == UInt8(ascii: ",") { scanner.index += 1 }
  }
}
