import Foundation
import LabBase

/// What the floor knows of a run of any laboratory.
extension RunQuantity {
  /// The state, the loss, the steps, the times, the instructions and the name.
  static var common: [RunQuantity] {
    [
      RunQuantity("state", aliases: ["outcome"], title: "state", words: StoredRun<L>.states) { $0.state },
      RunQuantity("loss", aliases: ["finalLoss", "final-loss"], title: "final loss") { $0.record?.finalLoss },
      RunQuantity("stepsDone", title: "steps until training ended") {
        ($0.record?.steps ?? $0.status?.steps).map(Double.init)
      },
      RunQuantity("seconds", title: "time in training (seconds)") { $0.status?.seconds },
      RunQuantity(
        "date", title: "last sign of life (UTC)",
        domain: .form(
          expected: "a date such as 2026-05-04 or 2026-05-04T18:30:00Z", isNumeric: true,
          canonical: canonicalDate),
        place: seconds
      ) { run in
        run.status.flatMap { status in
          seconds(status.heartbeat).map { QuantityValue(status.heartbeat, number: $0) }
        }
      },
      RunQuantity(
        "instructions", title: "instruction sets of the kernels, several of a run that went on elsewhere",
        words: nil
      ) { $0.status?.instructions },
      RunQuantity("runKey", aliases: ["run"], title: "run", words: nil) { $0.runKey },
    ]
  }

  /// Seconds since 1970 of an ISO 8601 time; nil of any other text.
  private static func seconds(_ text: String) -> Double? {
    (try? Date(text, strategy: .iso8601))?.timeIntervalSince1970
  }

  /// A day as its first second, a time as it is.
  private static func canonicalDate(_ text: String) -> String? {
    [text, text + "T00:00:00Z"].first { seconds($0) != nil }
  }
}
