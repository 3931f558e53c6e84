import ArgumentParser
import Assembly
import Domain
import Foundation

/// The generation that is asked.
struct GenerationOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The generation that is asked: an id or label of `pitwall generations`, or yesterday; the one in place when none is given.",
      valueName: "id or label"))
  var generation: String?
}

/// How many former generations a rebuild keeps.
struct KeepOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Former generations that are kept, 0 to 1000, beside those with a label; as many as last time when none is given, else 3.",
      valueName: "number"))
  var keep: Int?

  func validate() throws {
    if let keep, !RebuildRequest.keeps.contains(keep) {
      throw ValidationError("--keep: expected 0 to 1000, found \(keep)")
    }
  }
}

extension CommonOptions {
  /// The file of the generation that an option names; the database where it names none.
  func file(of option: GenerationOption) throws -> URL {
    guard let name = option.generation else { return databaseURL }
    return try GenerationCatalog(database: databaseURL).file(named: name, today: Console.today)
  }
}
