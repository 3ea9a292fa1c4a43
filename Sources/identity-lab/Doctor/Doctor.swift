import Foundation
import IdentityLab
import LabBase
import LabData
import LabDrawing
import LabImages
import LabRuns
import Nets

/// Looks at what the program needs of a machine.
struct Doctor {
  private let output: String
  private let locator: DatasetLocator

  /// Makes a doctor for an output folder and the places of data.
  init(output: String, locator: DatasetLocator) {
    self.output = output
    self.locator = locator
  }

  /// All findings, in a fixed order.
  func checks() -> [DoctorCheck] {
    [processor, memory, libraries, font, outputFolder] + datasets
  }

  private var processor: DoctorCheck {
    let set = Processor.instructionSet
    return DoctorCheck(
      name: "processor", level: set == "portable" ? .note : .ok,
      found: "\(MachineProcessors.usable(scheduled: Processor.usableCount)) usable cores, \(set) kernels",
      advice: set == "portable" ? "training is several times faster with AVX2 or AVX-512" : nil)
  }

  private var memory: DoctorCheck {
    let size = MachineMemory.available / 0x1p30
    return DoctorCheck(
      name: "memory", level: size < 2 ? .note : .ok, found: String(format: "%.1f GiB", size),
      advice: size < 2 ? "nets of more than 100 million parameters will not fit" : nil)
  }

  private var libraries: DoctorCheck {
    let versions = [
      "libpng \(PNGFile.libraryVersion)", "libjpeg-turbo \(JPEGFile.libraryVersion)",
      "cairo \(Canvas.libraryVersion)", "zlib \(GzipFile.libraryVersion)", "OpenSSL \(Digest.libraryVersion)",
    ]
    return DoctorCheck(name: "libraries", level: .ok, found: versions.joined(separator: ", "), advice: nil)
  }

  private var font: DoctorCheck {
    let folder = "/usr/share/fonts/truetype/dejavu"
    let isThere = FileManager.default.fileExists(atPath: folder + "/DejaVuSans.ttf")
    return DoctorCheck(
      name: "font", level: isThere ? .ok : .note,
      found: isThere ? "DejaVu Sans" : "DejaVu Sans is not in \(folder)",
      advice: isThere ? nil : "apt-get install fonts-dejavu-core, or labels may be drawn as boxes")
  }

  private var outputFolder: DoctorCheck {
    let probe = output + "/.doctor"
    do {
      try AtomicFile.write("", to: probe)
      try? FileManager.default.removeItem(atPath: probe)
    } catch {
      return DoctorCheck(
        name: "output folder", level: .missing, found: "\(error)", advice: "choose another one with --out")
    }
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: output)
    let free = (attributes?[.systemFreeSize] as? NSNumber)?.doubleValue ?? 0
    return DoctorCheck(
      name: "output folder", level: free < 1e9 ? .note : .ok,
      found: "\(output), \(String(format: "%.1f GB", free / 1e9)) free",
      advice: free < 1e9 ? "a sweep of wide nets needs more" : nil)
  }

  private var datasets: [DoctorCheck] {
    DatasetInventory(locator: locator).entries.map { entry in
      DoctorCheck(
        name: "\(entry.dataset) \(entry.split)", level: entry.isPresent ? .ok : .note,
        found: entry.isPresent ? entry.folder ?? "" : "not found",
        advice: entry.isPresent
          ? nil
          : "put its files into a folder that --data or $IDENTITY_LAB_DATA names; built-in pictures stand in")
    }
  }
}
