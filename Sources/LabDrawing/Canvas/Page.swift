/// A laid-out figure: marks and the size of the paper.
struct Page: Sendable {
  let width: Int
  let height: Int
  let drawing: Drawing

  /// Every line of text with its measured box.
  var texts: [TextMark] {
    drawing.marks.compactMap { if case .text(let mark) = $0 { mark } else { nil } }
  }

  /// The tiles in the order they were placed.
  var tiles: [PictureMark] {
    drawing.marks.compactMap { mark in
      if case .picture(let picture) = mark, picture.role == .tile { picture } else { nil }
    }
  }
}
