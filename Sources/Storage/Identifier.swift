/// Exact names: SKUs, invoice numbers, VINs.
package enum Identifier {
  /// The form in which two spellings of one identifier are the same: letters and digits only, lower case.
  /// "BRK-0012/a" and "brk 0012A" are one.
  package static func normalized(_ text: String) -> String {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      return text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
    // Letters and digits of ASCII are single bytes, which is many times faster.
    return String(
      decoding: text.utf8.compactMap { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        default: nil
        }
      }, as: UTF8.self)
  }
}
