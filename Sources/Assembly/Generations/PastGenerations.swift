import Domain
import Foundation
import Storage

/// Former generations that questions name, opened when they are first asked; a few stay open.
actor PastGenerations {
  /// How many stay open; the one not asked for longest goes.
  static let most = 2

  private let catalog: GenerationCatalog
  private let prepare: @Sendable (Generation) throws -> PreparedGeneration
  /// In the order they were asked, by the file that each was opened from.
  private var open: [(id: String, prepared: PreparedGeneration)] = []

  init(
    _ catalog: GenerationCatalog, prepare: @escaping @Sendable (Generation) throws -> PreparedGeneration
  ) {
    (self.catalog, self.prepare) = (catalog, prepare)
  }

  /// The generation of a name; nil where that is the one in place.
  ///
  /// - Throws: `GenerationLookupError`, what opening and preparing it throws.
  func generation(named name: String, today: CalendarDate) throws -> PreparedGeneration? {
    guard let (id, file) = try catalog.former(named: name, today: today) else { return nil }
    if let index = open.firstIndex(where: { $0.id == id }) {
      open.append(open.remove(at: index))
    } else {
      if open.count >= Self.most { open.removeFirst() }
      open.append((id, try prepare(Generation(opening: file))))
    }
    return open.last?.prepared
  }

  /// Lets go of those that are kept no more.
  func sweep() {
    let ids = Set(catalog.keptIDs)
    open.removeAll { !ids.contains($0.id) }
  }
}
