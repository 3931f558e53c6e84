/// What a character is to the tokenizer of BERT.
enum CharacterClass: Sendable {
  /// Left out: control and format characters, and what stands for a character that could not be read.
  case ignored
  case space
  /// A word of its own.
  case punctuation
  /// A word of its own: Chinese writing has no spaces. Other scripts of East Asia are words of several letters.
  case ideograph
  case letter
  /// An accent on the letter before.
  case mark

  /// The tokenizer that models were trained with knows Unicode 8: what was added later is a letter to it.
  private static let unicode = 8

  init(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      self = Self.ascii[Int(scalar.value)]
    } else if Self.isIdeograph(scalar) {
      self = .ideograph
    } else if scalar.value == 0xFFFD {
      self = .ignored
    } else if scalar.properties.age.map({ $0.major > Self.unicode }) ?? false {
      self = .letter
    } else {
      switch scalar.properties.generalCategory {
      case .control, .format, .privateUse: self = .ignored
      case .spaceSeparator, .lineSeparator, .paragraphSeparator: self = .space
      case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
        .finalPunctuation, .otherPunctuation:
        self = .punctuation
      case .nonspacingMark: self = .mark
      default: self = .letter
      }
    }
  }

  /// Of the first 128 characters; all that is neither letter, digit, space nor control counts as punctuation.
  private static let ascii: [CharacterClass] = (0..<128).map { code in
    switch UInt8(code) {
    case UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: " "): .space
    case 0..<32, 127: .ignored
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      .letter
    default: .punctuation
    }
  }

  /// The blocks of CJK ideographs that BERT names.
  private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x2_0000...0x2_A6DF, 0x2_A700...0x2_B73F, 0x2_B740...0x2_B81F,
      0x2_B820...0x2_CEAF, 0xF900...0xFAFF, 0x2_F800...0x2_FA1F:
      true
    default: false
    }
  }
}
