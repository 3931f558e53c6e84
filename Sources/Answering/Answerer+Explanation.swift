package import Domain
import SQLCompiler
import Understanding

extension Answerer {
  /// Every stage's value for a question.
  package func explain(_ question: String, asOf: CalendarDate?) -> Explanation {
    let (understood, day) = understand(question, asOf: asOf, base: nil)
    let words = QueryWords(catalog: catalog)
    var stages = [Explanation("as of", day.description)] + understood.trace.explanation { words.text($0) }
    if case .query(let interpretation) = understood.outcome {
      stages.append(
        Explanation(
          "query",
          QueryWords(catalog: catalog).text(interpretation.query, notes: interpretation.reading.notes)))
      do {
        let statement = try compiler.compile(interpretation.query)
        stages.append(Explanation("sql", "\n" + statement.text))
        stages.append(
          Explanation("bindings", statement.parameters.map(\.description).joined(separator: ", ")))
      } catch {
        stages.append(Explanation("sql", "\(error)"))
      }
    } else {
      stages.append(Explanation("outcome", "\(understood.outcome)"))
    }
    let hits = (try? world.search(question, Self.hits, [])) ?? []
    stages.append(
      Explanation(
        "chunks", "",
        hits.map { hit in
          Explanation(
            hit.chunk.id, Self.short(hit.score), hit.parts.map { Explanation($0.name, Self.short($0.value)) })
        }))
    return Explanation("question", question, stages)
  }

  /// Three digits after the point are enough to compare scores by eye.
  private static func short(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e9 else { return "\(number)" }
    let rounded = (number * 1000).rounded() / 1000
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}
