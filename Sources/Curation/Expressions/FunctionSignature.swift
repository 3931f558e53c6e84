import Domain

/// What functions take and give.
enum FunctionSignature {
  /// The type of a call; throws when the arguments do not fit.
  static func check(
    _ function: Function, _ arguments: [ExpressionParser.Typed], _ formula: Formula
  ) throws(PackError) -> ExpressionType {
    let types = arguments.map(\.type)
    func require(_ fits: Bool, _ shape: String) throws(PackError) {
      if !fits {
        let found = types.map(\.description).joined(separator: ", ")
        throw formula.place.error(
          found: "\(function.rawValue)(\(found))", expected: "\(function.rawValue)(\(shape))")
      }
    }
    func isText(_ type: ExpressionType) -> Bool { type == .text || type == .null }
    switch function {
    case .lower, .upper, .trim, .digits, .localPart:
      try require(types.count == 1 && types.allSatisfy(isText), "text")
      return .text
    case .length:
      try require(types.count == 1 && types.allSatisfy(isText), "text")
      return .integer
    case .repeatedDigit:
      try require(types.count == 1 && types.allSatisfy(isText), "text")
      return .boolean
    case .startsWith, .contains:
      try require(types.count == 2 && types.allSatisfy(isText), "text, text")
      return .boolean
    case .join:
      try require(types.count >= 2 && types.allSatisfy(isText), "text, text, …")
      return .text
    case .coalesce:
      let joined = join(types)
      try require(!types.isEmpty && joined != nil, "values of one type")
      return joined ?? .null
    case .when:
      let joined = join(Array(types.dropFirst()))
      try require(
        types.count == 3 && types[0] == .boolean && joined != nil, "condition, value, value of its type")
      return joined ?? .null
    case .lookup:
      let pairs = (types.count - 1) / 2
      let shape = "value, key, result, key, result …, otherwise"
      try require(pairs >= 1, shape)
      let keys = (0..<pairs).map { types[1 + $0 * 2] }
      var results = (0..<pairs).map { types[2 + $0 * 2] }
      if types.count % 2 == 0 { results.append(types[types.count - 1]) }
      let joined = join(results)
      try require(join([types[0]] + keys) != nil && joined != nil, shape)
      return joined ?? .null
    case .hoursBetween, .daysBetween:
      try require(types.count == 2 && types.allSatisfy { $0.isTime || $0 == .null }, "timestamp, timestamp")
      return .real
    case .abs:
      try require(types.count == 1 && types.allSatisfy(\.isNumber), "number")
      return types.first ?? .null
    }
  }

  private static func join(_ types: [ExpressionType]) -> ExpressionType? {
    var joined: ExpressionType = .null
    for type in types {
      guard let next = joined.joined(with: type) else { return nil }
      joined = next
    }
    return joined
  }
}
