#!/usr/bin/env python3
"""Step times of IdentityLab beside PyTorch's on the same nets, and whether both take the same steps.

    PYTHON Benchmarks/compare.py --set acceptance --name NAME

PYTHON needs torch; both programs must be on this machine and otherwise idle. Every row is first checked: both programs start
from the same image and weights, and after some steps losses and updated weights must agree. Then both are timed in turn,
round after round, on the same processors; medians count. PyTorch is taken at the best of its variants (eager, and compiled
with --compile; contiguous and channels_last memory), which its first round decides. Results go to
Benchmarks/Baselines/NAME.json after every row; rows that are not measured again stay as they are there.
"""
import argparse
import datetime
import json
import re
import statistics
import sys
import tempfile
import time

import report
from programs import HERE, PROGRAM, Failure, TorchWorker, machine, one_line, pinned, revision, run_json, usable_cpus
from workloads import SETS, cnn

# Both programs round differently. Losses hardly show it; in deep nets some ReLUs near zero are open in one program and shut
# in the other, which changes a layer's update by a per cent or so. A wrong rate, momentum or gradient changes it by more.
UPDATE_TOLERANCE = 5e-2
# (net, gibibytes that its training must stay below)
MEMORY_LIMITS = [(cnn(5, 1024, 5, (28, 28, 1)), 4.0), (cnn(20, 1024, 5, (28, 28, 1)), 16.0)]


def check(program, worker, workload, threads, cpus):
    """Trains in both programs from the same weights; how far losses and updates are apart.

    From weights at which no gradient vanishes, for an update that is lost in the weights' rounding could not be compared."""
    steps, rate = workload.check_steps, workload.check_rate
    with tempfile.TemporaryDirectory() as folder:
        command = [program, *workload.losses_command(), "--threads", str(threads), "--steps", str(steps),
                   "--learning-rate", str(rate), "--save", folder, "--json"]
        ours = run_json(pinned(command, cpus))["losses"]
        theirs = worker.ask(do="train", workload=workload.as_dict(), steps=steps, learningRate=rate,
                            first=folder + "/first.safetensors", last=folder + "/last.safetensors")
    pairs = list(zip(ours, theirs["losses"], strict=True))
    # null stands for what is no finite number, and agrees with nothing.
    loss = None if any(None in pair for pair in pairs) else max(abs(a - b) / abs(b) for a, b in pairs)
    update = theirs["update"]
    agrees = None not in (loss, update) and loss <= workload.loss_tolerance and update <= UPDATE_TOLERANCE
    return {"steps": steps, "lossDifference": loss, "updateDifference": update, "agrees": agrees}


def step_command(program, workload, threads, seconds, least):
    return [program, *workload.step_command(), "--threads", str(threads), "--seconds", str(seconds),
            "--least-steps", str(least), "--json"]


def variants(workload, with_compiled):
    return [kind + layout for kind in ["eager"] + ["compiled"] * with_compiled for layout in workload.layouts]


def measure(arguments, worker, workload, threads, target, cpus):
    """One row of the table."""
    row = {"label": workload.label, "workload": workload.as_dict(), "threads": threads, "target": target,
           "revision": revision(), "operations": workload.operations, "weightBytes": workload.weight_bytes}
    least = 2 if workload.is_large else 5
    command = pinned(step_command(arguments.program, workload, threads, arguments.seconds, least), cpus)
    row["command"] = " ".join(command)
    try:
        if not arguments.no_check:
            row["check"] = check(arguments.program, worker, workload, threads, cpus)
        ours, theirs = [], {name: [] for name in variants(workload, arguments.compile)}
        for turn in range(arguments.rounds):
            times = run_json(command)
            ours.append(times["millisecondsPerStep"])
            row["operations"] = times["operationsPerStep"]
            for name in list(theirs):
                try:
                    answer = worker.ask(do="time", workload=workload.as_dict(), variant=name, seconds=arguments.seconds,
                                        leastSteps=least)
                except Failure:
                    # Where nothing can be compiled, the eager variants still count.
                    if not name.startswith("compiled"):
                        raise
                    del theirs[name]
                    continue
                theirs[name].append(answer["milliseconds"])
            if turn == 0:
                row["firstRound"] = {name: times[0] for name, times in theirs.items()}
                best = min(theirs, key=lambda name: theirs[name][0])
                theirs = {best: theirs[best]}
        row.update(ours=ours, theirs=theirs[best], variant=best)
        row["ratio"] = statistics.median(theirs[best]) / statistics.median(ours)
    except Failure as failure:
        row["error"] = str(failure)
    return row


def measure_rates(program, thread_counts, cpus):
    return [run_json(pinned([program, "bench", "machine", "--threads", str(threads), "--json"], cpus[:threads]))
            for threads in thread_counts]


def measure_memory(program):
    rows = []
    for workload, limit in MEMORY_LIMITS:
        command = [program, "bench", "memory", *workload.flags, "--steps", "1", "--json"]
        rows.append({"label": workload.label, "limitGiB": limit, "command": " ".join(command), "revision": revision(),
                     **run_json(command)})
    return rows


def describe(row):
    if "error" in row:
        return row["error"]
    wanted = "" if row["target"] is None else f" of {row['target']:g}"
    agreement = "" if row.get("check", {}).get("agrees", True) else "; THE TWO DO NOT TAKE THE SAME STEPS"
    ours, theirs = statistics.median(row["ours"]), statistics.median(row["theirs"])
    return f"{ours:.4g} ms, PyTorch {theirs:.4g} ms ({row['variant']}): ratio {row['ratio']:.2f}{wanted}{agreement}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, default="acceptance", help="which nets (default: acceptance)")
    parser.add_argument("--name", required=True, help="the baseline's name, such as the processor's")
    parser.add_argument("--program", default=PROGRAM, help=f"identity-lab (default: {PROGRAM})")
    parser.add_argument("--only", default="", help="rows whose label or `N threads` matches this regular expression")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.7, help="of each measurement (default: 0.7)")
    parser.add_argument("--compile", action="store_true", help="also torch.compile; needs a C++ compiler, takes minutes")
    parser.add_argument("--no-check", action="store_true", help="leave out the check that both train alike")
    parser.add_argument("--memory", action="store_true", help="also the memory of the largest nets")
    parser.add_argument("--cpus", help="processors to use, such as 0,1 (default: all this process may use)")
    arguments = parser.parse_args()

    cpus = [int(cpu) for cpu in arguments.cpus.split(",")] if arguments.cpus else usable_cpus()
    wanted = re.compile(arguments.only)
    rows = [row for row in SETS[arguments.set]() if wanted.search(f"{row[0].label}, {row[1]} threads")]
    for threads in sorted({threads for _, threads, _ in rows if threads > len(cpus)}):
        print(f"left out: rows of {threads} threads, for there are {len(cpus)} processors")
    rows = [row for row in rows if row[1] <= len(cpus)]
    if not rows:
        sys.exit(f"no row of {arguments.set} matches --only '{arguments.only}' on {len(cpus)} processors")
    path = HERE / "Baselines" / f"{arguments.name}.json"
    baseline = json.loads(path.read_text()) if path.exists() else {"rows": []}
    workers = {threads: TorchWorker(threads, cpus[:threads]) for threads in sorted({row[1] for row in rows})}
    start = time.monotonic()
    try:
        baseline["machine"] = machine(arguments.program)
        # Of other numbers of threads, whose rows stay, the rates stay too.
        kept = [rates for rates in baseline.get("rates", []) if rates["threads"] not in workers]
        before = measure_rates(arguments.program, workers, cpus)
        baseline["rates"] = kept + before
        baseline["versions"] = {"identity-lab": one_line([arguments.program, "--version"]),
                                "compiler": one_line(["swift", "--version"])}
        for worker in workers.values():
            baseline["versions"].update(worker.ask(do="version"))
        baseline["date"] = datetime.date.today().isoformat()
        if arguments.memory:
            baseline["memory"] = measure_memory(arguments.program)
        measured = []
        for index, (workload, threads, target) in enumerate(rows):
            row = measure(arguments, workers[threads], workload, threads, target, cpus[:threads])
            measured.append(row)
            print(f"{index + 1}/{len(rows)} {row['label']}, {threads} threads: {describe(row)}", flush=True)
            baseline["rows"] = merged(baseline["rows"], row)
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(baseline, indent=1, ensure_ascii=False) + "\n")
        after = measure_rates(arguments.program, workers, cpus)
        # What disturbs a rate makes it lower.
        baseline["rates"] = kept + [
            {key: max(one[key], two[key]) for key in one} for one, two in zip(before, after, strict=True)]
        path.write_text(json.dumps(baseline, indent=1, ensure_ascii=False) + "\n")
    finally:
        for worker in workers.values():
            worker.close()
    print(f"\n{report.section(baseline)}\n{time.monotonic() - start:.0f} s; written to {path}")
    if any("error" in row or not row.get("check", {}).get("agrees", True) for row in measured):
        sys.exit(1)


def merged(rows, new):
    """The rows with one replaced, or added at the end."""
    for index, row in enumerate(rows):
        if (row["label"], row["threads"]) == (new["label"], new["threads"]):
            return rows[:index] + [new] + rows[index + 1:]
    return rows + [new]


if __name__ == "__main__":
    main()
