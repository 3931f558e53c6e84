import Domain
import SQLCompiler

extension StatementTests {
  static let lists: [Example] = [
    Example(
      "the columns an entity shows",
      query("book"),
      sql: """
        SELECT books.title AS title, books.price AS price
        FROM books
        ORDER BY books.isbn
        """,
      [],
      rows: """
        Tides|12.50
        100% Tea|8.00
        100 Teas|
        """),
    Example(
      "columns of other rows are left joined",
      query("loan", columns: ["loan.id", "member.name", "branch.city"], limit: 3),
      sql: """
        SELECT
          loans.id AS id,
          (members.first || ' ' || members."last name") AS name,
          branches.city AS city
        FROM loans
        LEFT JOIN members ON members.id = loans.member
        LEFT JOIN branches ON branches.id = members.branch
        ORDER BY id
        LIMIT 3
        """,
      [],
      rows: """
        1|Ada Poe|Ulm
        2|Ada Poe|Ulm
        3|Ben Orr|Bonn
        """),
    Example(
      "distinct, with what orders it",
      query(
        "book", columns: ["book.genre"], distinct: true,
        order: [Ordering(.attribute(id("book.price")), isDescending: true)]),
      sql: """
        SELECT DISTINCT books.genre AS genre, books.price AS price
        FROM books
        ORDER BY price DESC, genre
        """,
      [],
      rows: """
        science|12.50
        food|8.00
        food|
        """),
    Example(
      "ordered with missing values last",
      query(
        "book", columns: ["book.title"], order: [Ordering(.attribute(id("book.price")), isDescending: false)]),
      sql: """
        SELECT books.title AS title
        FROM books
        ORDER BY books.price NULLS LAST, books.isbn
        """,
      [],
      rows: """
        100% Tea
        Tides
        100 Teas
        """),
    Example(
      "names that need quotes, a day that time counts from",
      query(
        "member", columns: ["member.name", "member.days"],
        where: .compare(id("member.days"), .greater(.integer(1)))),
      sql: """
        SELECT
          (members.first || ' ' || members."last name") AS name,
          (julianday(?) - julianday(members.joined)) AS days
        FROM members
        WHERE (julianday(?) - julianday(members.joined)) > ?
        ORDER BY members.id
        """,
      [.text("2024-12-31"), .text("2024-12-31"), .integer(1)],
      rows: """
        Ada Poe|721
        Ben Orr|213
        """),
    Example(
      "names of columns stay unique",
      query(
        "loan", columns: ["loan.id", "member.id", "loan.order"],
        where: .compare(id("loan.is_late"), .equal(.integer(1)))),
      sql: """
        SELECT loans.id AS id, members.id AS member_id, loans."order" AS "order"
        FROM loans
        LEFT JOIN members ON members.id = loans.member
        WHERE loans.is_late = ?
        ORDER BY id
        """,
      [.integer(1)],
      rows: """
        2|1|8
        3|2|7
        """),
  ]
}
