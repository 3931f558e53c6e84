package import Domain
import Mustache

/// What a name in a template stands for.
package enum TemplateValue: Sendable, Hashable {
  case value(Value)
  /// Shows or hides a section.
  case flag(Bool)
  /// Repeats a section.
  case list([TemplateValue])
  /// Names of their own inside a section.
  case object([String: TemplateValue])

  package static func text(_ text: String) -> TemplateValue { .value(.text(text)) }

  /// What swift-mustache reads.
  var mustache: Any {
    switch self {
    case .value(let value): Cell(value: value)
    case .flag(let flag): flag
    case .list(let values): values.map(\.mustache)
    case .object(let values): values.mapValues(\.mustache)
    }
  }
}

extension TemplateValue: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self = .text(text) }
}

/// A value as swift-mustache sees it: null hides its section and writes nothing.
private struct Cell: MustacheCustomRenderable, MustacheTransformable, MustacheParent {
  let value: Value

  var renderText: String { value.description }
  var isNull: Bool { value.isNull }
  func child(named name: String) -> Any? { nil }

  func transform(_ name: String) -> Any? {
    guard let transform = TemplateTransform(rawValue: name) else { return nil }
    switch transform.apply(value) {
    case .text(let text): return Cell(value: .text(text))
    case .flag(let flag): return flag
    case nil: return Cell(value: .null)
    }
  }
}
