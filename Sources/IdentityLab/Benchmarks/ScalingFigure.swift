import LabBase
import LabDrawing

/// Step times against depth, width, filter size and image side, all axes logarithmic.
package struct ScalingFigure {
  private let table: ScalingTable

  /// Makes the figure of a table's times.
  package init(_ table: ScalingTable) {
    self.table = table
  }

  /// Four panels, a curve a program; over each panel the exponents fitted to its curves.
  package var plot: LinePlot {
    LinePlot(
      title: "Time of a training step", subtitle: subtitle,
      panels: axes.map(panel), panelsPerRow: 2, legendTitle: "program",
      footnote:
        "p: exponent of time ∝ sizeᵖ, fitted to the upper half of the sizes. Forward, backward and update, one "
        + "image of one channel.")
  }

  /// What the picture carries about its making: its numbers.
  package var metadata: FigureMetadata {
    FigureMetadata(
      configuration: CanonicalJSON.compact(["figure": "scaling", "csv": table.csv]),
      version: LabVersion.current, tileDigest: plot.tileDigest)
  }

  /// The sizes that the table varies.
  private var axes: [ScalingStudy.Axis] {
    ScalingStudy.Axis.allCases.filter { axis in table.rows.contains { $0.axis == axis } }
  }

  private var subtitle: String {
    // A size is its usual one wherever another varies.
    func usual(_ axis: ScalingStudy.Axis) -> String {
      table.rows.first { $0.axis != axis }.map { String($0.net[axis]) } ?? "–"
    }
    let (kernel, side) = (usual(.kernelSize), usual(.side))
    return "convolutional nets; one size varies at a time, the others are depth \(usual(.depth)), "
      + "\(usual(.width)) channels, \(kernel)×\(kernel) filters, \(side)×\(side) pixels"
  }

  private func panel(_ axis: ScalingStudy.Axis) -> LinePlot.Panel {
    let exponents = table.programs.compactMap { program in
      table.exponent(of: program, along: axis).map {
        "\(program)\u{A0}\(NumberText.fixed($0, decimals: 2))"
      }
    }
    let sizes = Set(table.rows.filter { $0.axis == axis }.map { Double($0.net[axis]) }).sorted()
    return LinePlot.Panel(
      title: exponents.isEmpty ? nil : "p: " + exponents.joined(separator: ", "),
      xAxis: LinePlot.Axis(axis.title, isLogarithmic: true, ticks: sizes),
      yAxis: LinePlot.Axis("milliseconds a step", isLogarithmic: true),
      series: table.programs.map { program in
        LinePlot.Series(
          label: program,
          points: table.times(of: program, along: axis).map {
            LinePlot.Sample(x: $0.size, y: $0.milliseconds)
          })
      })
  }
}

extension ScalingStudy.Axis {
  /// The axis' label.
  fileprivate var title: String {
    switch self {
    case .depth: "depth (weight layers)"
    case .width: "width (hidden channels)"
    case .kernelSize: "filter height and width k"
    case .side: "image height and width in pixels"
    }
  }
}
