/// The quantities that the rows of a table of runs have, each once.
package final class RunColumns<L: Lab>: Sendable {
  /// The quantities in the order of the columns.
  package let quantities: [RunQuantity<L>]
  private let places: [String: Int]

  /// Makes the columns of some quantities; one that is named twice is one column.
  package init(_ quantities: [RunQuantity<L>]) {
    var places: [String: Int] = [:]
    self.quantities = quantities.filter { quantity in
      let isNew = places[quantity.name] == nil
      if isNew { places[quantity.name] = places.count }
      return isNew
    }
    self.places = places
  }

  /// The place of a quantity's column; nil where there is none.
  package func place(of quantity: RunQuantity<L>) -> Int? { places[quantity.name] }
}
