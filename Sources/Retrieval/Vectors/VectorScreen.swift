import Domain

/// A query as a screen knows it.
protocol ScreenedQuery: Sendable {
  /// How far a bound may be below what a score cannot exceed; the same for all rows.
  var allowance: Double { get }
}

extension ScreenedQuery {
  /// The least bound, without `allowance`, of a row that may have a score of `score` or more.
  func cut(for score: Float) -> Float { Float(Double(score) - allowance).nextDown }
}

/// Tells of most rows that they are not among the best, from codes, a tile of rows at a time.
///
/// A bound is what a score cannot exceed, less `allowance`.
protocol VectorScreen: Sendable {
  associatedtype Query: ScreenedQuery

  /// Rows scored first for each that is wanted.
  static var triedOfEach: Int { get }

  /// The codes; whatever reads them holds it.
  var memory: MemoryRegion { get }
  var tileCount: Int { get }

  /// The rows of tile `index`.
  func rows(ofTile index: Int) -> Range<Int>

  /// - Returns: nil for a query that floats cannot be trusted with; the zero query is one.
  func query(_ numbers: [Float]) -> Query?

  /// The bounds of all rows of a tile; of a row that takes no part, -∞.
  func bound(_ rows: Range<Int>, by query: Query, into bounds: UnsafeMutablePointer<Float>)

  /// The rows of a tile that may have a score whose bound is not below `cut`, by `bounds` and what else is known.
  ///
  /// A row that takes no part is none of them; one without codes is in any case.
  func rows(
    of rows: Range<Int>, _ bounds: UnsafePointer<Float>, by query: Query, notBelow cut: Float
  ) -> [UInt32]

  /// The score of `row`, whose numbers are `floats`: what `dot_floats` gives for `numbers`.
  func score(_ row: Int, _ floats: UnsafePointer<Float>, _ numbers: [Float], by query: Query) -> Double
}
