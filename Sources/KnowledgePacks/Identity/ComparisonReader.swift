import Domain

/// Reads what is asked of two records: levels with a test each, and what it means that none holds.
enum ComparisonReader {
  static func comparison(_ name: String, _ node: PackNode) throws(PackError) -> IdentityComparison {
    let fields = try node.fields("levels", "otherwise")
    var levels: [IdentityComparison.Level] = []
    for (name, node) in try fields.required("levels").entries() { levels.append(try level(name, node)) }
    guard !levels.isEmpty else { throw node.error(found: "no levels", expected: "one level or more") }
    var comparison = IdentityComparison(
      name: name.replacing("_", with: " "), place: node.packPlace, levels: levels)
    let otherwise = try fields.required("otherwise")
    if try otherwise.string() == "apart" {
      (comparison.isApartOtherwise, comparison.otherwise) = (true, 0.001)
    } else {
      comparison.otherwise = try share(otherwise)
    }
    return comparison
  }

  private static func level(_ name: String, _ node: PackNode) throws(PackError) -> IdentityComparison.Level {
    let fields = try node.fields(
      "equal", "alias", "edits", "initial", "most", "shortest", "known", "expected")
    let tests = ["equal", "alias", "edits", "initial"].filter { fields[$0] != nil }
    guard tests.count == 1, let kind = tests.first else {
      throw node.error(
        found: tests.isEmpty ? "no test" : tests.joined(separator: " and "),
        expected: "one of equal, alias, edits and initial")
    }
    let value = try fields.string(kind)
    let test: IdentityComparison.Test
    switch kind {
    case "equal": test = .equal(value)
    case "alias": test = .alias(value)
    case "initial": test = .initial(value)
    default:
      test = .edits(
        value, most: try fields.integer("most", or: 1), shortest: try fields.integer("shortest", or: 4),
        known: try fields.integer("known", or: .max))
    }
    return IdentityComparison.Level(
      name: name.replacing("_", with: " "), test: test, expected: try share(fields.required("expected")),
      place: node.packPlace)
  }

  private static func share(_ node: PackNode) throws(PackError) -> Double {
    let number = try node.number()
    guard number > 0, number < 1 else {
      throw node.error(found: "\(number)", expected: "a share between 0 and 1, or 'apart' for otherwise")
    }
    return number
  }
}
