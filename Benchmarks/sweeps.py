#!/usr/bin/env python3
"""Figures of Guides/Sweeps.md: what a sweep costs beside its training, and what it survives.

  sweeps.py throughput  1,000 runs of nets of 3 channels: runs a second with one worker and two, time beside training
  sweeps.py kill        kill -9 of the sweep and of its workers at random moments, then the same table
  sweeps.py flat        12,000 short runs in one sweep: memory and open files of every process while it goes
"""
import argparse
import collections
import csv
import glob
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import time

NETS = ["--arch", "cnn", "--width", "3", "--depth", "1..10", "--kernel-size", "5", "--image", "builtin:7"]


def command(options, *more):
    return [options.program, "sweep", "run", *NETS, "--quiet", *more]


def environment():
    return {**os.environ, "IDENTITY_LAB_DATA": "", "XDG_CACHE_HOME": "/nonexistent"}


def statuses(out):
    for path in glob.glob(f"{out}/runs/*/*/status.json"):
        try:
            with open(path) as file:
                yield json.load(file)
        except (OSError, ValueError):
            pass


def fresh(out):
    shutil.rmtree(out, ignore_errors=True)
    return out


def processes(group_of):
    """Process numbers of a program and its workers, by their parents."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as file:
                    fields = file.read().rpartition(")")[2].split()
                if fields[0] != "Z":
                    parents[int(entry)] = int(fields[1])
            except (OSError, IndexError):
                pass
    return [group_of] + [pid for pid, parent in parents.items() if parent == group_of]


def throughput(options):
    seconds = collections.defaultdict(list)
    for repeat in range(options.repeats):
        for jobs in (1, 2):
            out = fresh(f"{options.out}/throughput")
            start = time.monotonic()
            subprocess.run(
                command(options, "--seed", f"0..{options.runs // 10 - 1}", "--steps", str(options.steps), "--tolerance", "0",
                        "--name", "s", "-j", str(jobs), "--out", out),
                check=True, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            wall = time.monotonic() - start
            found = list(statuses(out))
            assert len(found) == options.runs and all(s["state"] == "done" for s in found)
            training = sum(s["seconds"] for s in found)
            measuring = sum(s["measuringSeconds"] for s in found)
            rest = (wall * jobs - training - measuring) / len(found)
            seconds[jobs].append(wall)
            print(f"-j {jobs}: {wall:.2f} s, {len(found) / wall:.1f} runs/s; a run: training {1e3 * training / len(found):.2f} ms, "
                  f"measuring {1e3 * measuring / len(found):.2f} ms, beside them {1e3 * rest:.2f} ms", flush=True)
            files = [os.path.join(d, f) for d, _, names in os.walk(f"{out}/runs") for f in names]
            per_run = collections.Counter(os.path.dirname(f) for f in files)
    print(f"two workers {statistics.median(seconds[1]) / statistics.median(seconds[2]):.3f} times as fast (medians of {options.repeats})")
    print(f"files a run: {max(per_run.values())} at most; bytes a run: {sum(map(os.path.getsize, files)) / len(per_run):.0f}, "
          f"{sum(os.stat(f).st_blocks * 512 for f in files) / len(per_run):.0f} on disk")


def kill(options):
    more = ["--seed", f"0..{options.runs // 10 - 1}", "--steps", str(options.steps), "--tolerance", "0", "--name", "s", "-j", "2"]
    whole = fresh(f"{options.out}/whole")
    start = time.monotonic()
    subprocess.run(command(options, *more, "--out", whole), check=True, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    length = time.monotonic() - start
    out = fresh(f"{options.out}/killed")
    draws = random.Random(7)
    kept, lost, kills = {}, 0, collections.Counter()
    while sum(kills.values()) < options.kills:
        process = subprocess.Popen(
            command(options, *more, "--out", out), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # From before the first run begins to well into the sweep, which is not over before the last kill.
        time.sleep(draws.uniform(0.02, max(0.5, 1.2 * length / options.kills)))
        targets = processes(process.pid)
        kind = draws.choice(["sweep", "worker", "all"])
        victims = {"sweep": targets[:1], "worker": targets[1:] and [draws.choice(targets[1:])], "all": targets}[kind]
        for pid in victims:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        kills[kind] += 1
        if kind == "worker":
            # The sweep goes on with a new worker for a while, and is then killed itself.
            time.sleep(draws.uniform(0, 0.1))
            process.kill()
        process.wait()
        # Every finished run is kept as it was.
        for path in glob.glob(f"{out}/runs/*/*/result.json"):
            identity = (os.stat(path).st_ino, os.stat(path).st_mtime_ns)
            if kept.setdefault(path, identity) != identity:
                lost += 1
        lost += sum(not os.path.exists(path) for path in kept)
    print(f"{dict(kills)} kills; {len(kept)} runs had ended before the last one; {lost} of them were lost or made again")
    # Workers whose parent was killed end their runs by themselves.
    subprocess.run(command(options, *more, "--out", out), check=True, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    again = sum((os.stat(p).st_ino, os.stat(p).st_mtime_ns) != i for p, i in kept.items())
    with open(f"{whole}/sweeps/s/results.csv", "rb") as a, open(f"{out}/sweeps/s/results.csv", "rb") as b:
        same = a.read() == b.read()
    leftovers = [f for f in glob.glob(f"{out}/runs/*/*/*") + glob.glob(f"{out}/runs/*/*/.*")
                 if os.path.basename(f) in ("claim", "state.safetensors") or f.endswith(".tmp")]
    print(f"made again after the end: {again}; results.csv of {options.runs} runs "
          f"{'equal byte for byte' if same else 'DIFFERS'}; files left over: {len(leftovers)}")
    sys.exit(0 if same and not lost and not again else 1)


def flat(options):
    out = fresh(f"{options.out}/flat")
    process = subprocess.Popen(
        command(options, "--seed", f"0..{options.runs // 10 - 1}", "--steps", str(options.steps), "--tolerance", "0",
                "--name", "s", "-j", "2", "--out", out),
        env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    rows, start, names = [], time.monotonic(), {}
    while process.poll() is None:
        for pid in processes(process.pid):
            try:
                with open(f"/proc/{pid}/status") as file:
                    memory = next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))
                open_files = len(os.listdir(f"/proc/{pid}/fd"))
            except (OSError, StopIteration):
                continue
            name = "sweep" if pid == process.pid else names.setdefault(pid, f"worker {len(names) + 1}")
            rows.append((time.monotonic() - start, name, memory, open_files))
        time.sleep(0.5)
    wall = time.monotonic() - start
    done = sum(s["state"] == "done" for s in statuses(out))
    print(f"{done} runs in {wall:.0f} s, {done / wall:.1f} runs/s")
    for name in dict.fromkeys(r[1] for r in rows):
        own = [r for r in rows if r[1] == name]
        for share in (0.1, 0.25, 0.5, 0.75, 0.95):
            t, _, memory, open_files = own[int(share * (len(own) - 1))]
            print(f"  {name} at {t:5.0f} s: {memory / 1024:6.1f} MiB, {open_files} open files")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["throughput", "kill", "flat"])
    parser.add_argument("--program", default=".build/release/identity-lab")
    parser.add_argument("--out", default="Outputs/benchmark")
    parser.add_argument("--runs", type=int, help="a multiple of ten (default: 1000, 1000, 12000)")
    parser.add_argument("--steps", type=int, help="updates a run (default: 100, 1000, 10)")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--kills", type=int, default=50)
    options = parser.parse_args()
    usual = {"throughput": (1000, 100), "kill": (1000, 1000), "flat": (12_000, 10)}[options.what]
    options.runs, options.steps = options.runs or usual[0], options.steps or usual[1]
    {"throughput": throughput, "kill": kill, "flat": flat}[options.what](options)


if __name__ == "__main__":
    main()
