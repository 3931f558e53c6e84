/// What the data means, in business terms: entities, how they join, what can be measured, how people call it.
///
/// Built from a pack and checked against its datasets; the only source of SQL identifiers.
package struct Catalog: Sendable {
  package let entities: [Entity]
  package let joins: [Join]
  package let measures: [Measure]
  /// What the compiler may ask instead of rows: of those of one entity the first that tells all that is asked.
  package var rollups: [Rollup]
  package let templates: [QuestionTemplate]
  /// Subjects that the data does not hold, or that are not to be answered, with what to say.
  package let topics: [Topic]
  /// Questions that work, offered where one did not.
  package let examples: [String]

  private let entityIndex: [EntityID: Int]
  private let measureIndex: [MeasureID: Int]

  package init(
    entities: [Entity], joins: [Join], measures: [Measure], rollups: [Rollup] = [],
    templates: [QuestionTemplate] = [], topics: [Topic] = [], examples: [String] = []
  ) {
    (self.entities, self.joins, self.measures, self.rollups) = (entities, joins, measures, rollups)
    (self.templates, self.topics, self.examples) = (templates, topics, examples)
    entityIndex = Dictionary(entities.enumerated().map { ($1.id, $0) }) { first, _ in first }
    measureIndex = Dictionary(measures.enumerated().map { ($1.id, $0) }) { first, _ in first }
  }

  package func entity(_ id: EntityID) -> Entity? { entityIndex[id].map { entities[$0] } }
  package func measure(_ id: MeasureID) -> Measure? { measureIndex[id].map { measures[$0] } }
  package func attribute(_ id: AttributeID) -> Attribute? { entity(id.entity)?.attribute(id.name) }
  package func template(_ id: String) -> QuestionTemplate? { templates.first { $0.id == id } }
}

package typealias EntityID = String
package typealias MeasureID = String

/// Names an attribute of an entity: "part.price".
package struct AttributeID: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let entity: EntityID
  package let name: String

  package init(_ entity: EntityID, _ name: String) { (self.entity, self.name) = (entity, name) }

  package var description: String { "\(entity).\(name)" }
  package static func < (left: Self, right: Self) -> Bool {
    (left.entity, left.name) < (right.entity, right.name)
  }
}

/// A kind of thing with one row each in a dataset: a part, an order, a line of an order. Immutable; like the other nouns
/// of the catalog a class, since every reading of a question refers to it.
package final class Entity: Sendable {
  package let id: EntityID
  /// The area of the business, as said to a reader who must choose: "orders", "tickets".
  package let domain: String
  package let dataset: String
  /// The attribute that tells rows apart.
  package let key: String
  /// The attribute that people call a row by; often a name.
  package let label: String
  /// What people call the rows, singular; plurals are understood.
  package let names: [String]
  /// What happens to other things in a row of this: a part is "sold", "ordered".
  package let verbs: [String]
  /// Words of the area that single this entity out without naming it: "counter", "workshop".
  package let hints: [String]
  /// Attributes shown when rows are listed.
  package let show: [AttributeID]
  /// The moment of a row: what a time window and a time grain apply to.
  package let time: AttributeID?
  /// What "top", "best", "popular" order this by; nil asks back when there is a choice.
  package let ranking: MeasureID?
  /// True for a dataset that only ties two others together: a service and its parts.
  package let isLink: Bool
  /// The rows are people: what "who" asks for.
  package let isPerson: Bool
  /// Less likely meant than others of the same name.
  package let isSecondary: Bool
  package let attributes: [Attribute]
  package let segments: [Segment]

  package init(
    id: EntityID, domain: String, dataset: String, key: String, label: String, names: [String],
    verbs: [String] = [], hints: [String] = [], show: [AttributeID] = [], time: AttributeID? = nil,
    ranking: MeasureID? = nil, isLink: Bool = false, isPerson: Bool = false, isSecondary: Bool = false,
    attributes: [Attribute],
    segments: [Segment] = []
  ) {
    (self.isPerson, self.isSecondary) = (isPerson, isSecondary)
    (self.id, self.domain, self.dataset, self.key, self.label) = (id, domain, dataset, key, label)
    (self.names, self.verbs, self.hints, self.show, self.time) = (names, verbs, hints, show, time)
    (self.ranking, self.isLink, self.attributes, self.segments) = (ranking, isLink, attributes, segments)
  }

  package func attribute(_ name: String) -> Attribute? { attributes.first { $0.id.name == name } }
  package func segment(_ name: String) -> Segment? { segments.first { $0.name == name } }
  package var keyID: AttributeID { AttributeID(id, key) }
  package var labelID: AttributeID { AttributeID(id, label) }
}

/// A property of an entity's rows.
package final class Attribute: Sendable {
  /// SQL over one row; `{this}` stands for the row's table, `{as_of}` for the day that time counts from.
  package let sql: String
  package let id: AttributeID
  package let label: String
  package let names: [String]
  package let type: ColumnType
  package let unit: String?
  /// Its distinct values are known and can be filters: categories, vendors, names.
  package let hasValues: Bool
  /// What people say for a value: P1 is "critical". Keys are values as stored.
  package let synonyms: [String: [String]]
  /// Words that order by it, largest first ("most expensive") and smallest first ("cheapest").
  package let largest: [String]
  package let smallest: [String]
  /// An exact name of the row: SKU, invoice number.
  package let isIdentifier: Bool
  package let isPersonal: Bool
  /// The number meant when a question compares without naming an attribute: "parts under $12".
  package let isDefaultAmount: Bool
  /// A year right before the noun is this: a "2018 model".
  package let isAdjectival: Bool

  package init(
    id: AttributeID, sql: String, label: String, names: [String], type: ColumnType, unit: String? = nil,
    hasValues: Bool = false, synonyms: [String: [String]] = [:], largest: [String] = [],
    smallest: [String] = [], isIdentifier: Bool = false, isPersonal: Bool = false,
    isDefaultAmount: Bool = false, isAdjectival: Bool = false
  ) {
    (self.id, self.sql, self.label, self.names, self.type, self.unit) = (id, sql, label, names, type, unit)
    (self.hasValues, self.synonyms, self.largest, self.smallest) = (hasValues, synonyms, largest, smallest)
    (self.isIdentifier, self.isPersonal) = (isIdentifier, isPersonal)
    (self.isDefaultAmount, self.isAdjectival) = (isDefaultAmount, isAdjectival)
  }

  package var isNumber: Bool {
    switch type {
    case .integer, .real, .decimal: true
    case .text, .boolean, .date, .timestamp: false
    }
  }
  package var isTime: Bool { type == .date || type == .timestamp }
}

/// A named condition on the rows of an entity: an "open" ticket.
package struct Segment: Sendable {
  package let name: String
  package let label: String
  package let names: [String]
  /// A truth value in SQL over one row; `{this}` and `{as_of}` as in an attribute.
  package let sql: String
  /// Rows that belong to one of the segment, and how many of them it has at least: what the segment means in a period.
  package let events: Events?

  package struct Events: Sendable, Hashable {
    package let entity: EntityID
    package let atLeast: Int

    package init(entity: EntityID, atLeast: Int) { (self.entity, self.atLeast) = (entity, atLeast) }
  }

  package init(name: String, label: String, names: [String], sql: String, events: Events? = nil) {
    (self.name, self.label, self.names, self.sql, self.events) = (name, label, names, sql, events)
  }
}

/// Each row of `from` has at most one row of `to`: many to one.
package struct Join: Sendable, Hashable {
  package let from: EntityID
  package let fromColumn: String
  package let to: EntityID
  package let toColumn: String

  package init(from: EntityID, fromColumn: String, to: EntityID, toColumn: String) {
    (self.from, self.fromColumn, self.to, self.toColumn) = (from, fromColumn, to, toColumn)
  }
}

package enum AggregateFunction: String, Sendable, Hashable, CaseIterable {
  case sum, average, median, minimum, maximum
}

/// A number over many rows of one entity.
package final class Measure: Sendable {
  package enum Formula: Sendable, Hashable {
    case count
    case countDistinct(AttributeID)
    case aggregate(AggregateFunction, AttributeID)
    /// 100 × the rows where the SQL condition holds / all rows, or / the rows where `of` holds.
    case percentWhere(String)
    /// `factor` × one measure / another of the same entity.
    case ratio(MeasureID, MeasureID, factor: Int)
  }

  package let id: MeasureID
  package let entity: EntityID
  package let label: String
  package let names: [String]
  /// Words that ask for it as a verb: "perform", "sell".
  package let verbs: [String]
  package let formula: Formula
  /// Only rows where this SQL condition holds count.
  package let condition: String?
  package let unit: String?
  /// Measures of other entities that mean the same for a breakdown this one cannot give, in order.
  package let breakdowns: [MeasureID]
  /// Said in the interpretation: "tax included".
  package let note: String?
  /// The lowest number is the best: a rate of faults, a time to wait.
  package let isBetterLow: Bool
  /// Properties that a change of it is taken apart by, best first.
  package let explainedBy: [AttributeID]

  package init(
    id: MeasureID, entity: EntityID, label: String, names: [String], verbs: [String] = [], formula: Formula,
    condition: String? = nil, unit: String? = nil, breakdowns: [MeasureID] = [], note: String? = nil,
    isBetterLow: Bool = false, explainedBy: [AttributeID] = []
  ) {
    (self.isBetterLow, self.explainedBy) = (isBetterLow, explainedBy)
    (self.id, self.entity, self.label, self.names, self.verbs) = (id, entity, label, names, verbs)
    (self.formula, self.condition, self.unit) = (formula, condition, unit)
    (self.breakdowns, self.note) = (breakdowns, note)
  }
}

/// A kind of question that measures and dimensions cannot say: named, with words that call it and SQL.
package struct QuestionTemplate: Sendable {
  /// A value of the question that the SQL binds as `:name`.
  package struct Slot: Sendable {
    package enum Kind: Sendable, Hashable {
      case value(AttributeID)
      /// A row limit, with what stands in when the question names none.
      case limit(standard: Int)
      /// Start and end day of a window as `:name_start`, `:name_end`; without bounds when none is named.
      case window
    }
    package let name: String
    package let kind: Kind
    package init(name: String, kind: Kind) { (self.name, self.kind) = (name, kind) }
  }

  package let id: String
  /// Phrases that call it; every other content word must fill a slot or stand in `words`.
  package let phrases: [String]
  /// Words and names that may stand in such a question without further meaning.
  package let words: [String]
  package let slots: [Slot]
  package let sql: String
  package let columns: [ResultColumn]
  /// The reading in words, with `{slot}`.
  package let interpretation: String

  package init(
    id: String, phrases: [String], words: [String], slots: [Slot], sql: String, columns: [ResultColumn],
    interpretation: String
  ) {
    (self.id, self.phrases, self.words, self.slots) = (id, phrases, words, slots)
    (self.sql, self.columns, self.interpretation) = (sql, columns, interpretation)
  }
}

/// A subject with a fixed reply: what the data lacks, what is not allowed, a greeting.
package struct Topic: Sendable {
  package enum Reply: Sendable, Hashable { case answer, refusal(Answer.Refusal) }
  package let id: String
  package let phrases: [String]
  package let reply: Reply
  package let text: String
  /// The phrases count only where a sentence begins, as orders do: "update the …", not "the last update of …".
  package let opensOnly: Bool

  package init(id: String, phrases: [String], reply: Reply, text: String, opensOnly: Bool = false) {
    (self.id, self.phrases, self.reply, self.text) = (id, phrases, reply, text)
    self.opensOnly = opensOnly
  }
}
