import Foundation

/// The files of a sentence encoder, in the layout of sentence-transformers.
struct ModelFolder: Sendable {
  /// Bytes of the largest file of settings.
  static let largestSettings = 1 << 20

  let url: URL

  func path(_ name: String) -> String { url.appendingPathComponent(name).relativePath }

  /// The bytes of a file that need not be there; nil when it is not.
  ///
  /// - Throws: when it is larger than `most` or cannot be read.
  func optionalBytes(_ name: String, most: Int) throws(SentenceModelError) -> [UInt8]? {
    guard FileManager.default.fileExists(atPath: url.appendingPathComponent(name).path) else { return nil }
    return try bytes(name, most: most)
  }

  func bytes(_ name: String, most: Int) throws(SentenceModelError) -> [UInt8] {
    let file = try MappedFile(path(name))
    guard file.byteCount <= most else {
      throw SentenceModelError(
        file: path(name), found: "\(file.byteCount) bytes", expected: "at most \(most)")
    }
    return file.withBytes { Array($0) }
  }

  /// What a file of settings says; nil when there is no such file. Keys in snake_case.
  func settings<Settings: Decodable>(
    _ name: String, as: Settings.Type
  ) throws(SentenceModelError) -> Settings? {
    guard let bytes = try optionalBytes(name, most: Self.largestSettings) else { return nil }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(Settings.self, from: Data(bytes))
    } catch {
      let problem = JSONProblem(error)
      throw SentenceModelError(
        file: path(name), place: String(problem.place.dropFirst(2)), found: problem.found,
        expected: problem.expected)
    }
  }
}
