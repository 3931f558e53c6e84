import Domain

extension TimeSentence {
  /// The hours that a phrase speaks of; nil when it is all of the day or none.
  func hours(_ reading: PhraseReading, _ captures: TimeCaptures) -> Set<Int>? {
    if reading == .dayPart {
      guard let part = captures.dayPart else { return nil }
      let parts = rules.vocabulary.dayParts
      return parts.indices.contains(part) ? parts[part].hours : nil
    }
    guard let last = captures.clocks.last?.hour else { return nil }
    switch reading {
    case .hoursBefore: return last > 0 ? Set(0..<last) : nil
    case .hoursAfter: return last > 0 ? Set(last..<24) : nil
    case .hourAt: return [last]
    default:
      guard captures.clocks.count == 2, let first = captures.clocks.first else { return nil }
      let start = first.isDefinite ? first.hour : earlier(first.hour, before: last)
      let count = (last - start + 24) % 24
      return count > 0 ? Set((0..<count).map { (start + $0) % 24 }) : nil
    }
  }

  /// The hour of 0 to 11 or its double after noon: the one that lies before the other hour by less than half a day.
  private func earlier(_ hour: Int, before last: Int) -> Int {
    (last - hour + 24) % 24 <= 12 && last != hour ? hour : hour + 12
  }

  /// A full hour of the day, 0 to 23.
  func clock(at index: Int) -> (end: Int, hour: Int)? {
    let guards = rules.guards
    if stands(index, in: guards.noon) { return (index + 1, 12) }
    if stands(index, in: guards.midnight) { return (index + 1, 0) }
    guard let atom = atom(index), (1...2).contains(atom.digits), (0...24).contains(atom.number) else {
      return nil
    }
    var end = index + 1
    let hasMinutes = stands(end, in: guards.colon)
    if hasMinutes {
      guard let minutes = self.atom(end + 1), minutes.digits == 2, minutes.number == 0 else { return nil }
      end += 2
    }
    if let next = self.end(ofAny: guards.oclock, at: end) { end = next }
    let isHalfDay = (1...12).contains(atom.number)
    if isHalfDay, let next = self.end(ofAny: guards.am, at: end) { return (next, atom.number % 12) }
    if isHalfDay, let next = self.end(ofAny: guards.pm, at: end) { return (next, atom.number % 12 + 12) }
    if isHalfDay, stands(end, in: guards.during) {
      let part = stands(end + 1, in: guards.the) ? end + 2 : end + 1
      if let number = lexeme(part)?.dayPart, rules.vocabulary.dayParts.indices.contains(number) {
        let hours = rules.vocabulary.dayParts[number].hours
        let hour = atom.number % 12
        return (
          part + 1,
          hours.contains(hour + 12) || !hours.contains(hour) && hours.contains(12) ? hour + 12 : hour
        )
      }
    }
    return hasMinutes ? (end, atom.number % 24) : nil
  }

  /// The name of a day of the year.
  func holiday(at index: Int) -> (end: Int, value: Int)? {
    var best: (end: Int, value: Int)?
    guard let word = atom(index)?.word, let known = rules.guards.holidays[word] else { return nil }
    for (name, value) in known {
      if let end = end(of: name, at: index), end > best?.end ?? 0 { best = (end, value) }
    }
    return best
  }

  private func end(ofAny names: [[Int]], at index: Int) -> Int? {
    names.compactMap { end(of: $0, at: index) }.max()
  }

  /// The end of a name that begins at an atom; full stops and apostrophes between its words are passed over.
  private func end(of name: [Int], at index: Int) -> Int? {
    guard name.first == atom(index)?.word, !name.isEmpty else { return nil }
    let guards = rules.guards
    var end = index
    for word in name {
      while end > index, atom(end)?.word != word,
        stands(end, in: guards.dot) || stands(end, in: guards.apostrophe)
      {
        end += 1
      }
      guard atom(end)?.word == word else { return nil }
      end += 1
    }
    return stands(end, in: guards.dot) && atom(end)?.isJoined == true ? end + 1 : end
  }
}
