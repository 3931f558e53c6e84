package import Domain

/// Why data could not be generated. Faults of the pack's declaration are `PackError`s instead.
package enum GenerationError: Error, Equatable, CustomStringConvertible {
  case orders(Int)
  case duplicates(Double)
  case faults(Double)
  /// The shares of the faults of one dataset come to more than 1 when multiplied.
  case faultShares(dataset: String, sum: Double)
  /// The output folder holds `file`, which no earlier run made.
  case foreignFile(String, folder: String)
  case unreadable(file: String, reason: String)
  case unwritable(file: String, reason: String)
  case tooManyRows(dataset: String, found: Int, limit: Int)
  case tooManyFiles(limit: Int)
  /// A path that leads out of the output folder, or to none.
  case path(String, place: String)
  /// A formula that a row cannot be computed with.
  case row(place: GenerationPlace, number: Int, found: String, expected: String)

  package var description: String {
    switch self {
    case .orders(let found):
      "orders: expected 0 to \(DataGenerator.mostOrders), found '\(found)'"
    case .duplicates(let found):
      "duplicates: expected a number from 1 to \(Int(DataGenerator.mostDuplicates)), found '\(found)'"
    case .faults(let found):
      "faults: expected a number from 0 to \(Int(DataGenerator.mostFaults)), found '\(found)'"
    case .faultShares(let dataset, let sum):
      "faults: expected shares of the dataset \(dataset) of at most 1 in sum, found '\(sum)'"
    case .foreignFile(let file, let folder):
      "\(folder): expected an empty folder or one made by this command, found '\(file)'"
    case .unreadable(let file, let reason): "\(file): expected a readable file, found '\(reason)'"
    case .unwritable(let file, let reason): "\(file): expected a writable place, found '\(reason)'"
    case .tooManyRows(let dataset, let found, let limit):
      "dataset \(dataset): expected 0 to \(limit) rows, found '\(found)'"
    case .tooManyFiles(let limit): "files: expected at most \(limit) files, found more"
    case .path(let path, let place):
      "\(place): expected a path inside the output folder, found '\(path)'"
    case .row(let place, let number, let found, let expected):
      place.error(found: found, expected: "\(expected) in row \(number)").description
    }
  }
}
