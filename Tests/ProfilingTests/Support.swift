import Curation
import Domain
import Foundation
import KnowledgePacks

@testable import Profiling

/// The words of names of the shipped pack.
enum English {
  static let pack = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("knowledge", isDirectory: true)

  static let vocabulary = Result { try loadNamingVocabulary(pack: pack) }
  static let everyday = Result { try loadEverydayNames(pack: pack) }

  static func naming(_ names: [String] = []) throws -> Naming {
    Naming(try vocabulary.get(), everyday: try everyday.get().words, names: names)
  }
}

/// Profiles tables of CSV, each given with its name, as the files of one folder.
func profile(_ tables: [(name: String, csv: String)]) throws -> DataProfile {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("profile-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let (vocabulary, language) = (try English.vocabulary.get(), try English.everyday.get())
  var counted: [(input: TableInput, profile: TableProfiler)] = []
  for (name, csv) in tables {
    let path = "\(name).csv"
    try Data(csv.utf8).write(to: folder.appendingPathComponent(path))
    let fields = csv.split(separator: "\n").first?.split(separator: ",").map(String.init) ?? []
    let scan = try RecordScan(
      folder: folder, patterns: [path], format: .csv, delimiter: UInt8(ascii: ","), months: language.months)
    let profiler = TableProfiler(columns: fields.count, missing: vocabulary.missing)
    _ = try scan.read(RecordScan.Columns(fields: fields), profiler)
    let input = TableInput(
      name: name, patterns: [path], format: .csv, delimiter: UInt8(ascii: ","), fields: fields)
    counted.append((input, profiler))
  }
  return DataProfile(counted, vocabulary: vocabulary, everyday: language.words, months: language.months)
}

/// What a profile's tables will be in a pack.
func summary(_ tables: [(name: String, csv: String)]) throws -> PackSummary {
  PackDraft(try profile(tables), origin: "test").summary
}
