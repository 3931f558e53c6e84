/// A language that texts and questions may be in: it decides which words are too common to count, and which are of one
/// family.
package enum Language: String, Sendable, Hashable, CaseIterable {
  case english, german, indonesian
}
