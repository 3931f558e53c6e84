package import Domain
package import Foundation
import Storage

/// The generations of a database that can be asked: the one in place and the former ones that are kept.
package struct GenerationCatalog: Sendable {
  /// What names the generation in place.
  package static let current = "current"
  /// What names the last generation that was built before today.
  package static let yesterday = "yesterday"

  private let database: URL
  private let kept: KeptGenerations

  package init(database: URL) {
    (self.database, kept) = (database, KeptGenerations(of: database))
  }

  /// A generation and where it is.
  private struct Place {
    let id: String
    let label: String?
    let built: String
    /// Another name of the same rows.
    let alias: String?
    let file: URL
    let isCurrent: Bool
    let generation: Generation?
    let fault: String?
  }

  /// All of them, the one in place first, then from the newest on.
  ///
  /// - Throws: what opening the one in place throws.
  package func list() throws -> [GenerationSummary] {
    try places().map { place in
      GenerationSummary(
        id: place.id, label: place.label, built: place.built, isCurrent: place.isCurrent,
        sources: place.generation?.counts ?? [],
        bytes: place.generation?.bytes ?? Self.bytes(of: place.file), fault: place.fault)
    }
  }

  /// The file of the generation with an id or a label, or of "current" or "yesterday"; `today` is a day in UTC.
  ///
  /// - Throws: `GenerationLookupError`, what opening the generation in place throws.
  package func file(named name: String, today: CalendarDate) throws -> URL {
    try place(named: name, today: today).file
  }

  /// The same with its id; nil where it is the one in place.
  func former(named name: String, today: CalendarDate) throws -> (id: String, file: URL)? {
    let place = try place(named: name, today: today)
    return place.isCurrent ? nil : (place.id, place.file)
  }

  /// The ids of those that are kept.
  var keptIDs: [String] { kept.entries.map(\.id) }

  /// Gives a generation a label: it is kept until it is removed. The one in place is kept from now on, too.
  ///
  /// - Throws: `GenerationLookupError.label` for a text that is no label or is one of another generation.
  package func label(_ name: String, as label: String, today: CalendarDate) throws {
    let places = try places()
    let place = try find(name, in: places, today: today)
    guard KeptGenerations.isName(label), ![Self.current, Self.yesterday].contains(label) else {
      throw GenerationLookupError.label(
        label,
        expected: "1 to \(KeptGenerations.longestName) of letters, digits, '-', '_' and '.', "
          + "and not \(Self.current) or \(Self.yesterday)")
    }
    if let other = places.first(where: { $0.id == label || ($0.label == label && $0.id != place.id) }) {
      throw GenerationLookupError.label(label, expected: "one that generation \(other.id) has not")
    }
    if place.isCurrent {
      guard let generation = place.generation, generation.base == nil else {
        throw GenerationLookupError.unsettled(place.id)
      }
      try kept.keep(generation)
    }
    guard let entry = kept.entries.first(where: { $0.id == place.id }) else {
      throw unknown(name, places)
    }
    try kept.label(entry, label)
  }

  /// Keeps a generation no more, or takes the label off the one in place.
  ///
  /// - Returns: its id.
  package func remove(_ name: String, today: CalendarDate) throws -> String {
    let places = try places()
    let place = try find(name, in: places, today: today)
    guard let entry = kept.entries.first(where: { $0.id == place.id }) else {
      throw GenerationLookupError.inPlace(place.id)
    }
    kept.remove(entry)
    return place.id
  }

  private func place(named name: String, today: CalendarDate) throws -> Place {
    let place = try find(name, in: places(), today: today)
    if let fault = place.fault { throw GenerationLookupError.unreadable(place.id, reason: fault) }
    return place
  }

  private func find(_ name: String, in places: [Place], today: CalendarDate) throws -> Place {
    switch name {
    case Self.current:
      if let place = places.first(where: \.isCurrent) { return place }
    case Self.yesterday:
      if let place = places.filter({ !$0.built.isEmpty && $0.built < today.description }).max(by: {
        ($0.built, $0.id) < ($1.built, $1.id)
      }) {
        return place
      }
      throw GenerationLookupError.noneBefore(
        today, oldest: places.map(\.built).filter { !$0.isEmpty }.min() ?? "")
    default:
      if let place = places.first(where: { $0.id == name || $0.label == name || $0.alias == name }) {
        return place
      }
    }
    throw unknown(name, places)
  }

  private func unknown(_ name: String, _ places: [Place]) -> GenerationLookupError {
    .unknown(name, candidates: places.map { $0.label.map { label in "\(label)" } ?? $0.id })
  }

  private func places() throws -> [Place] {
    let current = try Generation(opening: database, connections: 1)
    let entries = kept.entries
    let id = current.metadata.generation
    let first = Place(
      id: id, label: entries.first { $0.id == id }?.label, built: current.metadata.built,
      alias: current.metadata.rowsOf, file: database, isCurrent: true, generation: current, fault: nil)
    let former = entries.filter { $0.id != id }.compactMap { entry -> Place? in
      do {
        let generation = try Generation(opening: entry.file, connections: 1)
        return Place(
          id: entry.id, label: entry.label, built: generation.metadata.built,
          alias: generation.metadata.rowsOf, file: entry.file, isCurrent: false, generation: generation,
          fault: nil)
      } catch StorageError.missing {
        // A rebuild removed it just now.
        return nil
      } catch {
        return Place(
          id: entry.id, label: entry.label, built: "", alias: nil, file: entry.file, isCurrent: false,
          generation: nil, fault: "\(error)")
      }
    }
    return [first] + former.sorted { ($0.built, $0.id) > ($1.built, $1.id) }
  }

  private static func bytes(of file: URL) -> Int {
    (try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
  }
}
