import Domain
import Mustache

/// A text with places to fill in, in Mustache. What comes out is plain text: nothing is escaped.
///
/// - SeeAlso: mustache(5); `TemplateTransform` for what `{{name(value)}}` can be.
package struct Template: Sendable {
  package let name: String
  /// Every name that the template mentions, of dotted ones each member.
  package let names: Set<String>
  private let template: MustacheTemplate

  /// Parses `text`; `name` says in errors which template it is.
  package init(parsing text: String, name: String) throws(TemplateError) {
    names = try TemplateTags(text, template: name).names
    self.name = name
    do {
      template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + text)
    } catch let error as MustacheTemplate.ParserError {
      // The first line is ours.
      throw TemplateError(
        name: name, line: max(1, error.context.lineNumber - 1), found: error.context.line,
        expected: "every section closed by its own name")
    } catch {
      throw TemplateError(name: name, line: nil, found: "\(error)", expected: "a Mustache template")
    }
  }

  /// The text with `values` filled in; a name without a value, and a null, writes nothing. O(output).
  package func render(_ values: [String: TemplateValue]) -> String {
    template.render(values.mapValues(\.mustache))
  }
}
