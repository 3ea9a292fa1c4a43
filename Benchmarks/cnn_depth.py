#!/usr/bin/env python3
"""The figure cnn-depth trained by IdentityLab and by PyTorch: the same runs on the same processors, one process each.

    PYTHON Benchmarks/cnn_depth.py [--data DIR] [--name NAME]

IdentityLab makes the figure into an empty folder (training, measuring, drawing). PyTorch then trains the runs that it finds
there, by their config.json and on their image, in as many processes of one thread; it neither measures nor draws. First
weights are of the same distribution but of other random numbers, so losses agree in kind, not in digits. Times and losses are
printed and, with --name, kept in Benchmarks/Baselines/NAME.json. --seed and --steps make a shorter comparison.
"""
import argparse
import json
import queue
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import report
from programs import HERE, PROGRAM, ROOT, Failure, TorchWorker, pinned, revision, run_json, usable_cpus


def make_figure(arguments, output, cpus):
    """Runs our figure; its command and wall time in seconds."""
    command = [arguments.program, "figure", "cnn-depth", "--preset", arguments.preset, "-j", str(len(cpus))]
    for flag in ("data", "seed", "steps", "image"):
        if (value := getattr(arguments, flag)) is not None:
            command += [f"--{flag}", value]
    start = time.monotonic()
    result = subprocess.run(pinned([*command, "--out", output, "--quiet"], cpus), cwd=ROOT, stdout=subprocess.DEVNULL)
    if result.returncode != 0:
        raise Failure(f"{' '.join(command)}: exit code {result.returncode}")
    return " ".join(command), time.monotonic() - start


def read_runs(output):
    """Our runs, shallow ones first: configuration, record and training time."""
    runs = []
    for path in Path(output).glob("runs/*/*/config.json"):
        configuration, record, status = (
            json.loads((path.parent / name).read_text()) for name in ("config.json", "result.json", "status.json"))
        runs.append({
            "key": path.parent.name, "configuration": configuration,
            "ours": {"steps": record["steps"], "loss": record.get("finalLoss"), "stopReason": record["stopReason"],
                     "seconds": status["seconds"]}})
    return sorted(runs, key=lambda run: (run["configuration"]["depth"], run["configuration"]["seed"]))


def write_image(arguments, output, run):
    """The standardised training image that all runs share, as a .npy file."""
    command = [arguments.program, "layers", run["key"], "--npy", "--out", output, "--json"]
    if arguments.data is not None:
        command += ["--data", arguments.data]
    return next(path for path in run_json(command)["files"] if path.endswith("/input.npy"))


def best_variant(worker, workload):
    times = {
        name: worker.ask(do="time", workload=workload, variant=name, seconds=0.3, leastSteps=3)["milliseconds"]
        for name in ("eager", "eager-channels_last")}
    return min(times, key=times.get)


def train_in_torch(runs, image, cpus):
    """Trains all runs, one process a processor; adds `theirs` to each run and gives the wall time in seconds."""
    workers = [TorchWorker(1, [cpu]) for cpu in cpus]
    waiting, failures = queue.Queue(), []
    variants = {}
    try:
        # Which memory layout is faster is found out before the clock runs.
        for run in runs:
            configuration = run["configuration"]
            net = dict(kind="cnn", depth=configuration["depth"], width=configuration["width"],
                       kernel=configuration["kernelSize"], height=configuration["imageHeight"],
                       width_pixels=configuration["imageWidth"], channels=configuration["imageChannels"])
            if net["depth"] not in variants:
                variants[net["depth"]] = best_variant(workers[0], net)
            waiting.put(run)
        # A process's first steps are slow, whatever the net.
        for worker in workers[1:]:
            best_variant(worker, net)

        def work(worker):
            while not failures:
                try:
                    run = waiting.get_nowait()
                except queue.Empty:
                    return
                configuration = run["configuration"]
                try:
                    run["theirs"] = worker.ask(do="fit", configuration=configuration, image=image,
                                               variant=variants[configuration["depth"]])
                except Failure as failure:
                    failures.append(failure)
                    return
                print(f"  depth {configuration['depth']} seed {configuration['seed']}: {run['theirs']}", flush=True)

        start = time.monotonic()
        threads = [threading.Thread(target=work, args=(worker,)) for worker in workers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]
        return time.monotonic() - start
    finally:
        for worker in workers:
            worker.close()


def by_depth(runs):
    """For each depth what both programs took and reached, over the seeds."""
    rows = []
    for depth in sorted({run["configuration"]["depth"] for run in runs}):
        row = {"depth": depth}
        for program in ("ours", "theirs"):
            results = [run[program] for run in runs if run["configuration"]["depth"] == depth]
            losses = [result["loss"] for result in results if result["loss"] is not None]
            row[program] = {
                "seconds": sum(result["seconds"] for result in results),
                "steps": [result["steps"] for result in results],
                "medianLoss": statistics.median(losses) if losses else None,
                "stopReasons": [result["stopReason"] for result in results]}
        rows.append(row)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", default="standard")
    parser.add_argument("--data", help="folder of the data sets, as for identity-lab; built-in pictures without it")
    parser.add_argument("--image", help="training image instead of the recipe's")
    parser.add_argument("--seed", help="seeds instead of the recipe's, such as 0")
    parser.add_argument("--steps", help="steps instead of the recipe's")
    parser.add_argument("--name", help="the baseline that keeps the result")
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--cpus", help="processors to use, such as 0,1 (default: at most two)")
    arguments = parser.parse_args()
    cpus = [int(cpu) for cpu in arguments.cpus.split(",")] if arguments.cpus else usable_cpus()[:2]
    with tempfile.TemporaryDirectory() as output:
        command, our_seconds = make_figure(arguments, output, cpus)
        print(f"{command}: {our_seconds:.0f} s", flush=True)
        runs = read_runs(output)
        image = write_image(arguments, output, runs[0])
        their_seconds = train_in_torch(runs, image, cpus)
    result = {"command": command, "revision": revision(), "processes": len(cpus), "ourSeconds": our_seconds,
              "theirSeconds": their_seconds, "depths": by_depth(runs)}
    print("\n".join(report.cnn_depth(result)))
    if arguments.name:
        path = HERE / "Baselines" / f"{arguments.name}.json"
        if not path.exists():
            sys.exit(f"{path} is not there; make it with compare.py --name {arguments.name} first")
        baseline = json.loads(path.read_text())
        baseline["cnnDepth"] = result
        path.write_text(json.dumps(baseline, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
