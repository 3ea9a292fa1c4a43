import LabBase
import LabDrawing
import LabFigures
import LabImages
import Nets

/// The prediction grid: a row a net, a column a probe; under the tiles of a family its correlation with identity, right
/// of each row those with the constant.
///
/// Where nets are trained otherwise than those above them a rule parts the rows, and says what is otherwise.
/// Nets of different images or sizes are shown different probes: those of equal ones stand together in a section of
/// their own below a row of what they were shown.
struct PredictionFigure {
  private let heading: FigureHeading
  private let groups: [ReconstructionGroup]
  private let labels: ReconstructionLabels
  private let seeds: ShownSeeds<ReconstructionLab>
  private let lab: ReconstructionLab
  private let scaling: TileScaling

  /// Colour pictures have their noise in every channel: their tiles are larger, 32 pixels become 96, and fewer.
  private static let colourTileSide = 96

  /// What the nets of a section are shown.
  private struct Shown {
    var columns: [ProbeColumn]
    var inputs: ImageBatch
  }

  init(_ context: ReconstructionContext) {
    heading = context.heading
    groups = context.groups
    labels = ReconstructionLabels(groups.map(\.configuration))
    seeds = ShownSeeds(groups)
    lab = context.lab
    scaling = context.options.scaling == .each ? .each : .fixed(.unit)
  }

  /// Asks the first seed of every net about the battery's representatives.
  ///
  /// - Throws: `LabError` where a run's weights or data are not there, or batteries have different columns.
  func grid() throws(LabError) -> ImageGrid {
    guard let first = groups.first else {
      throw .missingInput(what: "a run to draw", advice: "give the recipe at least one")
    }
    let digests = groups.map(\.configuration.dataDigest).distinct
    let columns = try shown(to: first).columns
    var inputs: [ImageGrid.Row] = []
    var sections: [[ImageGrid.Row]] = []
    for digest in digests {
      let members = groups.filter { $0.configuration.dataDigest == digest }
      let shown = try shown(to: members[0])
      guard shown.columns.map(\.family) == columns.map(\.family) else {
        throw .badConfiguration(
          key: "image", found: "images whose probes are not of the same kinds",
          expected: "grey images, or colour images, in one figure")
      }
      inputs.append(
        ImageGrid.Row(
          label: "input", tiles: images(shown.inputs, members[0].configuration.normalize),
          caption: "mean correlation: under\ntiles with identity, here\nwith the constant"))
      var rows: [ImageGrid.Row] = []
      for (index, group) in members.enumerated() {
        var row = try row(group, shown)
        if index > 0 {
          row.note = labels.change(from: members[index - 1].configuration, to: group.configuration)
            .map { "trained otherwise from here on: \($0)" }
        }
        rows.append(row)
      }
      sections.append(rows)
    }
    if digests.count > 1 {
      for (index, digest) in digests.enumerated() {
        let configuration = groups.first { $0.configuration.dataDigest == digest }?.configuration
        inputs[index].section = configuration.map(sectionTitle)
        sections[index].insert(inputs[index], at: 0)
      }
    }
    let which =
      groups.contains { $0.runs.first?.record.evaluation.contains { $0.correlationWithEach != nil } == true }
      ? " Of several training images the constant is the one nearest to the output; where it is nearer than the "
        + "input, in brackets which one the first seed's outputs are like, or that they are like the mean of all."
      : ""
    let isInColour = first.configuration.imageChannels > 1
    return ImageGrid(
      title: heading.title, subtitle: heading.subtitle(seeds),
      columnLabels: columns.map(\.label), columnGroups: ImageGrid.ColumnGroup.groups(of: columns),
      inputRow: digests.count > 1 ? nil : inputs[0],
      rows: sections.flatMap { $0 }, scaling: scaling,
      tileSize: .fit(isInColour ? Self.colourTileSide : FigureStyle.tileSide),
      footnote:
        "Under the tiles of a family: mean correlation of the output with its input (identity) over all images of "
        + "the family and all seeds, – where it is undefined; right of each row: with the training image "
        + "(constant).\(which)\(isInColour ? paleness : "") Source: \(heading.source).")
  }

  /// Why answers in colour may look washed out, or that it is not seen whether they are.
  private var paleness: String {
    " A net without biases answers the mean colour, a grey, where it answers nothing, and palely what it takes little "
      + "of\(scaling == .each ? ": how palely is not seen here" : "")."
  }

  /// The columns of a group's battery; of a colour net, beside natural images, one a family.
  private func shown(to group: ReconstructionGroup) throws(LabError) -> Shown {
    let battery = try lab.makeExperiment(group.configuration).data.battery
    var columns = battery.columns
    if group.configuration.imageChannels > 1 {
      let all = columns
      columns = all.indices.filter { place in
        [.training, .natural].contains(all[place].family)
          || !all[..<place].contains { $0.family == all[place].family }
      }.map { all[$0] }
    }
    let values = columns.flatMap { battery[$0.family].inputs[$0.index] }
    return Shown(columns: columns, inputs: ImageBatch(shape: battery.shape, values: values))
  }

  private func sectionTitle(_ configuration: ReconstructionConfiguration) -> String {
    "trained on \(configuration.subject), \(configuration.text(of: .size).replacing("x", with: "×")) pixels"
  }

  private func row(_ group: ReconstructionGroup, _ shown: Shown) throws(LabError) -> ImageGrid.Row {
    let configuration = group.configuration
    guard let run = group.runs.first else {
      let loss = group.setAside.compactMap(\.record.finalLoss).max().map {
        ", loss \(NumberText.short($0, digits: 2))"
      }
      return ImageGrid.Row(
        label: labels.label(configuration), tiles: shown.columns.map { _ in nil },
        caption: "did not train:\n\(group.setAsideText)\(loss ?? "")")
    }
    let weights = try run.directory.weights(configuration)
    let outputs = Predictor(configuration, parameters: weights, imageShape: shown.inputs.shape)
      .predict(shown.inputs)
    var row = ImageGrid.Row(
      label: seeds.label(labels.label(configuration), of: group),
      tiles: images(outputs, configuration.normalize), caption: caption(group))
    row.scores = scores(group, shown.columns)
    return row
  }

  /// The mean correlation with identity of each family, under its columns.
  private func scores(_ group: ReconstructionGroup, _ columns: [ProbeColumn]) -> [ImageGrid.ColumnGroup] {
    ImageGrid.ColumnGroup.families(of: columns).map { family, places in
      let identity = group.statistic { $0.record.score(of: family)?.correlationWithIdentity }?.mean
      return ImageGrid.ColumnGroup(label: text(identity), columns: places)
    }
  }

  private func images(_ batch: ImageBatch, _ normalization: Normalization) -> [Image] {
    (0..<batch.count).map { normalization.restore(batch[$0], shape: batch.shape) }
  }

  private func caption(_ group: ReconstructionGroup) -> String {
    let isGrey = group.configuration.probes.natural == nil
    let families: [ProbeFamily] =
      isGrey ? [.digits, .fashion, .uniformNoise] : [.natural, .digits, .uniformNoise]
    let parts = families.map { family in
      let constant = group.statistic { $0.record.score(of: family)?.correlationWithConstant }?.mean
      let which = group.runs.first?.record.score(of: family).flatMap(whichConstant)
      return "\(family.title) \(text(constant))" + (which.map { " (\($0))" } ?? "")
    }
    let loss = group.statistic { $0.record.finalLoss }?.mean
    let lossText = loss.map { NumberText.short($0, digits: 2) } ?? "–"
    let setAside = group.setAside.isEmpty ? [] : ["without \(group.setAsideText)"]
    return (parts + ["loss \(lossText)"] + setAside).joined(separator: "\n")
  }

  /// Which of several training images a memorising net's outputs are like, or that they are like their mean.
  private func whichConstant(_ score: ProbeScore) -> String? {
    guard let nearest = score.nearestConstant, let own = score.correlationWithEach?[nearest],
      own > score.correlationWithIdentity ?? -1
    else { return nil }
    return score.correlationWithMean.map { $0 > own } == true ? "mean" : "no. \(nearest + 1)"
  }

  private func text(_ correlation: Double?) -> String {
    correlation.map { NumberText.fixed($0, decimals: 2) } ?? "–"
  }
}

extension ImageGrid.ColumnGroup {
  /// The families of a battery's columns that have several.
  static func groups(of columns: [ProbeColumn]) -> [ImageGrid.ColumnGroup] {
    families(of: columns).filter { $0.places.count > 1 }
      .map { ImageGrid.ColumnGroup(label: $0.family.title, columns: $0.places) }
  }

  /// The families of a battery's columns, each with its places, which are neighbours.
  static func families(of columns: [ProbeColumn]) -> [(family: ProbeFamily, places: Range<Int>)] {
    ProbeFamily.allCases.compactMap { family in
      let places = columns.indices.filter { columns[$0].family == family }
      return places.first.map { (family, $0..<$0 + places.count) }
    }
  }
}
