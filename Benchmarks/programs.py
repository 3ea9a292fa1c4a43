"""The two programs as the scripts call them, and the machine they run on."""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PROGRAM = ".build/release/identity-lab"


class Failure(Exception):
    """A program ended with an error; the text says which and why."""


def pinned(command, cpus):
    """The command on these processors only."""
    if shutil.which("taskset") is None:
        return command
    return ["taskset", "-c", ",".join(map(str, cpus)), *command]


def run_json(command):
    """What a command prints as JSON; run in the project's folder."""
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if result.returncode != 0:
        raise Failure(f"{' '.join(command)}: exit code {result.returncode}: {result.stderr.strip()[:300]}")
    return json.loads(result.stdout)


def one_line(command):
    """The first line that a command prints; empty where it fails."""
    try:
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    except OSError:
        return ""
    lines = result.stdout.splitlines()
    return lines[0].strip() if result.returncode == 0 and lines else ""


class TorchWorker:
    """A process with PyTorch and a fixed number of threads, asked by JSON lines."""

    def __init__(self, threads, cpus):
        command = [sys.executable, str(HERE / "torch_worker.py"), "--threads", str(threads)]
        self.process = subprocess.Popen(
            pinned(command, cpus), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "OMP_NUM_THREADS": str(threads)})

    def ask(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise Failure(f"PyTorch's process ended with code {self.process.wait()}; is torch installed?")
        answer = json.loads(line)
        if "error" in answer:
            raise Failure(answer["error"])
        return answer

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def usable_cpus():
    return sorted(os.sched_getaffinity(0))


def revision():
    """The commit that is measured, with + where files differ from it."""
    changes = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=no", "Sources", "Package.swift"], cwd=ROOT,
        capture_output=True, text=True).stdout
    return one_line(["git", "rev-parse", "--short=10", "HEAD"]) + ("+" if changes.strip() else "")


def machine(program):
    """What the processor is and which kernels are used on it."""
    fields = {}
    if shutil.which("lscpu"):
        listing = subprocess.run(["lscpu"], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}).stdout
        for line in listing.splitlines():
            name, _, value = line.partition(":")
            fields[name.strip()] = value.strip()
    checks = run_json([program, "doctor", "--json"])["checks"]
    return {
        "model": fields.get("Model name", "unknown"),
        "family": f"{fields.get('CPU family', '?')}/{fields.get('Model', '?')}/{fields.get('Stepping', '?')}",
        "cores": len(usable_cpus()),
        "caches": {name: fields[name + " cache"] for name in ("L1d", "L2", "L3") if name + " cache" in fields},
        "kernels": next(check["found"] for check in checks if check["name"] == "processor"),
        "system": one_line(["uname", "-sr"]),
    }
