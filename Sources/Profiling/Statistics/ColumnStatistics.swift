import Domain

/// What is counted of one column, over all its cells; marks for missing values are counted by themselves.
struct ColumnStatistics {
  /// Cells that a type does not take, and the first of them.
  struct Misfits {
    var count = 0
    var first: String?

    @inline(__always)
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
      count += 1
      if first == nil { first = String(decoding: bytes.prefix(40), as: UTF8.self) }
    }
  }

  /// Cells with a value, marks for missing ones aside.
  private(set) var present = 0
  private(set) var integer = Misfits()
  private(set) var real = Misfits()
  private(set) var decimal = Misfits()
  private(set) var boolean = Misfits()
  private(set) var date = Misfits()
  private var (yearFirst, monthFirst, dayFirst) = (Misfits(), Misfits(), Misfits())
  private(set) var truthWords = 0
  private(set) var leadingZeros = 0
  private(set) var amounts = 0
  private(set) var currencies: [Unicode.Scalar: Int] = [:]
  private(set) var timesOfDay = 0
  /// Numbers with a point, those with two digits behind it, and the most digits behind it.
  private(set) var points = 0
  private(set) var twoPlaces = 0
  private(set) var mostPlaces = 0
  /// Numbers that are not whole.
  private(set) var fractions = 0
  private(set) var numbers = 0
  private(set) var smallest = Double.infinity
  private(set) var largest = -Double.infinity
  private(set) var days: ClosedRange<Int>?
  private(set) var bytes = 0
  private(set) var longest = 0
  private(set) var spaces = 0
  private(set) var mailSigns = 0
  private(set) var containers = 0
  private(set) var marks: [Int]
  private(set) var distinct: DistinctSet
  private(set) var duplicates = 0
  private(set) var samples: [String] = []

  static let mostSamples = 4

  init(marks: Int, distinctLimit: Int) {
    self.marks = [Int](repeating: 0, count: marks)
    distinct = DistinctSet(limit: distinctLimit)
  }

  /// Every value so far occurs once, as far as values were counted.
  var isUnique: Bool { duplicates == 0 && !distinct.isFull && present > 0 }

  /// Cells that are no date with its parts in this order.
  func misfits(of order: WrittenTime.Order) -> Misfits {
    switch order {
    case .year: yearFirst
    case .month: monthFirst
    case .day: dayFirst
    }
  }

  mutating func addMark(_ index: Int) { marks[index] += 1 }

  mutating func add(_ form: CellForm, _ cell: UnsafeBufferPointer<UInt8>) {
    present += 1
    bytes += cell.count
    longest = max(longest, cell.count)
    let types = form.types
    if !types.contains(.integer) { integer.add(cell) }
    if !types.contains(.real) { real.add(cell) }
    if !types.contains(.decimal) { decimal.add(cell) }
    if !types.contains(.boolean) { boolean.add(cell) }
    if form.isTruthWord { truthWords += 1 }
    if !types.contains(.date) { addTime(form, cell) } else { addDay(form) }
    if form.hasTime { timesOfDay += 1 }
    if let number = form.number { addNumber(number, form) } else { addText(cell) }
    count(form, cell)
  }

  private mutating func addTime(_ form: CellForm, _ cell: UnsafeBufferPointer<UInt8>) {
    date.add(cell)
    if !form.orders.contains(.year) { yearFirst.add(cell) }
    if !form.orders.contains(.month) { monthFirst.add(cell) }
    if !form.orders.contains(.day) { dayFirst.add(cell) }
  }

  private mutating func addDay(_ form: CellForm) {
    yearFirst.count += 1
    monthFirst.count += 1
    dayFirst.count += 1
    guard let day = form.day else { return }
    days = days.map { min($0.lowerBound, day)...max($0.upperBound, day) } ?? day...day
  }

  private mutating func addNumber(_ number: Double, _ form: CellForm) {
    numbers += 1
    smallest = min(smallest, number)
    largest = max(largest, number)
    if form.places > 0 {
      points += 1
      if form.places == 2 { twoPlaces += 1 }
      mostPlaces = max(mostPlaces, form.places)
      if number != number.rounded() { fractions += 1 }
    }
    if form.hasLeadingZero { leadingZeros += 1 }
    if form.isAmount { amounts += 1 }
    if let currency = form.currency { currencies[currency, default: 0] += 1 }
  }

  private mutating func addText(_ cell: UnsafeBufferPointer<UInt8>) {
    if cell.contains(0x20) { spaces += 1 }
    if cell.contains(UInt8(ascii: "@")) { mailSigns += 1 }
    if cell.first == UInt8(ascii: "{") || cell.first == UInt8(ascii: "[") { containers += 1 }
  }

  private mutating func count(_ form: CellForm, _ cell: UnsafeBufferPointer<UInt8>) {
    // A whole number is the same value however it is written: 1.0 and 1.
    if form.places > 0, let number = form.number, number == number.rounded(), abs(number) < 9e15 {
      var text = String(Int64(number))
      note(text.withUTF8 { stableHash($0) }, cell)
    } else {
      note(stableHash(cell), cell)
    }
  }

  private mutating func note(_ hash: UInt64, _ cell: UnsafeBufferPointer<UInt8>) {
    if distinct.insert(hash) {
      if samples.count < Self.mostSamples { samples.append(String(decoding: cell.prefix(40), as: UTF8.self)) }
    } else if !distinct.isFull {
      duplicates += 1
    }
  }
}
