import Nets

/// The prediction grid: a row a net, a column a probe, correlations right of each row.
struct PredictionFigure {
  let heading: FigureHeading
  let runs: [FigureRun]

  /// Asks the first seed of every net about the battery's representatives.
  ///
  /// - Throws: `LabError` where a run's weights or data are not there, or two runs have different images.
  func grid(factory: ExperimentFactory) throws(LabError) -> ImageGrid {
    let groups = SeedGroup.groups(of: runs)
    let labels = RunLabels(groups.map(\.configuration))
    guard let first = groups.first else {
      throw .missingInput(what: "a run to draw", advice: "give the recipe at least one")
    }
    let battery = try factory.makeExperiment(stored: first.configuration).data.battery
    var rows: [ImageGrid.Row] = []
    for group in groups {
      let configuration = group.configuration
      guard configuration.dataDigest == first.configuration.dataDigest else {
        throw .badConfiguration(
          key: "image", found: "runs on different images", expected: "one grid for each image")
      }
      let weights = try group.runs[0].directory.weights(configuration)
      let outputs = Predictor(configuration, parameters: weights, imageShape: battery.shape)
        .predict(battery.representatives)
      rows.append(
        ImageGrid.Row(
          label: labels.label(configuration), tiles: images(outputs, configuration.normalize),
          caption: caption(group)))
    }
    return ImageGrid(
      title: heading.title, subtitle: heading.subtitle,
      columnLabels: battery.columns.map(\.label), columnGroups: columnGroups(battery.columns),
      inputRow: ImageGrid.Row(
        label: "input", tiles: images(battery.representatives, first.configuration.normalize),
        caption: "mean correlation with\nidentity · constant"),
      rows: rows,
      tileSize: .fit(FigureStyle.tileSide),
      footnote:
        "Right of each row: mean correlation of the output with its input (identity) and with the training "
        + "image (constant) over all images of a family. Source: \(heading.source).")
  }

  private func images(_ batch: ImageBatch, _ normalization: Normalization) -> [Image] {
    (0..<batch.count).map { normalization.restore(batch[$0], shape: batch.shape) }
  }

  private func caption(_ group: SeedGroup) -> String {
    let parts = [ProbeFamily.digits, .fashion, .uniformNoise].map { family in
      let identity = group.statistic { $0.record.score(of: family)?.correlationWithIdentity }?.mean
      let constant = group.statistic { $0.record.score(of: family)?.correlationWithConstant }?.mean
      let nearest = group.runs[0].record.score(of: family)?.nearestConstant.map { " (no. \($0 + 1))" } ?? ""
      return "\(family.title) \(text(identity)) · \(text(constant))\(nearest)"
    }
    let loss = group.statistic { $0.record.finalLoss }?.mean
    let lossText = loss.map { NumberText.short($0, digits: 2) } ?? "diverged"
    return (parts + ["loss \(lossText)"]).joined(separator: "\n")
  }

  private func text(_ correlation: Double?) -> String {
    correlation.map { NumberText.fixed($0, decimals: 2) } ?? "–"
  }

  private func columnGroups(_ columns: [ProbeColumn]) -> [ImageGrid.ColumnGroup] {
    ProbeFamily.allCases.compactMap { family in
      let places = columns.indices.filter { columns[$0].family == family }
      guard places.count > 1, let first = places.first else { return nil }
      return ImageGrid.ColumnGroup(label: family.title, columns: first..<first + places.count)
    }
  }
}
