package import Domain
import Foundation
import Yams

/// A place in a YAML file of a pack: reads strictly, and says where it stands when it cannot.
///
/// Unknown keys, missing keys and wrong types throw a `PackError` with file, line, place, found and expected.
package struct PackNode {
  package let file: String
  package let place: String
  package let line: Int?
  private let node: Node

  private init(file: String, place: String, node: Node) {
    (self.file, self.place, self.node) = (file, place, node)
    line = node.mark?.line
  }

  /// Parses `text`, the contents of `file` (named relative to the pack).
  package init(parsing text: String, file: String) throws(PackError) {
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw PackError(file: file, place: "file", found: "nothing", expected: "a YAML mapping")
      }
      self.init(file: file, place: "", node: node)
    } catch let error as PackError {
      throw error
    } catch YamlError.duplicatedKeysInMapping(let names, let context) {
      throw PackError(
        file: file, line: context.mark.line, place: "syntax",
        found: names.sorted().joined(separator: ", "), expected: "each key once")
    } catch let error as YamlError {
      var line: Int?
      switch error {
      case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
        line = mark.line
      default: break
      }
      throw PackError(
        file: file, line: line, place: "syntax", found: String(describing: error).firstLine,
        expected: "valid YAML")
    } catch {
      throw PackError(file: file, place: "syntax", found: "\(error)", expected: "valid YAML")
    }
  }

  /// An error at this place.
  package func error(found: String, expected: String, candidates: [String] = []) -> PackError {
    PackError(
      file: file, line: line, place: place.isEmpty ? "file" : place, found: found, expected: expected,
      candidates: candidates)
  }

  private func child(_ node: Node, _ name: String) -> PackNode {
    PackNode(file: file, place: place.isEmpty ? name : "\(place).\(name)", node: node)
  }

  private var kind: String {
    switch node {
    case .scalar(let scalar): scalar.string
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }

  // MARK: - Mappings

  /// The entries of a mapping whose keys are names, in the order of the file; a key that occurs twice throws.
  package func entries() throws(PackError) -> [(name: String, node: PackNode)] {
    guard let mapping = node.mapping else { throw error(found: kind, expected: "a mapping") }
    var seen = Set<String>()
    var entries: [(name: String, node: PackNode)] = []
    for (key, value) in mapping {
      guard let name = key.string else { throw error(found: "a key that is no text", expected: "a name") }
      guard seen.insert(name).inserted else {
        throw child(key, name).error(found: name, expected: "each key once")
      }
      entries.append((name, child(value, name)))
    }
    return entries
  }

  /// The fields of a mapping that may have these keys and no other.
  package func fields(_ known: String...) throws(PackError) -> Fields {
    var fields: [String: PackNode] = [:]
    for (name, node) in try entries() {
      guard known.contains(name) else {
        throw PackError(
          file: file, line: node.line, place: place.isEmpty ? "file" : place, found: name,
          expected: "one of the keys \(known.joined(separator: ", "))", candidates: known)
      }
      fields[name] = node
    }
    return Fields(node: self, fields: fields)
  }

  package struct Fields {
    let node: PackNode
    let fields: [String: PackNode]

    /// The field, or nil when the key is absent.
    package subscript(_ key: String) -> PackNode? { fields[key] }

    package func required(_ key: String) throws(PackError) -> PackNode {
      guard let field = fields[key] else {
        throw node.error(found: "no '\(key)'", expected: "the key '\(key)'")
      }
      return field
    }

    package func string(_ key: String) throws(PackError) -> String { try required(key).string() }
    /// Text, or nil when the key is absent; the like for the others.
    package func optionalString(_ key: String) throws(PackError) -> String? {
      guard let field = fields[key] else { return nil }
      return try field.string()
    }
    package func integer(_ key: String, or standard: Int) throws(PackError) -> Int {
      guard let field = fields[key] else { return standard }
      return try field.integer()
    }
    package func boolean(_ key: String, or standard: Bool) throws(PackError) -> Bool {
      guard let field = fields[key] else { return standard }
      return try field.boolean()
    }
    /// The texts of a list, or of a single text; empty when the key is absent.
    package func strings(_ key: String) throws(PackError) -> [String] {
      guard let field = fields[key] else { return [] }
      return try field.strings()
    }
    /// The members of a list; empty when the key is absent.
    package func list(_ key: String) throws(PackError) -> [PackNode] {
      guard let field = fields[key] else { return [] }
      return try field.list()
    }
    /// The entries of a mapping; empty when the key is absent.
    package func entries(_ key: String) throws(PackError) -> [(name: String, node: PackNode)] {
      guard let field = fields[key] else { return [] }
      return try field.entries()
    }
  }

  // MARK: - Lists and scalars

  package var isList: Bool { node.sequence != nil }
  package var isMapping: Bool { node.mapping != nil }

  package func list() throws(PackError) -> [PackNode] {
    guard let sequence = node.sequence else { throw error(found: kind, expected: "a list") }
    return sequence.enumerated().map { child($1, "\($0 + 1)") }
  }

  /// The texts of a list, or a single text as a list of one.
  package func strings() throws(PackError) -> [String] {
    if node.sequence == nil { return [try string()] }
    var texts: [String] = []
    for member in try list() { texts.append(try member.string()) }
    return texts
  }

  /// The text of a scalar as it is written, numbers and truth values too.
  package func string() throws(PackError) -> String {
    guard let scalar = node.scalar else { throw error(found: kind, expected: "a text") }
    return scalar.string
  }

  package func integer() throws(PackError) -> Int {
    guard let number = Int(try string()) else { throw error(found: kind, expected: "a whole number") }
    return number
  }

  package func number() throws(PackError) -> Double {
    guard let number = Double(try string()), number.isFinite else {
      throw error(found: kind, expected: "a number")
    }
    return number
  }

  package func boolean() throws(PackError) -> Bool {
    switch try string() {
    case "true", "yes": return true
    case "false", "no": return false
    default: throw error(found: kind, expected: "true or false")
    }
  }

  /// One of a closed list of names.
  package func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type = Choice.self
  ) throws(PackError) -> Choice where Choice.RawValue == String {
    let text = try string()
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    throw error(found: text, expected: "one of \(names.joined(separator: ", "))", candidates: names)
  }
}

extension String {
  fileprivate var firstLine: String { String(split(separator: "\n").first ?? "") }
}
