import FoundationEssentials
import Templating

/// A prompt that cannot be read.
package struct PromptError: Error, Sendable, Hashable, CustomStringConvertible {
  package let file: String
  package let found: String
  package let expected: String

  package var description: String { "\(file): expected \(expected), found '\(found)'" }
}

/// What a model is told: one template a use, `NAME.mustache`, read anew at each use, since prompts change without
/// a build.
package struct PromptFolder: Sendable {
  /// Bytes of a prompt's template.
  package static let largest = 64 * 1024
  private let path: String

  /// - Parameter path: the folder that holds the templates.
  package init(_ path: String) { self.path = path }

  /// The prompt with `values` filled in; an empty value is as none, so that its section is left out.
  ///
  /// - Parameters:
  ///   - name: the file's name without its ending.
  ///   - values: by the names the template mentions.
  /// - Returns: the whole prompt.
  /// - Throws: `PromptError` for a file that cannot be read, `TemplateError` for one that is no template.
  package func render(_ name: String, _ values: [String: String]) throws -> String {
    let file = "\(path)/\(name).mustache"
    guard let data = FileManager.default.contents(atPath: file) else {
      throw PromptError(file: file, found: "none", expected: "a readable file")
    }
    guard data.count <= Self.largest else {
      throw PromptError(file: file, found: "\(data.count) bytes", expected: "\(Self.largest) bytes at most")
    }
    let template = try Template(parsing: String(decoding: data, as: UTF8.self), name: file)
    return template.render(values.filter { !$0.value.isEmpty }.mapValues { .text($0) })
  }
}
