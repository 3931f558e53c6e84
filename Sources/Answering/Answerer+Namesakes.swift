import Domain
import SQLCompiler
import Understanding

/// Several people of one name: which of them is meant is asked, since their numbers are not one number.
extension Answerer {
  /// People asked back about at most.
  static let mostNamesakes = 8

  /// A question back when the query is about one person by a name that several have; nil otherwise, also when the
  /// people themselves are listed.
  func namesakes(_ interpretation: Interpretation, _ question: String) async -> Answer? {
    let query = interpretation.query
    for (attribute, name) in Self.names(in: query.filter) {
      guard let person = catalog.entity(attribute.entity), person.isPerson, person.labelID == attribute,
        person.label != person.key, person.id != query.subject
      else { continue }
      let own = Self.conditions(in: query.filter).filter { condition in
        if case .compare(let id, _) = condition { id.entity == person.id } else { false }
      }
      let shown = person.show.filter { $0.entity == person.id && $0 != person.keyID && $0 != attribute }
      let people = Query(
        subject: person.id, columns: [person.keyID] + shown, filter: .all(own), limit: Self.mostNamesakes + 1,
        asOf: query.asOf)
      guard let statement = try? compiler.compile(people), let table = try? await world.execute(statement),
        table.rows.count > 1
      else { continue }
      let noun = person.names.first ?? person.id
      let options = table.rows.prefix(Self.mostNamesakes).map { row in
        let key = row.first?.description ?? ""
        let place = row.dropFirst().map(\.description).filter { !$0.isEmpty }.joined(separator: ", ")
        return Answer.Option(
          label: "\(name), \(noun) \(key)" + (place.isEmpty ? "" : ", \(place)"),
          question: question.replacing(name, with: "\(noun) \(key)"))
      }
      return Answer(
        kind: .clarification, text: "More than one \(noun) is called \(name). Which is meant?",
        interpretation: "A name that several have", options: Array(options), confidence: 0.4)
    }
    return nil
  }

  /// Conditions that must all hold.
  private static func conditions(in predicate: Predicate) -> [Predicate] {
    if case .all(let parts) = predicate { parts.flatMap(conditions) } else { [predicate] }
  }

  private static func names(in predicate: Predicate) -> [(AttributeID, String)] {
    conditions(in: predicate).flatMap { condition -> [(AttributeID, String)] in
      switch condition {
      case .compare(let id, .equal(.text(let name))): [(id, name)]
      case .related(_, let inside): names(in: inside)
      default: []
      }
    }
  }
}
