import Rendering

/// Rebuilding as a job.
enum RebuildRoutes {
  /// `POST /v1/rebuild`: 202 and the id of the job. A body is not read.
  static func post(_ call: RouteCall) async throws -> HTTPOutput {
    let id = await call.gateway.jobs.submit()
    var output = HTTPOutput.json(JobReference(id: id), status: 202)
    output.headers.append(("location", "/v1/jobs/\(id)"))
    return output
  }

  /// `GET /v1/jobs/{id}`.
  static func job(_ call: RouteCall) async throws -> HTTPOutput {
    let id = call.parameters.first ?? ""
    guard let job = await call.gateway.jobs.job(id) else {
      throw HTTPFailure.noSuchJob(String(id.prefix(call.limits.identifierBytes)))
    }
    return .json(job)
  }

  /// `{"job":"…"}`.
  private struct JobReference: JSONWritable {
    let id: String

    func write(to json: inout JSONWriter) { json.object { $0.member("job", id) } }
  }
}
