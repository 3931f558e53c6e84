/// The ways between entities that the declared joins open.
package struct JoinGraph: Sendable {
  /// One step of a way: along a join (many to one, "up") or against it (one to many, "down").
  package struct Step: Sendable, Hashable {
    package let join: Join
    package let isDown: Bool

    /// The entity that the step leads to.
    package var target: EntityID { isDown ? join.from : join.to }
  }

  private let paths: [Pair: [Join]]
  private let relations: [Pair: [Step]]

  private struct Pair: Hashable {
    let from: EntityID
    let to: EntityID
  }

  /// Works out all ways at once: O(entities × joins).
  package init(_ catalog: Catalog) {
    var paths: [Pair: [Join]] = [:]
    var relations: [Pair: [Step]] = [:]
    for entity in catalog.entities {
      for (target, steps) in Self.ways(from: entity.id, joins: catalog.joins, down: false) {
        paths[Pair(from: entity.id, to: target)] = steps.map(\.join)
      }
      for (target, steps) in Self.ways(from: entity.id, joins: catalog.joins, down: true) {
        relations[Pair(from: entity.id, to: target)] = steps
      }
    }
    (self.paths, self.relations) = (paths, relations)
  }

  /// The joins from `subject` to the one row of `entity` that each of its rows has at most one of, in order;
  /// empty for the subject itself; nil when there is no such way or two that are equally short.
  package func path(from subject: EntityID, to entity: EntityID) -> [Join]? {
    subject == entity ? [] : paths[Pair(from: subject, to: entity)]
  }

  /// The shortest way from `subject` to rows of `entity` in any direction, fewest steps down among equally short
  /// ones; nil when there is none, or two equally good.
  package func relation(from subject: EntityID, to entity: EntityID) -> [Step]? {
    subject == entity ? [] : relations[Pair(from: subject, to: entity)]
  }

  /// The entities of which each row of `subject` has at most one, itself included.
  package func reachable(from subject: EntityID) -> Set<EntityID> {
    Set(paths.keys.lazy.filter { $0.from == subject }.map(\.to)).union([subject])
  }

  /// Breadth first; an entity reached in two equally good ways is left out.
  private static func ways(from start: EntityID, joins: [Join], down: Bool) -> [EntityID: [Step]] {
    struct Way {
      var steps: [Step]
      var isAmbiguous: Bool
      var downs: Int { steps.count { $0.isDown } }
    }
    var settled: [EntityID: Way] = [start: Way(steps: [], isAmbiguous: false)]
    var frontier: [EntityID] = [start]
    while !frontier.isEmpty {
      var found: [EntityID: Way] = [:]
      for entity in frontier {
        guard let way = settled[entity] else { continue }
        var steps = joins.filter { $0.from == entity }.map { Step(join: $0, isDown: false) }
        if down { steps += joins.filter { $0.to == entity }.map { Step(join: $0, isDown: true) } }
        for step in steps where settled[step.target] == nil {
          let next = Way(steps: way.steps + [step], isAmbiguous: way.isAmbiguous)
          guard let other = found[step.target] else {
            found[step.target] = next
            continue
          }
          if next.downs < other.downs {
            found[step.target] = next
          } else if next.downs == other.downs {
            found[step.target]?.isAmbiguous = true
          }
        }
      }
      settled.merge(found) { first, _ in first }
      frontier = found.keys.sorted()
    }
    settled[start] = nil
    return settled.filter { !$0.value.isAmbiguous }.mapValues(\.steps)
  }
}
