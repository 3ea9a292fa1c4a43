import Foundation

@testable import LabBase

/// JSON as a tree that can be damaged: the pairs of an object keep their order and may repeat a key.
indirect enum JSONTree: Decodable {
  case object([(key: String, value: JSONTree)])
  case array([JSONTree])
  /// A number, a word or a text as it is written.
  case scalar(String)

  private struct Key: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(parsing text: String) throws {
    self = try JSONDecoder().decode(JSONTree.self, from: Data(text.utf8))
  }

  init(from decoder: any Decoder) throws {
    if let object = try? decoder.container(keyedBy: Key.self) {
      self = .object(
        try object.allKeys.sorted { $0.stringValue < $1.stringValue }.map { key in
          (key.stringValue, try object.decode(JSONTree.self, forKey: key))
        })
      return
    }
    if var list = try? decoder.unkeyedContainer() {
      var elements: [JSONTree] = []
      while !list.isAtEnd { elements.append(try list.decode(JSONTree.self)) }
      self = .array(elements)
      return
    }
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .scalar("null")
    } else if let word = try? value.decode(Bool.self) {
      self = .scalar("\(word)")
    } else if let number = try? value.decode(UInt64.self) {
      self = .scalar("\(number)")
    } else if let number = try? value.decode(Double.self) {
      self = .scalar(PlainNumber.text(number))
    } else {
      self = .scalar(CanonicalJSON.compact(try value.decode(String.self)))
    }
  }

  /// The text that it stands for.
  var text: String {
    switch self {
    case .object(let pairs):
      "{" + pairs.map { "\(CanonicalJSON.compact($0.key)):\($0.value.text)" }.joined(separator: ",") + "}"
    case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
    case .scalar(let text): text
    }
  }

  /// Itself and all that is in it, in order.
  var nodes: [JSONTree] {
    switch self {
    case .object(let pairs): [self] + pairs.flatMap(\.value.nodes)
    case .array(let elements): [self] + elements.flatMap(\.nodes)
    case .scalar: [self]
    }
  }

  /// The tree with one of its ``nodes`` changed, by its place among them.
  func changing(_ place: Int, _ change: (JSONTree) -> JSONTree) -> JSONTree {
    if place == 0 { return change(self) }
    var rest = place - 1
    func descend(_ child: JSONTree) -> JSONTree {
      let count = child.nodes.count
      defer { rest -= count }
      return (0..<count).contains(rest) ? child.changing(rest, change) : child
    }
    switch self {
    case .object(let pairs): return .object(pairs.map { ($0.key, descend($0.value)) })
    case .array(let elements): return .array(elements.map(descend))
    case .scalar: return self
    }
  }
}
