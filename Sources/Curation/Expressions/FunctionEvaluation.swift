import Domain

/// What functions compute.
final class Call: Computation {
  private let function: Function
  private let arguments: [Computation]

  init(_ function: Function, _ arguments: [Computation]) {
    (self.function, self.arguments) = (function, arguments)
  }

  override func cell(_ row: Row) -> Cell {
    switch function {
    case .coalesce:
      for argument in arguments {
        let cell = argument.cell(row)
        if !cell.isNull { return cell }
      }
      return .null
    case .when: return arguments[arguments[0].isTrue(row) ? 1 : 2].cell(row)
    case .lookup: return lookup(row)
    case .join: return join(row)
    default: break
    }
    let first = arguments.first?.cell(row) ?? .null
    if first.isNull { return .null }
    switch function {
    case .hoursBetween, .daysBetween:
      guard let start = first.string.flatMap({ TimeParser.moment($0) }),
        let end = arguments.last?.cell(row).string.flatMap({ TimeParser.moment($0) })
      else { return .null }
      return .real(Double(end.seconds - start.seconds) / (function == .hoursBetween ? 3600 : 86_400))
    case .abs: return Self.magnitude(first)
    default: break
    }
    guard let text = first.string else { return .null }
    switch function {
    case .lower: return .text(text.lowercased())
    case .upper: return .text(text.uppercased())
    case .trim: return text.withTrimmed { .text($0) }
    case .length: return .integer(Int64(text.count))
    case .digits:
      let digits = text.utf8.filter { (48...57).contains($0) }
      return digits.isEmpty ? .null : .text(String(decoding: digits, as: UTF8.self))
    case .localPart: return .text(String(text.lastIndex(of: "@").map { text[..<$0] } ?? text[...]))
    case .repeatedDigit:
      let digits = text.utf8.filter { (48...57).contains($0) }
      return .boolean(!digits.isEmpty && digits.allSatisfy { $0 == digits[0] })
    case .startsWith, .contains:
      guard let part = arguments.last?.cell(row).string else { return .null }
      return .boolean(function == .contains ? text.contains(part) : text.hasPrefix(part))
    default: return .null
    }
  }

  private func lookup(_ row: Row) -> Cell {
    let wanted = arguments[0].cell(row)
    var index = 1
    while index + 1 < arguments.count {
      if Expression.order(wanted, arguments[index].cell(row)) == 0 { return arguments[index + 1].cell(row) }
      index += 2
    }
    return index < arguments.count ? arguments[index].cell(row) : .null
  }

  private func join(_ row: Row) -> Cell {
    let texts = arguments.dropFirst().compactMap { $0.cell(row).string }
    return texts.isEmpty ? .null : .text(texts.joined(separator: arguments[0].cell(row).string ?? ""))
  }

  private static func magnitude(_ cell: Cell) -> Cell {
    switch cell {
    case .integer(let value): value == .min ? .null : .integer(Swift.abs(value))
    case .decimal(let value) where value.units != .min:
      FixedDecimal(units: Swift.abs(value.units), scale: value.scale).map(Cell.decimal) ?? .null
    case .real(let value): .real(Swift.abs(value))
    default: .null
    }
  }
}

extension String {
  fileprivate func withTrimmed(_ body: (String) -> Cell) -> Cell {
    var text = self
    let trimmed = text.withUTF8 { String(decoding: $0.trimmed, as: UTF8.self) }
    return trimmed.isEmpty ? .null : body(trimmed)
  }
}
