import Foundation
import TestSupport

/// Programs that answer as Slurm's client does, and write down what they were asked.
///
/// A queue is a file with the lines that squeue prints; jobs are numbered from 11 and never run by themselves.
struct FakeSlurm {
  private let folder: TemporaryFolder

  /// What a program needs to find them.
  let environment: [String: String]

  init(maxArraySize: Int = 1001) throws {
    folder = try TemporaryFolder()
    let scripts = [
      "scontrol": """
      [ "$1 $2" = "show config" ] && echo "MaxArraySize            = \(maxArraySize)"
      """,
      "sbatch": """
      number=$((10 + $(ls "$here"/calls/sbatch-* | wc -l)))
      [ "$number" != "$(cat "$here/refused" 2>/dev/null)" ] || { echo "sbatch: error: Invalid partition" >&2; exit 1; }
      for word; do
        case "$word" in
          --chdir=*) chdir=${word#*=} ;;
          --array=*) array=${word#*=} ;;
        esac
      done
      if [ -n "$array" ]; then
        for range in ${array//,/ }; do
          for task in $(seq "${range%-*}" "${range#*-}"); do
            echo "${number}_$task|PENDING|Resources|$chdir" >> "$here/queue"
          done
        done
      else
        echo "$number|PENDING|Dependency|$chdir" >> "$here/queue"
      fi
      echo "$number"
      """,
      "squeue": """
      echo "11_0|RUNNING|None|/home/somebody/else"
      cat "$here/queue"
      """,
      "scancel": """
      for word; do sed -i "/^${word}[_|]/d" "$here/queue"; done
      """,
    ]
    for (name, script) in scripts {
      let text = """
        #!/bin/bash
        here='\(folder.path)'
        printf '%s\\n' "$@" > "$here/calls/\(name)-$(date +%s%N)"
        \(script)
        """
      let path = try folder.file("bin/\(name)", Array((text + "\n").utf8))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    _ = try folder.file("queue", [])
    try FileManager.default.createDirectory(atPath: folder.path("calls"), withIntermediateDirectories: true)
    environment = ["PATH": folder.path("bin") + ":/usr/bin:/bin"]
  }

  /// The lines that squeue prints of jobs of ours.
  var queue: [String] {
    get throws {
      try String(contentsOfFile: folder.path("queue"), encoding: .utf8).split(separator: "\n").map(
        String.init)
    }
  }

  /// Empties the queue: all jobs have ended.
  func end() throws {
    try Data().write(to: URL(fileURLWithPath: folder.path("queue")))
  }

  /// Has sbatch refuse the job that would get a number.
  func refuse(_ number: Int) throws {
    _ = try folder.file("refused", Array("\(number)".utf8))
  }

  /// The arguments of every call of a program, in order.
  func calls(of name: String) throws -> [[String]] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path("calls")).filter {
      $0.hasPrefix(name + "-")
    }.sorted()
      .map { call in
        try String(contentsOfFile: folder.path("calls/\(call)"), encoding: .utf8).split(separator: "\n")
          .map(String.init)
      }
  }

  /// Without sbatch, as on a machine that is part of no cluster.
  var missing: [String: String] { ["PATH": folder.path("calls")] }
}
