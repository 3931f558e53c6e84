import Foundation
import Retrieval
import TextAnalysis

/// Measures the decomposition behind `LSAEmbedder`: `SearchBenchmark topics FOLDER DIMENSION FILE`.
///
/// FOLDER holds a corpus as `pitwall evaluate-retrieval` reads it. Writes the matrix that is decomposed to FILE, a line
/// "row column value" for each number, and prints the seconds and the sum of the squared singular values.
func measureTopics(folder: String, dimension: Int, file: String) throws {
  let set = try EvaluationSet(reading: URL(filePath: folder, directoryHint: .isDirectory))
  let passages = set.corpus.map { Passage(title: $0.title, text: $0.text) }
  let matrix = LSAEmbedder.trainingMatrix(of: passages)
  var lines = ""
  for row in 0..<matrix.rowCount {
    for place in matrix.starts[row]..<matrix.starts[row + 1] {
      lines += "\(row) \(matrix.columns[place]) \(matrix.values[place])\n"
    }
  }
  try Data(lines.utf8).write(to: URL(filePath: file))
  var found: TruncatedSVD?
  let time = seconds { found = TruncatedSVD(of: matrix, rank: dimension, seed: 1) }
  print(time, found?.values.reduce(0) { $0 + $1 * $1 } ?? 0)
}
