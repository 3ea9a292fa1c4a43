import LabBase
import LabImages
import LabRuns

/// Has the nets of a page asked and looked into, and puts the pictures into its parts.
struct PictureGatherer<L: ExplorerLab> {
  /// What is known of one run's answers.
  private typealias Answers = KeptAnswers<L>.Value

  let explored: ExploredRuns<L>
  let lab: L
  let choice: ExplorerPage<L>.Choice
  let threads: Int
  /// What is not in the page, and why.
  private(set) var remarks: [String] = []
  private var pictures: [Int: String] = [:]

  init(explored: ExploredRuns<L>, lab: L, choice: ExplorerPage<L>.Choice, threads: Int) {
    self.explored = explored
    self.lab = lab
    self.choice = choice
    self.threads = threads
  }

  /// Fills a page with pictures: what nets are asked, the first answers of all, all answers, then layers and weights.
  ///
  /// - Throws: `LabError` where data are missing or a file cannot be written; what is wrong with one run is a remark.
  mutating func gather(
    _ runs: [StoredRun<L>], into data: inout PageData, parts: inout PartWriter,
    onProgress: (ExplorerPage<L>.Stage, Double) -> Void
  ) throws(LabError) {
    let finished = runs.map { run in
      run.record.map {
        FinishedRun(run.configuration, record: $0, directory: explored.store.directory(run.runKey))
      }
    }
    let (questions, shown) = try addInputs(finished, into: &data, parts: &parts)
    let answers = ask(finished, questions, data, onProgress)
    try add(answers, finished, shown, into: &data, parts: &parts)
    try addDetails(finished, questions, into: &data, parts: &parts, onProgress)
  }

  /// What nets are asked, each set once.
  private mutating func addInputs(
    _ runs: [FinishedRun<L>?], into data: inout PageData, parts: inout PartWriter
  ) throws(LabError) -> ([L.Questions], [ShownInputs]) {
    var (places, questions, shown) = ([String: Int](), [L.Questions](), [ShownInputs]())
    for (index, run) in runs.enumerated() {
      guard let run else { continue }
      let key = L.questionKey(of: run.configuration)
      if places[key] == nil {
        places[key] = questions.count
        let asked = try lab.questions(for: run.configuration)
        questions.append(asked)
        shown.append(L.shown(asked))
        data.sets.append(try add(L.shown(asked), number: questions.count - 1, to: &parts))
      }
      data.set[index] = places[key]
    }
    return (questions, shown)
  }

  private func add(
    _ inputs: ShownInputs, number: Int, to parts: inout PartWriter
  ) throws(LabError) -> PageData.InputSet {
    var atlas = TileAtlas()
    let families = inputs.families.map { family in (family, family.images.map { atlas.add($0) }) }
    let training = inputs.training.map { atlas.add($0.image) }
    let name = "inputs-\(number)"
    let places = try parts.add(name, atlas.sprites()) { sprites, _ in PagePart(chunks: sprites) }
    func place(_ reference: TileReference) -> TileReference { places.place(reference, in: name) }
    return PageData.InputSet(
      part: name,
      families: families.map { family, images in
        PageData.InputSet.Family(
          key: family.key, title: family.title, names: family.names, images: images.map(place),
          thumbs: min(KeptAnswers<L>.thumbnailCount, images.count))
      }, training: training.map(place), trainingName: inputs.training?.name)
  }

  /// Every run's answers; nil of one that is not done or whose weights cannot be read.
  private mutating func ask(
    _ runs: [FinishedRun<L>?], _ questions: [L.Questions], _ data: PageData,
    _ onProgress: (ExplorerPage<L>.Stage, Double) -> Void
  ) -> [Answers?] {
    // A net is asked without its laboratory, which only hands the question on.
    nonisolated(unsafe) let lab = lab
    let sets = data.set
    var done = 0
    let results = ParallelMap.values(
      runs.count, threads: threads,
      onRound: { count in
        done += count
        onProgress(.asking, Double(done) / Double(max(runs.count, 1)))
      },
      make: { index -> Result<Answers, LabError>? in
        guard let run = runs[index], let set = sets[index] else { return nil }
        do throws(LabError) {
          return .success(try run.directory.value(of: KeptAnswers(questions: questions[set]), lab: lab))
        } catch { return .failure(error) }
      })
    for (run, result) in zip(runs, results) {
      if let run, case .failure(let error) = result {
        remarks.append("no answers of run \(run.directory.runKey): \(error.description)")
      }
    }
    return results.map { try? $0?.get() }
  }

  private mutating func add(
    _ answers: [Answers?], _ runs: [FinishedRun<L>?], _ shown: [ShownInputs], into data: inout PageData,
    parts: inout PartWriter
  ) throws(LabError) {
    var places: [Int: SpriteShelf.Places] = [:]
    for (index, value) in answers.enumerated() {
      guard let value, let run = runs[index], let set = data.set[index] else { continue }
      let name = "thumbs-\(run.directory.runKey)"
      places[index] = try parts.add(name, value.thumbnails) { sprites, place in
        PagePart(
          chunks: sprites,
          families: value.families.mapValues {
            $0.first(KeptAnswers<L>.thumbnailCount).mapPictures(place)
          })
      }
      data.thumbs[index] = name
      if pictures.count < StaticTable.pictureLimit {
        pictures[index] = try StaticTable.picture(
          inputs: shown[set].families, answers: value.families, sprites: value.thumbnails)
      }
    }
    for (index, value) in answers.enumerated() {
      guard let value, let run = runs[index], let others = places[index] else { continue }
      let name = "answers-\(run.directory.runKey)"
      try parts.add(name, value.others, others: others) { sprites, place in
        PagePart(chunks: sprites, families: value.families.mapValues { $0.mapPictures(place) })
      }
      data.answers[index] = name
    }
  }

  private mutating func addDetails(
    _ runs: [FinishedRun<L>?], _ questions: [L.Questions], into data: inout PageData,
    parts: inout PartWriter, _ onProgress: (ExplorerPage<L>.Stage, Double) -> Void
  ) throws(LabError) {
    let finished = runs.compactMap(\.self).count
    let shows = choice.computes || finished <= ExplorerPage<L>.smallCount
    var done = 0
    for (index, run) in runs.enumerated() {
      guard let run, let set = data.set[index], data.answers[index] != nil else { continue }
      defer {
        done += 1
        onProgress(.looking, Double(done) / Double(finished))
      }
      let key = run.directory.runKey
      let missing = shows ? lab.missingPanels(of: run) : ["layers and weights"]
      if !choice.computes, !missing.isEmpty { data.missing[index] = "identity-lab explore \(key) --compute" }
      guard shows else { continue }
      do throws(LabError) {
        let share = Double(done)
        let look = try look(at: run, questions[set]) { part in
          onProgress(.looking, (share + part) / Double(finished))
        }
        let name = "detail-\(key)"
        // Scales of layers are those of the part's own sprites.
        try parts.add(name, look.atlas.sprites(), shared: false) { sprites, place in
          PagePart(
            chunks: sprites, inputs: look.layers.map { $0.mapPictures(place) },
            panels: look.panels.map { $0.mapPictures(place) })
        }
        data.details[index] = name
      } catch {
        remarks.append("no layers of run \(key): \(error.description)")
      }
    }
    if !shows {
      remarks.append(
        "layers and weights of \(finished) runs are not in the page: --compute puts them in, `identity-lab explore RUN` "
          + "shows those of one run")
    }
  }

  private func look(
    at run: FinishedRun<L>, _ questions: L.Questions, onProgress: (Double) -> Void
  ) throws(LabError) -> (
    atlas: TileAtlas, layers: [LayerLook<TileReference>], panels: [RunPanel<TileReference>]
  ) {
    var atlas = TileAtlas()
    let panels = try lab.panels(
      of: run, computes: choice.computes, threads: threads, onProgress: onProgress)
    let layers = try L.layers(of: run, asked: questions, channels: choice.channels, threads: threads)
    let placedLayers = layers.map { $0.mapPictures { atlas.add($0) } }
    let placedPanels = panels.map { $0.mapPictures { atlas.add($0) } }
    return (atlas, placedLayers, placedPanels)
  }

  /// The table of a page without a script.
  func table(_ runs: [StoredRun<L>], _ data: PageData) -> StaticTable {
    let varying = data.columns.filter { $0.role == .setting && $0.varies == true }
    let findings = data.columns.filter { L.exploredColours.contains($0.key) }
    let columns = varying + findings
    return StaticTable(
      columns: columns.map(\.title) + ["state"],
      rows: runs.indices.map { index in
        StaticTable.Row(
          name: data.names[index],
          cells: columns.map { $0.values[index].shortText } + [data.states[index]],
          picture: pictures[index],
          alternative: "first inputs, and under each the answer of run \(data.keys[index])")
      })
  }
}
