/// What a fully connected layer's input is known to be while it is trained.
public enum LinearInput: Sendable {
  /// The same vectors in every forward pass, whose gradient nobody asks for.
  case fixed
  /// The outputs of a ReLU: where they are 0, so is its derivative, and any gradient will do.
  case rectified
  /// Anything.
  case arbitrary
}
