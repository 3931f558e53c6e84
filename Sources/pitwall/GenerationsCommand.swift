import ArgumentParser
import Assembly
import Rendering

struct GenerationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generations", abstract: "The generations that can be asked, and what changed between them.",
    discussion: """
      A rebuild keeps the generations before it (--keep), each under the id that its answers show. One with a label stays \
      until it is removed. 'current' names the one in place, 'yesterday' the last one built before today (UTC).
      """,
    subcommands: [List.self, Name.self, Remove.self, Compare.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists them: id, label, age, size, rows per source.")

    @OptionGroup var common: CommonOptions
    @Flag(help: "Prints one JSON document.") var json = false

    func run() throws {
      let generations = try GenerationCatalog(database: common.databaseURL).list()
      if json {
        Console.line(GenerationList(generations: generations))
      } else {
        Console.write(GenerationsText.text(generations, now: Console.now, style: Console.style))
      }
    }
  }

  struct Name: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "name", abstract: "Gives a generation a label; it then stays until it is removed.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "Its id or label, current or yesterday.") var generation: String
    @Argument(help: "Letters, digits, '-', '_' and '.'.") var label: String

    func run() throws {
      try GenerationCatalog(database: common.databaseURL).label(
        generation, as: label, today: Console.today)
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove",
      abstract:
        "Keeps a generation no more; whoever has it open goes on reading. Takes the label off the current one."
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "Its id or label, or yesterday.") var generation: String

    func run() throws {
      let id = try GenerationCatalog(database: common.databaseURL).remove(generation, today: Console.today)
      Console.write("removed \(id)\n")
    }
  }

  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compare",
      abstract: "Rows added, removed and changed, per dataset, from one generation to another.",
      discussion: """
        Rows are known again by their key; those of a dataset without one are compared as wholes. Roll-ups are left out. \
        With --dataset, the rows that differ are listed; values of personal columns only with --personal.
        """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The earlier one: an id, a label or yesterday.") var from: String
    @Argument(help: "The later one; the one in place when none is given.") var to = GenerationCatalog.current
    @Option(help: ArgumentHelp("Lists the rows of this dataset that differ.", valueName: "name"))
    var dataset: String?
    @Option(help: "With --dataset: rows of each kind at most, 1 to 100000.")
    var limit = GenerationComparison.standardRows
    @Flag(help: "Values of personal columns too.") var personal = false
    @Flag(help: "Prints one JSON document.") var json = false

    func validate() throws {
      guard (1...100_000).contains(limit) else {
        throw ValidationError("--limit: expected 1 to 100000, found \(limit)")
      }
    }

    func run() throws {
      let comparison = try GenerationComparison(
        database: common.databaseURL, knowledge: common.knowledgeURL, from: from, to: to, today: Console.today
      )
      let changes =
        try dataset.map { try comparison.changes(of: $0, limit: limit, isPersonal: personal) }
        ?? comparison.changes()
      if json {
        Console.line(changes)
      } else {
        Console.write(GenerationsText.text(changes, style: Console.style))
      }
    }
  }
}
