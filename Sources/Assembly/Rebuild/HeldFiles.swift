import Curation
import Storage

/// The files that a rebuild goes round, since somebody is still writing them.
///
/// One that the generation in place has not read is left out. Of one that it has read, what was read is gone from the
/// disk, so the whole source stays as it was; where more than data changed it cannot, and the file is read. Either is for as long as the file does not settle: the next rebuild finds
/// the generation not to be of its inputs.
struct HeldFiles {
  /// Stands among the inputs of a generation for the files that it waits for.
  private static let mark = "waiting for"

  /// By their names in `InputFingerprints`.
  private let new: Set<String>
  private let known: [String: String]

  /// `old` is what the generation in place is made of; `isAlike` tells whether a source can stay as it was there.
  init(_ unsettled: Set<String>, since old: GenerationMetadata?, isAlike: Bool) {
    let read = old?.inputs ?? [:]
    new = unsettled.filter { read[$0] == nil }
    known = isAlike ? read.filter { unsettled.contains($0.key) } : [:]
  }

  /// The names, in order.
  var names: [String] { (Array(new) + known.keys).sorted() }

  /// The names of the files that a generation waits for.
  static func names(in metadata: GenerationMetadata) -> [String] {
    metadata.inputs[mark]?.split(separator: "\n").map(String.init) ?? []
  }

  /// Inputs as they are taken.
  func taken(of inputs: InputFingerprints) -> InputFingerprints {
    if new.isEmpty, known.isEmpty { return inputs }
    var inputs = inputs
    inputs.files = inputs.files.filter { !new.contains($0.key) }.merging(known) { $1 }
    inputs.files[Self.mark] = names.joined(separator: "\n")
    return inputs
  }

  /// Files as they are read.
  func taken(of files: CurationInputs) -> CurationInputs { files.without(new) }

  /// Whether a source stays as it was.
  func holds(_ source: CurationInputs.Source) -> Bool {
    source.files.contains { known[$0.name] != nil }
  }
}
