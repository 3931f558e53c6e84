/// Exact names: SKUs, invoice numbers, VINs.
package enum Identifier {
  /// The form in which two spellings of one identifier are the same: letters and digits only, lower case.
  /// "BRK-0012/a" and "brk 0012A" are one.
  package static func normalized(_ text: String) -> String {
    text.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
