import Domain

extension Column {
  /// The column as a result shows it.
  var resultColumn: ResultColumn {
    let (kind, scale): (ResultColumn.Kind, Int) =
      switch type {
      case .text: (.text, 0)
      case .integer: (.integer, 0)
      case .real: (.real, 0)
      case .boolean: (.boolean, 0)
      case .date: (.date, 0)
      case .timestamp: (.timestamp, 0)
      case .decimal(let scale): (.decimal, scale)
      }
    return ResultColumn(name: name, label: name, kind: kind, scale: scale, unit: unit)
  }
}
