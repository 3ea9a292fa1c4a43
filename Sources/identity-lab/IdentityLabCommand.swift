import ArgumentParser
import LabBase

/// The program: a tree of commands, each of which parses, calls the library and prints.
@main
struct IdentityLabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identity-lab",
    abstract: "What does a network learn: from one image, and from random labels?",
    discussion: """
      One laboratory trains fully connected, convolutional and residual networks to reproduce a single image, asks \
      them about other images, and draws what they answer; the other trains classifiers on true, random and noisy \
      labels and images, and measures what they learn and what they memorise. Both share runs, sweeps, figures and \
      all commands. Start with `identity-lab train`, `identity-lab figure cnn-depth`, \
      `identity-lab sweep run --depth 1,3,5 --seed 0..2` or `identity-lab train --net mlp:1x512 --labels 1`.

      Environment: IDENTITY_LAB_OUT (output folder), IDENTITY_LAB_DATA (data folder), IDENTITY_LAB_JOBS \
      (workers), IDENTITY_LAB_PORTABLE=1 (as --portable); flags win. Exit codes: 0 ok, 1 failure, 3 a sweep ended with failed runs, a figure was not \
      made, or what --fail-on names happened, 4 a reproduction differs, 64 usage, 65 bad data, 66 missing input, 69 service missing, 73 cannot \
      create, 74 input/output, 75 checkpointed (run again), 78 bad configuration, 130 and 143 after a checkpoint \
      on a signal.
      """,
    version: LabVersion.current,
    subcommands: [
      TrainCommand.self, SweepCommand.self, BoundaryCommand.self, SearchCommand.self, FigureCommand.self,
      GridCommand.self, PlotCommand.self, ExploreCommand.self,
      LayersCommand.self, FiltersCommand.self, FilmCommand.self, JacobianCommand.self, IterateCommand.self,
      ReceptiveCommand.self, ClassifyCommand.self, KernelCommand.self,
      ReproduceCommand.self,
      EvaluateCommand.self, RunsCommand.self, DataCommand.self, DoctorCommand.self, BenchCommand.self,
    ])

  static func main() {
    StandardStreams.open()
    let code = exitCode(running: Array(CommandLine.arguments.dropFirst()))
    exit(withError: ExitCode(code))
  }

  /// Runs a command, says what went wrong, and makes sure that all that was printed has arrived.
  private static func exitCode(running arguments: [String]) -> Int32 {
    var code = ExitCode.success.rawValue
    do {
      try PortableStart.restart(arguments)
      try run(arguments)
    } catch let error as LabError {
      Terminal.error("error: \(error)")
      code = error.exitCode
    } catch {
      code = exitCode(for: error).rawValue
      let message = fullMessage(for: error)
      if code == ExitCode.success.rawValue {
        Terminal.result(message)
      } else if !message.isEmpty {
        Terminal.error(message)
      }
    }
    do {
      try StandardOutput.flush()
    } catch {
      Terminal.error("error: \(error)")
      code = error.exitCode
    }
    return code
  }

  private static func run(_ arguments: [String]) throws {
    let path = try CommandPath(arguments, below: self)
    var command: any ParsableCommand
    do {
      command = try parseAsRoot(arguments)
    } catch  where exitCode(for: error) == .validationFailure {
      throw LabError(parsing: message(for: error), of: path)
    }
    try command.run()
  }
}
