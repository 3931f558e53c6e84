package import Domain

extension ResultColumn: JSONWritable {
  /// `{"name","label","type","unit"}`.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("label", label)
      json.member("type", kind.rawValue)
      json.member("unit", unit)
    }
  }

  /// Writes a cell of this column: truth values as true and false, years as integers, amounts in integer units
  /// as the decimals they stand for, all else as it is.
  package func write(_ cell: Value, to json: inout JSONWriter) {
    switch (kind, cell) {
    case (.boolean, .integer(let value)) where value == 0 || value == 1: json.boolean(value == 1)
    case (.year, .text(let text)):
      if let year = Int64(text) { json.number(year) } else { json.string(text) }
    case (.decimal, .integer(let units)):
      if let amount = FixedDecimal(units: units, scale: scale) { json.number(amount) } else { json.null() }
    default: json.value(cell)
    }
  }
}

extension ResultTable: JSONWritable {
  /// `{"columns":[…],"rows":[[…]]}`; a row is written with as many cells as it has.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("columns", columns)
      json.member("rows") { json in
        json.array { json in
          for row in rows { json.element { write(row, to: &$0) } }
        }
      }
    }
  }

  private func write(_ row: [Value], to json: inout JSONWriter) {
    json.array { json in
      for (index, cell) in row.enumerated() {
        json.element { json in
          if columns.indices.contains(index) {
            columns[index].write(cell, to: &json)
          } else {
            json.value(cell)
          }
        }
      }
    }
  }
}

extension SQLStatement: JSONWritable {
  /// `{"text","parameters"}`.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("text", text)
      json.member("parameters", parameters)
    }
  }
}
