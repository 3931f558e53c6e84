/// A line of text with a cursor in it; positions count characters, not bytes.
package struct LineBuffer: Sendable, Equatable {
  package private(set) var characters: [Character] = []
  /// In `0...characters.count`.
  package private(set) var cursor = 0

  /// Characters a line can have; more are not taken.
  package static let longest = 8_000

  package init() {}

  package init(_ text: String) {
    insert(text)
  }

  package var text: String { String(characters) }
  package var isEmpty: Bool { characters.isEmpty }
  package var beforeCursor: String { String(characters[..<cursor]) }

  /// A mark that combines joins the character before it. O(line).
  package mutating func insert(_ text: String) {
    let head = Array(String(characters[..<cursor]) + text)
    guard head.count + characters.count - cursor <= Self.longest else { return }
    characters = head + characters[cursor...]
    cursor = head.count
  }

  package mutating func move(by count: Int) { cursor = min(max(cursor + count, 0), characters.count) }
  package mutating func moveToStart() { cursor = 0 }
  package mutating func moveToEnd() { cursor = characters.count }
  package mutating func moveToWordStart() { cursor = wordStart }
  package mutating func moveToWordEnd() { cursor = wordEnd }

  /// Each of these takes a part out and returns it, empty when there is none.
  @discardableResult package mutating func deleteBack() -> String { remove(max(0, cursor - 1)..<cursor) }
  @discardableResult package mutating func deleteForward() -> String {
    remove(cursor..<min(cursor + 1, characters.count))
  }
  @discardableResult package mutating func deleteBack(count: Int) -> String {
    remove(min(max(0, cursor - count), cursor)..<cursor)
  }
  package mutating func deleteToStart() -> String { remove(0..<cursor) }
  package mutating func deleteToEnd() -> String { remove(cursor..<characters.count) }
  package mutating func deleteWordForward() -> String { remove(cursor..<wordEnd) }

  /// The word before the cursor, as far as the space before it.
  package mutating func deleteWordBack() -> String {
    var start = cursor
    while start > 0, characters[start - 1] == " " { start -= 1 }
    while start > 0, characters[start - 1] != " " { start -= 1 }
    return remove(start..<cursor)
  }

  private mutating func remove(_ range: Range<Int>) -> String {
    let removed = String(characters[range])
    characters.removeSubrange(range)
    cursor = range.lowerBound
    // What now meets may combine to fewer characters.
    let joined = Array(String(characters))
    if joined.count != characters.count {
      characters = joined
      cursor = min(cursor, joined.count)
    }
    return removed
  }

  private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }

  private var wordStart: Int {
    var index = cursor
    while index > 0, !Self.isWord(characters[index - 1]) { index -= 1 }
    while index > 0, Self.isWord(characters[index - 1]) { index -= 1 }
    return index
  }

  private var wordEnd: Int {
    var index = cursor
    while index < characters.count, !Self.isWord(characters[index]) { index += 1 }
    while index < characters.count, Self.isWord(characters[index]) { index += 1 }
    return index
  }
}
