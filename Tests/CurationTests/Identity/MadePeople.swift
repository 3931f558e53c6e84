import Domain

/// Made-up people and their records, with the truth about them: what a master of customers looks like after years of
/// keying in. The same seed makes the same people.
///
/// There are families under one roof who share last name, address, phone and e-mail: couples, twins, and fathers and
/// sons of one name; people of one name who have nothing to do with each other; and records of one person under
/// nicknames, slips, new numbers, new addresses, other spellings.
struct MadePeople {
  private(set) var records: [[Value]] = []
  /// By record, the number of its person.
  private(set) var persons: [Int] = []

  static let columns = ["id", "first", "last", "email", "phone", "street", "postcode", "birth", "added"]

  private var random: Random
  private var person = 0

  init(households: Int, seed: UInt64) {
    random = Random(state: seed)
    for _ in 0..<households { addHousehold() }
  }

  private struct Person {
    var first: String
    var last: String
    var email: String
    var phone: String
    var street: String
    var postcode: String
    var birth: String
  }

  // MARK: - People

  private mutating func addHousehold() {
    var head = Person(
      first: random.pick(Self.names).first ?? "", last: random.pick(Self.lastNames),
      email: "u\(random.below(1_000_000))@mail.example", phone: phone(), street: street(),
      postcode: "\(10_000 + random.below(80_000))", birth: birth())
    if random.chance(0.1) {  // a son of the same name, a generation younger
      var son = head
      (son.birth, son.last) = (birth(), head.last + " Jr.")
      head.last += " Sr."
      add(son)
    }
    add(head)
    head.last = head.last.replacing(" Sr.", with: "")
    if random.chance(0.4) {  // a spouse, often behind the same e-mail
      var spouse = head
      spouse.first = otherName(than: head.first)
      spouse.birth = birth()
      if random.chance(0.6) { spouse.email = "u\(random.below(1_000_000))@mail.example" }
      add(spouse)
    }
    if random.chance(0.1) {  // twins
      var twin = head
      twin.birth = birth()
      for _ in 0..<2 {
        twin.first = otherName(than: twin.first)
        add(twin)
      }
    }
  }

  private mutating func otherName(than name: String) -> String {
    var other = name
    while other == name { other = random.pick(Self.names).first ?? "" }
    return other
  }

  private mutating func add(_ person: Person) {
    self.person += 1
    var seen = person
    for number in 0..<(1 + random.below(4)) {
      var record = seen
      if random.chance(0.2), let names = Self.names.first(where: { $0[0] == person.first }), names.count > 1 {
        record.first = names[1 + random.below(names.count - 1)]
      }
      if random.chance(0.08) { record.first = slip(record.first) }
      if random.chance(0.08), !record.last.hasSuffix(".") { record.last = slip(record.last) }
      if random.chance(0.15) { record.email = random.chance(0.5) ? "" : "none@none.com" }
      if random.chance(0.15) { record.phone = random.chance(0.5) ? "" : "000-000-0000" }
      if random.chance(0.4) { record.birth = "" }
      if random.chance(0.2) { record.first = record.first.uppercased() }
      if random.chance(0.1) { record.email = record.email.uppercased() }
      records.append(
        [
          "r\(records.count)", record.first, record.last, record.email, formatted(record.phone),
          random.chance(0.3) ? record.street.replacing("Street", with: "St.") : record.street,
          random.chance(0.2) ? record.postcode + "-\(1000 + random.below(9000))" : record.postcode,
          record.birth,
          "20\(10 + number)-01-01",
        ].map { $0.isEmpty ? .null : .text($0) })
      persons.append(self.person)
      // People move, and change their number, but not both on one day.
      if random.chance(0.1) {
        (seen.street, seen.postcode) = (street(), "\(10_000 + random.below(80_000))")
      } else if random.chance(0.1) {
        seen.phone = phone()
      }
    }
  }

  // MARK: - Values

  private mutating func birth() -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(1940 + random.below(65))-\(two(1 + random.below(12)))-\(two(1 + random.below(28)))"
  }

  private mutating func phone() -> String { "\(200 + random.below(700))555\(1000 + random.below(9000))" }

  private mutating func street() -> String {
    "\(1 + random.below(9999)) \(random.pick(Self.lastNames)) \(random.pick(["Street", "Way", "Hill"]))"
  }

  private mutating func formatted(_ phone: String) -> String {
    guard phone.count == 10, !phone.contains("-") else { return phone }
    let (area, middle, end) = (phone.prefix(3), phone.dropFirst(3).prefix(3), phone.suffix(4))
    return random.pick([
      "\(area)-\(middle)-\(end)", "(\(area)) \(middle)-\(end)", "+1 \(phone)", "1-\(area)-\(middle)-\(end)",
    ])
  }

  /// A letter twice, left out, or in its neighbour's place.
  private mutating func slip(_ name: String) -> String {
    var letters = Array(name)
    guard letters.count > 3 else { return name }
    let place = 1 + random.below(letters.count - 2)
    switch random.below(3) {
    case 0: letters.insert(letters[place], at: place)
    case 1: letters.remove(at: place)
    default: letters.swapAt(place, place + 1)
    }
    return String(letters)
  }

  static let names: [[String]] = [
    ["Robert", "Bob", "Rob"], ["William", "Bill"], ["James", "Jim"], ["Elizabeth", "Liz", "Beth"],
    ["Katherine", "Kate"], ["Margaret", "Peggy"], ["Thomas", "Tom"], ["Richard", "Rick"], ["Susan", "Sue"],
    ["Jennifer", "Jen"], ["Eric"], ["Erica"], ["Laura"], ["Lauren"], ["Daniel", "Dan"], ["Danielle", "Dani"],
    ["Paula"], ["Paul"], ["Marcus"], ["Brenda"], ["Victor"], ["Yolanda"], ["Sandra"], ["Nora"], ["Oscar"],
    ["Teresa"], ["Hector"], ["Ivan"], ["Louise"], ["Gloria"], ["Wendy"], ["Felix"],
  ]

  static let lastNames = [
    "Smith", "Smith", "Smith", "Garcia", "Garcia", "Miller", "Miller", "Nguyen", "Okafor", "Petersen",
    "Larkin",
    "Hastings", "Kowalski", "Alvarez", "Whitfield", "Townsend", "Brennan", "Castillo", "Delgado", "Eastman",
    "Fairbanks", "Granger", "Holloway", "Ingram", "Jarvis", "Kendall", "Lombard", "Mercado", "Norwood",
    "Ortega",
  ]
}

/// SplitMix64: the same numbers for one seed.
private struct Random {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
  mutating func chance(_ share: Double) -> Bool { Double(next() >> 11) / Double(1 << 53) < share }
  mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }
}
