/// What the words of the names of tables and columns tell of what stands in them, in data of which nothing is declared.
package struct NamingVocabulary: Sendable, Hashable {
  /// What a column or table is taken for by its name.
  package enum Role: String, Sendable, Hashable, CaseIterable {
    /// Tells rows apart: "id", "code".
    case identifier
    /// What a row is called by: "name", "title".
    case label
    case firstName = "first_name"
    case lastName = "last_name"
    /// A table of people.
    case person
    /// About one person, not to be listed.
    case personal
    /// An amount of money.
    case money
    /// Money for one of something.
    case unitPrice = "unit_price"
    /// How many of something, to be multiplied by a unit price.
    case quantity
    /// A part of 1 that is taken off a price.
    case discount
    /// Adds up to something over many rows.
    case additive
    /// Does not add up: a rate, a temperature, an age.
    case intensive
    /// A number that nothing is computed with: a line, a rank, a postcode.
    case nominal
    /// A place on the globe.
    case coordinate
    case year, month, day
    /// A part of a moment, as it stands in the singular: the hour of a day.
    case clock
    /// A table of sales, of which an amount is revenue.
    case sale
    /// The amount of a sale.
    case saleAmount = "sale_amount"
    /// A moment that is not when the row happened: a birth, a change of the record.
    case minorMoment = "minor_moment"
    /// The moment when the row happened.
    case mainMoment = "main_moment"
    /// A truth value.
    case flag
    /// Text in sentences.
    case prose
    case duration, size, age, weight, height
    /// What was made of many values: "maximum".
    case statistic
    /// Stands before a unit: "in".
    case joint
  }

  /// Words and phrases of names, in lower case, singular.
  package let roles: [Role: Set<String>]
  /// What short forms stand for: "qty" for "quantity".
  package let expansions: [String: String]
  /// The units that end a name: "kg", "usd".
  package let units: [String: String]
  /// Currency signs and codes.
  package let currencies: [String: String]
  /// What people say for what a role names: revenue.
  package let revenue: [String]
  /// Words that rank by a column of the role, largest and smallest first.
  package let largest: [Role: [String]]
  package let smallest: [Role: [String]]
  /// What happens in the rows of a table: "bought" in an order.
  package let verbs: [String: [String]]
  /// Further words for a table or a column: "client" for a customer.
  package let synonyms: [String: [String]]
  /// What happened at a moment that a name ends with: "hired" at a hire date.
  package let moments: [String: [String]]
  /// What is written for a missing value.
  package let missing: [String]

  package init(
    roles: [Role: Set<String>] = [:], expansions: [String: String] = [:], units: [String: String] = [:],
    currencies: [String: String] = [:], revenue: [String] = [], largest: [Role: [String]] = [:],
    smallest: [Role: [String]] = [:], verbs: [String: [String]] = [:], synonyms: [String: [String]] = [:],
    moments: [String: [String]] = [:], missing: [String] = []
  ) {
    (self.roles, self.expansions, self.units, self.currencies) = (roles, expansions, units, currencies)
    (self.revenue, self.largest, self.smallest) = (revenue, largest, smallest)
    (self.verbs, self.synonyms, self.moments, self.missing) = (verbs, synonyms, moments, missing)
  }
}
