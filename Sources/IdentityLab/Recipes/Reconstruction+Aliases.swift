import LabFigures
import LabRuns

/// A finished run of this laboratory.
package typealias ReconstructionRun = FinishedRun<ReconstructionLab>
/// Runs of this laboratory that differ in their seed alone.
typealias ReconstructionGroup = SeedGroup<ReconstructionLab>
/// Names for runs of this laboratory.
typealias ReconstructionLabels = RunLabels<ReconstructionConfiguration>
/// Runs of this laboratory in a table's cells.
typealias ReconstructionTable = RunTable<ReconstructionLab>
/// What a picture of this laboratory is made from.
package typealias ReconstructionContext = FigureContext<ReconstructionLab>
