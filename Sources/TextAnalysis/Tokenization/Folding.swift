import Foundation

/// Letter case, diacritics and typographic marks taken off: "Crème" and "CREME" become "creme".
package enum Folding {
  /// `text` in lower case, without diacritics, ligatures opened, apostrophes and hyphens straight.
  /// O(length); a text of ASCII takes a short way.
  package static func fold(_ text: some StringProtocol) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    var folded = String.UnicodeScalarView()
    for scalar in String(text).lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: continue
      default: break
      }
      if let replacement = replacements[scalar] {
        folded.append(contentsOf: replacement.unicodeScalars)
      } else {
        folded.append(scalar)
      }
    }
    return String(folded)
  }

  /// Letters that have no canonical decomposition, and marks of more than one form.
  private static let replacements: [Unicode.Scalar: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i",
    "\u{2019}": "'", "\u{2018}": "'", "\u{02BC}": "'",
    "\u{2010}": "-", "\u{2011}": "-", "\u{2012}": "-", "\u{2013}": "-",
  ]
}
