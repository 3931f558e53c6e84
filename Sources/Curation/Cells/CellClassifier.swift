import Domain

/// Tells what a cell can be read as, by the readers that read the columns.
struct CellClassifier {
  /// The readers of dates that are not in the order of ISO 8601.
  private let written: [(order: CellForm.Orders, parser: WrittenTimeParser)]

  /// Takes the names of the twelve months, from January.
  init(months: [String]) {
    written = WrittenTime.Order.allCases.map {
      (CellForm.Orders($0), WrittenTimeParser(WrittenTime(order: $0, months: months)))
    }
  }

  /// Digits of an exact amount after the point, at most.
  private static let mostPlaces = 9

  /// What a field can be read as, which is present, and no array or object.
  func form(_ field: Field) -> CellForm {
    var form = CellForm()
    let bytes = field.bytes
    guard let first = bytes.first else { return form }
    switch first {
    case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "$"), 0xC2, 0xE2:
      // A number of JSON may be a whole one with a point, which the readers know.
      if field.kind == .text, plainNumber(bytes, &form) { break }
      if Self.mayBeTime(bytes) { time(bytes, &form) }
      if form.types.isEmpty, form.orders.isEmpty { number(field, &form) }
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
      if field.kind == .text, bytes.count <= 40,
        bytes.last.map({ $0 &- 0x30 < 10 || $0 | 0x20 == 0x6D }) == true
      {
        time(bytes, &form)
      }
    default: break
    }
    if Self.mayBeTruth(bytes, first), NumberParser.boolean(bytes) != nil {
      form.types.insert(.boolean)
      form.isTruthWord = first &- 0x30 >= 10
    }
    return form
  }

  /// A sign that divides the parts of a date stands where the first part ends.
  private static func mayBeTime(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (6...40).contains(bytes.count) else { return false }
    func divides(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte == 0x20
    }
    return divides(bytes[1]) || divides(bytes[2]) || divides(bytes[4])
  }

  private static func mayBeTruth(_ bytes: UnsafeBufferPointer<UInt8>, _ first: UInt8) -> Bool {
    if first &- 0x30 < 2 { return bytes.count == 1 }
    switch first | 0x20 {
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "y"), UInt8(ascii: "n"): return bytes.count <= 5
    default: return false
    }
  }

  /// Digits of a number that is read without a closer look: it fits every type of number, and a `Double` exactly.
  private static let plainDigits = 15

  /// Digits with a point or without, which most numbers are: nothing is to be asked of the readers. False for others.
  private func plainNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ form: inout CellForm) -> Bool {
    guard bytes.count <= Self.plainDigits else { return false }
    let start = bytes[0] == UInt8(ascii: "-") ? 1 : 0
    var (units, places, digits, index): (Int64, Int, Int, Int) = (0, 0, 0, start)
    var hasPoint = false
    while index < bytes.count {
      let digit = bytes[index] &- 0x30
      if digit < 10 {
        units = units &* 10 &+ Int64(digit)
        digits += 1
        if hasPoint { places += 1 }
      } else if bytes[index] == UInt8(ascii: "."), !hasPoint, digits > 0 {
        hasPoint = true
      } else {
        return false
      }
      index += 1
    }
    guard digits > 0, !hasPoint || places > 0, places <= Self.mostPlaces else { return false }
    form.types = hasPoint ? [.decimal, .real] : [.integer, .decimal, .real]
    form.places = places
    let number = Double(units) / Double(FixedDecimal.power(places))
    form.number = start == 1 ? -number : number
    form.hasLeadingZero = bytes.count > start + 1 && bytes[start] == 0x30 && bytes[start + 1] &- 0x30 < 10
    return true
  }

  private func number(_ field: Field, _ form: inout CellForm) {
    let bytes = field.bytes
    if CellReader.cell(field, as: .integer) != nil { form.types.insert(.integer) }
    if let real = NumberParser.real(bytes) {
      form.types.insert(.real)
      form.number = real
    }
    form.places = places(bytes)
    if form.places <= Self.mostPlaces,
      case .decimal(let amount)? = CellReader.cell(field, as: .decimal(scale: form.places))
    {
      form.types.insert(.decimal)
      form.number = form.number ?? amount.double
      form.isAmount = !form.types.contains(.real)
      if form.isAmount {
        form.currency = String(decoding: bytes, as: UTF8.self).unicodeScalars.first {
          $0.properties.generalCategory == .currencySymbol
        }
      }
    }
    let digits = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") ? 1 : 0
    form.hasLeadingZero =
      bytes.count > digits + 1 && bytes[digits] == 0x30 && bytes[digits + 1] &- 0x30 < 10
  }

  private func places(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let point = bytes.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    return bytes[(point + 1)...].prefix { $0 &- 0x30 < 10 }.count
  }

  private func time(_ bytes: UnsafeBufferPointer<UInt8>, _ form: inout CellForm) {
    if let moment = TimeParser.moment(bytes) {
      form.types.formUnion([.date, .timestamp])
      form.day = moment.day
      form.hasTime = moment.second != 0
      return
    }
    for (order, parser) in written {
      guard let moment = parser.moment(bytes) else { continue }
      form.orders.insert(order)
      form.hasTime = moment.second != 0
    }
  }
}
