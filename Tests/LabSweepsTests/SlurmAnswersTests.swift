import Testing

@testable import LabBase
@testable import LabSweeps

@Suite("What Slurm's programs print is read, the odd with the usual")
struct SlurmAnswersTests {
  @Test("MaxArraySize is found among the other lines")
  func largestArray() throws {
    let config = """
      Configuration data as of 2026-11-29T13:35:36
      MailProg                = /bin/mail
      MaxArraySize            = 1001
      MaxArraySizeOther = 3
      PluginDir = a=b

      Slurmctld(primary) at vm is UP
      """
    #expect(try SlurmClient.largestArray(config: config) == 1001)
    #expect(try SlurmClient.largestArray(config: "MaxArraySize=1") == 1)
    for odd in ["", "MaxArraySize = 0", "MaxArraySize = many", "no config"] {
      #expect(throws: LabError.self, "\(odd)") { try SlurmClient.largestArray(config: odd) }
    }
  }

  @Test("a job's number is found behind what a site prints, with its cluster")
  func submitted() throws {
    #expect(try SlurmClient.job(submitted: "12\n") == .init(id: 12, cluster: nil))
    #expect(try SlurmClient.job(submitted: "12;big\n") == .init(id: 12, cluster: "big"))
    #expect(
      try SlurmClient.job(submitted: "Welcome to site 3!\n\n 4711 \n\n") == .init(id: 4711, cluster: nil))
    for odd in ["", "Submitted batch job 12", "0", "-3", "12;a;b"] {
      #expect(throws: LabError.self, "\(odd)") { try SlurmClient.job(submitted: odd) }
    }
  }

  @Test(
    "a queue is counted by job, state and reason; what has ended, is another's or is no task is passed over")
  func queue() {
    let queue = SlurmQueue(
      parsing: """
        CLUSTER: big
        12_0|RUNNING|None|/out/sweeps/a|b/slurm
        12_1|RUNNING|None|/out/sweeps/a|b/slurm
        12_2|PENDING|Resources|/out/sweeps/a|b/slurm
        12_3|PENDING|BeginTime|/out/sweeps/a|b/slurm
        12_[4-9]|PENDING|Resources|/out/sweeps/a|b/slurm
        12_10|COMPLETED|None|/out/sweeps/a|b/slurm
        13|PENDING|Dependency|/out/sweeps/a|b/slurm
        14|RUNNING|None|/home/somebody
        slurm_load_jobs error
        15|RUNNING

        x|RUNNING|None|/out/sweeps/a|b/slurm
        """, folder: "/out/sweeps/a|b/slurm")
    #expect(
      queue.lines == [
        "job 12: 2 RUNNING, 2 PENDING (Resources), 1 PENDING (BeginTime)", "job 13: 1 PENDING (Dependency)",
      ])
    #expect(SlurmQueue(parsing: "", folder: "/").isEmpty)
    #expect(SlurmQueue(parsing: "12_1|CANCELLED|None|/\n12_2|TIMEOUT|None|/", folder: "/").isEmpty)
  }

  @Test("a program that is not there, refuses or does not end is an error that says so")
  func commands() throws {
    let none = #expect(throws: LabError.self) { try SlurmCommand("no-such-sbatch").output([], seconds: 1) }
    #expect(none?.exitCode == 69 && none?.description.contains("sweep work NAME --shard i/N") == true)
    let refused = #expect(throws: LabError.self) {
      try SlurmCommand("sh").output(["-c", "echo first; echo no such partition >&2; exit 4"], seconds: 10)
    }
    #expect(
      refused?.description.contains("exit code 4 and said: no such partition") == true,
      "\(String(describing: refused))")
    let silent = #expect(throws: LabError.self) { try SlurmCommand("sleep").output(["60"], seconds: 0.1) }
    #expect(silent?.description.contains("did not answer") == true)
    let long = try SlurmCommand("sh").output(
      ["-c", "yes 0123456789 | head -c 300000; echo end"], seconds: 30)
    #expect(long.utf8.count == 300_004 && long.hasSuffix("end\n"))
    #expect(
      try SlurmCommand("printf").output(["%s|", "a b", "it's", "$HOME"], seconds: 10) == "a b|it's|$HOME|")
  }
}
