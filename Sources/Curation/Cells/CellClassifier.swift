import Domain

/// Tells what a cell can be read as, by the readers that read the columns.
struct CellClassifier {
  /// The readers of dates that are not in the order of ISO 8601.
  private let written: [(order: CellForm.Orders, parser: WrittenTimeParser)]

  /// - Parameter months: the names of the twelve months, from January.
  init(months: [String]) {
    written = WrittenTime.Order.allCases.map {
      (CellForm.Orders($0), WrittenTimeParser(WrittenTime(order: $0, months: months)))
    }
  }

  /// Digits of an exact amount after the point, at most.
  private static let mostPlaces = 9

  /// - Parameter field: present, and no array or object.
  func form(_ field: Field) -> CellForm {
    var form = CellForm()
    let bytes = field.bytes
    guard let first = bytes.first else { return form }
    switch first {
    case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "$"), 0xC2, 0xE2:
      number(field, &form)
      if form.types.isEmpty { time(bytes, &form) }
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
      if field.kind == .text, bytes.count <= 40,
        bytes.last.map({ $0 &- 0x30 < 10 || $0 | 0x20 == 0x6D }) == true
      {
        time(bytes, &form)
      }
    default: break
    }
    if bytes.count <= 5, NumberParser.boolean(bytes) != nil {
      form.types.insert(.boolean)
      form.isTruthWord = first &- 0x30 >= 10
    }
    return form
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
