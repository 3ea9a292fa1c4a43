import ArgumentParser
import IdentityLab
import LabDrawing
import LabFigures
import Nets

// Words of the libraries that are words of flags too, each by its raw value.
extension ActivationSheet.Scale: ExpressibleByArgument {}
extension FigureFormat: ExpressibleByArgument {}
extension FigurePresetName: ExpressibleByArgument {}
extension Initializer: ExpressibleByArgument {}
extension NetworkKind: ExpressibleByArgument {}
extension OptimizerKind: ExpressibleByArgument {}
extension PlotChoice.Band: ExpressibleByArgument {}
extension ReconstructionCell.Kind: ExpressibleByArgument {}
