/// What a forward pass is for: layers that are told apart by it are dropout and batch normalisation.
public enum ForwardMode: Equatable, Sendable {
  /// Asking the net: nothing is dropped, and channels are normalised by the statistics that training kept.
  case evaluation
  /// An update after `step` others: what is dropped follows from that number, and the batch normalises itself.
  case training(step: Int)
}
