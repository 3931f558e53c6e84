import Testing

@testable import Understanding

@Test(
  arguments: [
    ("resolve", "resolved"), ("resolves", "resolved"), ("resolving", "resolve"), ("booked", "book"),
    ("ship", "shipped"), ("shipping", "ship"), ("carries", "carry"), ("carry", "carried"),
    ("deliver", "delivering"), ("fixes", "fix"),
  ])
func findsForms(word: String, form: String) { #expect(Inflection.forms(of: word).contains(form)) }

/// Short words, codes and other scripts have no forms; a word is no form of itself.
@Test(arguments: ["", "a", "get", "p1s", "q-7", "schön", "BX"])
func findsNoForms(word: String) { #expect(Inflection.forms(of: word).isEmpty) }

@Test func isNoFormOfItself() {
  for word in ["resolve", "resolved", "carries", "ships", "eeee", "ssss", "inging"] {
    let forms = Inflection.forms(of: word)
    #expect(!forms.contains(word) && Set(forms).count == forms.count)
  }
}
