import Domain
import Foundation
import Logging
import Rendering

/// Rebuilds, run one after the other in the background, and what became of them.
///
/// At most one runs and one waits: a request while one waits is answered with the one that waits, since it will
/// see everything that there is to see now.
actor JobBoard {
  enum State: String, Sendable { case queued, running, done, failed }

  struct Job: Sendable {
    let id: String
    let created: Date
    var state = State.queued
    var started: Date?
    var finished: Date?
    var report: RebuildReport?
    /// Why it failed, in words.
    var error: String?
  }

  private let backend: Backend
  private let kept: Int
  private let log: Logger
  /// In order of creation.
  private var jobs: [Job] = []
  private var worker: Task<Void, Never>?

  init(backend: Backend, kept: Int, log: Logger) {
    (self.backend, self.kept, self.log) = (backend, kept, log)
  }

  /// Queues a rebuild; returns the id of its job.
  func submit() -> String {
    if let waiting = jobs.first(where: { $0.state == .queued }) { return waiting.id }
    let job = Job(id: backend.makeID(), created: backend.now())
    jobs.append(job)
    let surplus = jobs.count - max(1, kept)
    if surplus > 0 {
      let old = Set(jobs.filter { $0.state == .done || $0.state == .failed }.prefix(surplus).map(\.id))
      jobs.removeAll { old.contains($0.id) }
    }
    if worker == nil { worker = Task { await work() } }
    return job.id
  }

  func job(_ id: String) -> Job? { jobs.first { $0.id == id } }

  /// Cancels the running rebuild and starts none of those that wait.
  func stop() { worker?.cancel() }

  private func work() async {
    while !Task.isCancelled, let id = jobs.first(where: { $0.state == .queued })?.id {
      change(id) { job in
        job.state = .running
        job.started = backend.now()
      }
      do {
        let report = try await backend.rebuild()
        change(id) { ($0.state, $0.report) = (.done, report) }
      } catch {
        log.error("rebuild failed", metadata: ["job": "\(id)", "error": "\(error)"])
        change(id) { ($0.state, $0.error) = (.failed, "\(error)") }
      }
      change(id) { $0.finished = backend.now() }
    }
    worker = nil
  }

  private func change(_ id: String, _ body: (inout Job) -> Void) {
    guard let index = jobs.firstIndex(where: { $0.id == id }) else { return }
    body(&jobs[index])
  }
}

extension JobBoard.Job: JSONWritable {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("job", id)
      json.member("kind", "rebuild")
      json.member("state", state.rawValue)
      json.member("created", UTCTime.text(of: created))
      json.member("started", started.map(UTCTime.text))
      json.member("finished", finished.map(UTCTime.text))
      json.member("report", report)
      json.member("error", error)
    }
  }
}

/// Moments in ISO 8601, UTC, to the second: "2024-03-01T14:06:26Z".
enum UTCTime {
  static func seconds(of date: Date) -> Int {
    Int(min(max(date.timeIntervalSince1970, -6e10), 2.5e11))
  }

  static func text(of date: Date) -> String {
    let seconds = seconds(of: date)
    let day = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = seconds - day * 86_400
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(CalendarDate(dayNumber: day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }
}
