import Foundation

/// Takes the names of tables and columns apart.
package enum NameWords {
  /// The words of a name in lower case: "InvoiceLineId" is invoice, line, id; "unit_price$" is unit, price.
  ///
  /// Letters with marks lose them where a letter of ASCII is left. O(name).
  package static func words(_ name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var before: Kind = .other
    let characters = Array(name)
    for (index, character) in characters.enumerated() {
      let kind = Kind(character)
      let isNextLower = index + 1 < characters.count && Kind(characters[index + 1]) == .lower
      let breaks =
        switch (before, kind) {
        case (.lower, .upper): true
        // "2B" is one word.
        case (.digit, .upper): !word.allSatisfy(\.isNumber)
        case (.upper, .upper): isNextLower && word.count > 1
        default: false
        }
      if breaks || kind == .other {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if kind != .other { word += folded(character) }
      before = kind
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private enum Kind {
    case lower, upper, digit, other

    init(_ character: Character) {
      if character.isUppercase {
        self = .upper
      } else if character.isLetter {
        self = .lower
      } else if character.isNumber {
        self = .digit
      } else {
        self = .other
      }
    }
  }

  private static func folded(_ character: Character) -> String {
    let lower = character.lowercased()
    if let letters = ligatures[lower] { return letters }
    // The canonical decomposition keeps the letter and its marks apart.
    let plain = String(
      String.UnicodeScalarView(
        lower.unicodeScalars.flatMap { scalar in
          String(scalar).decomposed.filter {
            !$0.properties.isDiacritic && $0.properties.generalCategory != .nonspacingMark
          }
        }))
    return plain.isEmpty ? lower : plain
  }

  /// Letters that do not come apart by themselves.
  private static let ligatures = ["ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"]

  /// The singular of an English noun, by its ending; a word that is none stays.
  package static func singular(_ word: String) -> String {
    let count = word.count
    guard count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"), !word.hasSuffix("is")
    else {
      return irregular[word] ?? word
    }
    if let known = irregular[word] { return known }
    if word.hasSuffix("ies"), count > 4 { return word.dropLast(3) + "y" }
    for ending in ["sses", "shes", "ches", "xes", "zes"] where word.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    return String(word.dropLast())
  }

  /// The plural of an English noun.
  package static func plural(_ word: String) -> String {
    if let known = irregular.first(where: { $0.value == word && $0.key != word })?.key { return known }
    if word.hasSuffix("y"), let before = word.dropLast().last, !"aeiou".contains(before) {
      return word.dropLast() + "ies"
    }
    for ending in ["s", "sh", "ch", "x", "z"] where word.hasSuffix(ending) { return word + "es" }
    return word + "s"
  }

  private static let irregular = [
    "people": "person", "children": "child", "men": "man", "women": "woman", "feet": "foot",
    "indices": "index",
    "series": "series", "species": "species", "news": "news", "data": "data", "media": "media",
    "status": "status",
    "statuses": "status", "lens": "lens", "analyses": "analysis", "addresses": "address", "buses": "bus",
    "movies": "movie", "matrices": "matrix", "criteria": "criterion", "mice": "mouse", "cases": "case",
    "houses": "house", "purchases": "purchase", "leases": "lease", "courses": "course", "nurses": "nurse",
    "prizes": "prize", "sizes": "size", "athletics": "athletics", "sales": "sale", "caches": "cache",
    "expenses": "expense", "licenses": "license", "bases": "base", "diseases": "disease", "phases": "phase",
    "responses": "response", "exercises": "exercise", "releases": "release", "cookies": "cookie",
    "ties": "tie",
    "calories": "calorie", "zombies": "zombie", "pies": "pie", "dies": "die", "knives": "knife",
    "lives": "life",
    "leaves": "leaf", "wolves": "wolf", "shelves": "shelf", "axes": "axis", "horses": "horse",
    "warehouses": "warehouse",
    "databases": "database", "invoices": "invoice", "gas": "gas", "bus": "bus", "always": "always",
  ]
}

extension String {
  /// The scalars of the canonical decomposition.
  fileprivate var decomposed: String.UnicodeScalarView { decomposedStringWithCanonicalMapping.unicodeScalars }
}
