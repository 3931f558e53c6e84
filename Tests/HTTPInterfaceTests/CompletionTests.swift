import Domain
import Foundation
import Testing

@testable import HTTPInterface

@Suite struct CompletionTests {
  @Test func answersInTheShapeOfAModel() async throws {
    let body = #"""
      {"model":"x","temperature":1,"messages":[{"role":"system","content":"s"},{"role":"user","content":"old"},
       {"role":"assistant","content":null},{"role":"user","content":[{"type":"text","text":"a"}]}]}
      """#
    let reply = try await Gateway.stub().ask("POST", "/v1/chat/completions", body)
    #expect(reply.status == 200)
    let expected = #"""
      {"id":"chatcmpl-id-1","object":"chat.completion","created":1709301986,"model":"x","choices":[{"index":0,\#
      "message":{"role":"assistant","content":"Two months.\n\n| Month | Revenue
      """#
    #expect(reply.text.hasPrefix(expected), "\(reply.text)")
    #expect(
      reply.text.hasSuffix(
        #""finish_reason":"stop"}],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}"#))
  }

  @Test(arguments: [("which", "Which?\n- A: a?"), ("none", "Not there.\n- b?")])
  func tellsWhatElseTheAnswerHolds(message: String, content: String) async throws {
    let body = #"{"messages":[{"role":"user","content":"\#(message)"}]}"#
    let reply = try await Gateway.stub().ask("POST", "/v1/chat/completions", body)
    let choice = (reply.object["choices"] as? [[String: Any]])?.first
    #expect((choice?["message"] as? [String: Any])?["content"] as? String == content)
  }

  @Test(arguments: ["a", "silent"]) func streamsChunks(message: String) async throws {
    let gateway = try Gateway.stub()
    let body = #"{"messages":[{"role":"user","content":"\#(message)"}],"stream":true}"#
    let reply = try await gateway.ask("POST", "/v1/chat/completions", body)
    let data = reply.events.map(\.data)
    #expect(reply.events.allSatisfy { $0.name.isEmpty })
    #expect(data.last == "[DONE]")
    #expect(data.count { $0.contains(#""role":"assistant""#) } == 1)
    #expect(data.first?.contains(#""role":"assistant""#) == true)
    #expect(data.dropLast().last?.contains(#""delta":{},"finish_reason":"stop""#) == true)
    let text = data.dropLast().compactMap { chunk -> String? in
      let object = (try? JSONSerialization.jsonObject(with: Data(chunk.utf8))) as? [String: Any]
      let choice = (object?["choices"] as? [[String: Any]])?.first
      return (choice?["delta"] as? [String: Any])?["content"] as? String
    }.joined()
    #expect(text.hasPrefix("Two months.\n\n| Month"))
  }

  @Test func listsOneModel() async throws {
    let reply = try await Gateway.stub().ask("GET", "/v1/models")
    #expect(
      reply.text
        == #"{"object":"list","data":[{"id":"pitwall","object":"model","created":1709301986,"owned_by":"pitwall"}]}"#
    )
  }
}
