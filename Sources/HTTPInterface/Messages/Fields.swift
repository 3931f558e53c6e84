import Domain

/// The members of an object that was sent, read one by one; every error names the field, what was found and what
/// was expected. A member that is null counts as absent, one that nobody asks for is ignored.
struct Fields {
  let members: [String: JSONInput]
  /// "messages[3].", or empty at the top.
  let prefix: String

  init(_ value: JSONInput, place: String = "body") throws(HTTPFailure) {
    guard case .object(let members) = value else {
      throw .invalidField(place, found: value.kind, expected: "an object")
    }
    self.members = members
    prefix = place == "body" ? "" : place + "."
  }

  /// The member, or nil when it is absent or null.
  subscript(_ name: String) -> JSONInput? {
    guard let value = members[name], value != .null else { return nil }
    return value
  }

  /// A text of 1 to `bytes` bytes, not blank.
  func text(_ name: String, bytes limit: Int) throws(HTTPFailure) -> String {
    guard let text = try optionalText(name, bytes: limit) else {
      let found = members[name] == nil ? "nothing" : "null"
      throw .invalidField(prefix + name, found: found, expected: "a text")
    }
    return text
  }

  /// A text of 1 to `bytes` bytes, not blank; nil when it is absent.
  func optionalText(_ name: String, bytes limit: Int) throws(HTTPFailure) -> String? {
    guard let value = self[name] else { return nil }
    guard case .string(let text) = value else {
      throw .invalidField(prefix + name, found: value.kind, expected: "a text")
    }
    return try Self.checked(text, field: prefix + name, bytes: limit)
  }

  static func checked(_ text: String, field: String, bytes limit: Int) throws(HTTPFailure) -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw .invalidField(field, found: "an empty text", expected: "a text")
    }
    guard text.utf8.count <= limit else {
      throw .invalidField(
        field, found: "\(text.utf8.count) bytes", expected: "a text of \(limit) bytes at most")
    }
    return text
  }

  /// False when it is absent.
  func boolean(_ name: String) throws(HTTPFailure) -> Bool {
    switch self[name] {
    case nil: return false
    case .boolean(let value): return value
    case .some(let value):
      throw .invalidField(prefix + name, found: value.kind, expected: "true or false")
    }
  }

  /// A whole number of `range`; nil when it is absent.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(HTTPFailure) -> Int? {
    guard let value = self[name] else { return nil }
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard case .number(let number) = value else {
      throw .invalidField(prefix + name, found: value.kind, expected: expected)
    }
    guard let integer = Int(exactly: number), range.contains(integer) else {
      throw .invalidField(prefix + name, found: "\(Value.real(number))", expected: expected)
    }
    return integer
  }

  /// A day, written YYYY-MM-DD; nil when it is absent.
  func date(_ name: String) throws(HTTPFailure) -> CalendarDate? {
    guard let value = self[name] else { return nil }
    let expected = "a date, YYYY-MM-DD"
    guard case .string(let text) = value else {
      throw .invalidField(prefix + name, found: value.kind, expected: expected)
    }
    guard text.utf8.count == 10, text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let date = CalendarDate(iso: text)
    else {
      throw .invalidField(prefix + name, found: "'\(text.prefix(40))'", expected: expected)
    }
    return date
  }

  /// Texts of 1 to `bytes` bytes; none when it is absent.
  func texts(_ name: String, count: Int, bytes limit: Int) throws(HTTPFailure) -> [String] {
    guard let value = self[name] else { return [] }
    guard case .array(let elements) = value else {
      throw .invalidField(prefix + name, found: value.kind, expected: "an array of texts")
    }
    guard elements.count <= count else {
      throw .invalidField(
        prefix + name, found: "\(elements.count) elements", expected: "\(count) elements at most")
    }
    var texts: [String] = []
    for (index, element) in elements.enumerated() {
      let field = "\(prefix)\(name)[\(index)]"
      guard case .string(let text) = element else {
        throw .invalidField(field, found: element.kind, expected: "a text")
      }
      texts.append(try Self.checked(text, field: field, bytes: limit))
    }
    return texts
  }
}
