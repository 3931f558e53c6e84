/// Which files have stayed as they are for long enough to be taken for whole, as one look after the other tells.
struct FileSettling<File: Equatable & Sendable, Moment: InstantProtocol & Sendable>: Sendable {
  private let settled: Moment.Duration
  /// By name, how a file was found to be last, nil when it was gone, and since when.
  private var seen: [String: (file: File?, since: Moment)] = [:]
  /// As they were when somebody last took them.
  private var taken: [String: File]

  /// - Parameters:
  ///   - files: by name, as they are; taken for whole.
  ///   - settled: how long a file must stay as it is.
  init(_ files: [String: File], settled: Moment.Duration) {
    (taken, self.settled) = (files, settled)
  }

  /// Takes in how files are at `now`. O(files).
  mutating func look(_ files: [String: File], at now: Moment) {
    for (name, file) in files where file != (seen[name].map(\.file) ?? taken[name]) {
      seen[name] = (file, now)
    }
    for name in taken.keys where files[name] == nil && seen[name] == nil { seen[name] = (nil, now) }
    for (name, state) in seen where state.file != nil && files[name] == nil { seen[name] = (nil, now) }
  }

  /// Whether some file changed too short a time ago.
  func isUnsettled(at now: Moment) -> Bool {
    seen.values.contains { $0.since.duration(to: now) < settled }
  }

  /// The names of `files`, as they are, that are not as they were taken.
  func untaken(_ files: [String: File]) -> Set<String> {
    Set(files.filter { taken[$0.key] != $0.value }.keys)
  }

  /// Takes the files that changed and have settled.
  ///
  /// - Returns: whether there is any.
  mutating func take(at now: Moment) -> Bool {
    let ready = seen.filter { $0.value.since.duration(to: now) >= settled }
    var isChanged = false
    for (name, state) in ready {
      if taken[name] != state.file { isChanged = true }
      taken[name] = state.file
      seen[name] = nil
    }
    return isChanged
  }
}
