import Domain
import Storage

/// Decides what goes on from the former generation as it is: each part that is made of the same as then.
///
/// A part has a recipe, a fingerprint of all that it is made of: files, declarations, the program, and the recipes of
/// the parts it is made from. Equal recipes make equal parts, so a part whose recipe is the former one is copied.
final class Reuse {
  /// A part of a generation that is made, or taken over, as a whole.
  enum Part: Hashable, CustomStringConvertible {
    case source(String)
    case identity(String)
    case derived(String)
    /// The documents of one kind.
    case documents(String)
    /// Chunks, terms and vectors.
    case corpus
    /// The newest day of an entity's rows.
    case newest(EntityID)

    var description: String {
      switch self {
      case .source(let name): "source/\(name)"
      case .identity(let name): "identity/\(name)"
      case .derived(let name): "derived/\(name)"
      case .documents(let kind): "documents/\(kind)"
      case .corpus: "corpus"
      case .newest(let entity): "newest/\(entity)"
      }
    }

    /// Whether a part of this name is documents or the corpus.
    static func isText(_ name: String) -> Bool {
      name == "\(corpus)" || name.hasPrefix("\(documents(""))")
    }
  }

  /// What parts are taken from; nil when all are made.
  let former: Generation?
  private let old: [String: String]
  private let program: String
  /// What a statement that reads the clock, or chance, is made of.
  private let moment: String
  private var recipes: [String: String] = [:]
  /// The part that makes each dataset.
  private var makers: [String: Part] = [:]
  private(set) var taken: Set<Part> = []
  /// Parts whose recipes stay those of the former generation, although they may be made of something else now.
  private var left: Set<String> = []

  /// - Parameters:
  ///   - former: the generation in place; nil to make everything.
  ///   - program: what tells builds of the program apart: another one makes everything anew.
  ///   - moment: the time of this rebuild.
  /// - Throws: `StorageError` when the former generation cannot be read.
  init(_ former: Generation?, program: String, moment: String) throws {
    (self.former, self.program, self.moment) = (former, program, moment)
    old = try former.map { try Self.recipes(of: $0) } ?? [:]
  }

  /// What each part of a generation was made of, by the part's name.
  static func recipes(of generation: Generation) throws -> [String: String] {
    StringMap.decoded(try generation.text(key: RebuildKey.recipes) ?? "")
  }

  /// Notes what a part is made of, and the datasets it makes.
  ///
  /// - Returns: whether it can be taken over.
  func takes(_ part: Part, making datasets: [String] = [], of ingredients: [String]) -> Bool {
    var hash = Fingerprint()
    for text in [program] + ingredients { hash.add(text) }
    recipes[part.description] = hash.text
    for dataset in datasets { makers[dataset] = part }
    guard former != nil, old[part.description] == hash.text else { return false }
    taken.insert(part)
    return true
  }

  /// Takes a part over although it may be made of something else now; not possible where there is none.
  func hold(_ part: Part) {
    guard former != nil, let recipe = old[part.description] else { return }
    recipes[part.description] = recipe
    taken.insert(part)
  }

  /// Leaves what search reads as it is: the next rebuild finds out what of it is to be made anew.
  func leaveTexts() {
    for (name, recipe) in old where Part.isText(name) {
      recipes[name] = recipe
      left.insert(name)
    }
  }

  /// Has a part made although it could be taken over.
  func make(_ part: Part) { taken.remove(part) }

  /// What is known of a part, as an ingredient of others.
  func recipe(_ part: Part) -> String { recipes[part.description] ?? "none" }

  /// What statements are made of: their text, and the datasets that they name. What is no dataset, like a word in a
  /// string, does no harm: at worst too much is made anew.
  func ingredients(_ statements: [String]) -> [String] {
    let words = Self.words(of: statements)
    var parts = Set(words.compactMap { makers[$0] })
    // How much was rejected depends on every source.
    if words.contains(where: { $0.hasPrefix("pitwall_") }) {
      for case .source(let name) in makers.values { parts.insert(.source(name)) }
    }
    let named = parts.map { "\($0) \(recipe($0))" }.sorted()
    return statements + named + (words.isDisjoint(with: Self.restless) ? [] : [moment])
  }

  /// The words that stand in statements, in small letters.
  static func words(of statements: [String]) -> Set<String> {
    var words: Set<String> = []
    for statement in statements {
      for word in statement.lowercased().split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") })
      {
        words.insert(String(word))
      }
    }
    return words
  }

  /// Words of SQL that make a statement give something else each time.
  private static let restless: Set<String> = [
    "now", "random", "randomblob", "current_date", "current_time", "current_timestamp", "localtime",
  ]

  /// The names of the parts that were taken over and of those that were made, sorted.
  var names: (reused: [String], made: [String]) {
    let reused = left.union(taken.map(\.description))
    return (reused.sorted(), recipes.keys.filter { !reused.contains($0) }.sorted())
  }

  func write(_ writer: GenerationWriter) throws {
    try writer.write(StringMap.encoded(recipes), key: RebuildKey.recipes)
  }
}

/// Names with fingerprints, neither of which has a tab or a line end, as one text.
private enum StringMap {
  static func encoded(_ map: [String: String]) -> String {
    map.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)" }.joined(separator: "\n")
  }

  static func decoded(_ text: String) -> [String: String] {
    var map: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\t")
      if parts.count == 2 { map[String(parts[0])] = String(parts[1]) }
    }
    return map
  }
}
