package import Domain

/// What a phrase of a question can stand for.
package enum Meaning: Sendable, Hashable {
  case role(Grammar.Role)
  case entity(EntityID)
  /// Something that happens in a row of the entity: a part is "sold".
  case verb(EntityID)
  /// Speaks of the entity's area.
  case hint(EntityID)
  case attribute(AttributeID)
  /// Orders by the attribute: "most expensive", "cheapest".
  case largest(AttributeID)
  case smallest(AttributeID)
  case measure(MeasureID)
  case measureVerb(MeasureID)
  case segment(EntityID, String)
  case value(AttributeID, String)
  /// Any of many values of the attribute that have these words among theirs.
  case words(AttributeID, String)
  case template(String)
  case topic(String)
  case number(Int)
  case ordinal(Int)
  case scale(Int)
  case unit(String)
}
